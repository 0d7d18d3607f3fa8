// A conversation that is long: few rows are all drawn, of many those in view. The reader notices neither one nor the other: what he
// looks at moves by what he scrolls and by nothing else, whatever is loaded above it and however wrong its height was guessed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { desk, launch, phone } from "../../scripts/chromium.mjs";

const script = join(dirname(fileURLToPath(import.meta.url)), "../../scripts/stories.mjs");
const historyLength = 1500;
const mostPlainRows = 300;
/** Heights are whole pixels here, and in the browser are not. */
const tolerancePx = 3;
let server, browser, base, page, log;

before(async () => {
  server = spawn(process.execPath, [script, "--serve=0"], { stdio: ["ignore", "pipe", "inherit"] });
  [base] = await once(server.stdout.setEncoding("utf8"), "data");
  browser = await launch({ scrollbars: true });
});
after(async () => {
  await browser?.close();
  server?.kill();
});
afterEach(() => page.context().close());

/** So many messages are loaded, and a page of older ones takes so long. */
async function open({ held, delay = 80, ...options }) {
  page = await browser.newPage({ viewport: desk, reducedMotion: "reduce", ...options });
  await page.goto(`${base.trim()}?story=room-long&theme=light&held=${held}&delay=${delay}`);
  log = page.getByRole("log");
  await page.waitForFunction((virtual) => document.querySelector("[role=log] article") && (document.querySelector(".messages-plain") === null) === virtual, held > mostPlainRows);
  await page.evaluate(watch);
  await rest();
  await log.hover();
}

/** In the page: where the messages in view are, in each frame as it is painted. A row's heading may go when an older message is loaded; its text stays. */
function watch() {
  const box = document.querySelector("[role=log]");
  globalThis.frames = [];
  globalThis.see = () => {
    const { top, bottom } = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll(".bubble, .row-notice")].map((row) => [row.textContent.match(/\d+/u)[0], row.getBoundingClientRect()]);
    return { scrollTop: box.scrollTop, rows: Object.fromEntries(rows.filter(([, at]) => at.bottom > top && at.top < bottom).map(([number, at]) => [number, at.top - top])) };
  };
  (function tick() {
    // The newest of all is called last, after those that measure the rows: just before the frame is painted.
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      globalThis.frames.push(globalThis.see());
    });
    observer.observe(box.querySelector("time"));
    requestAnimationFrame(tick);
  })();
}

/** Until nothing has moved for some frames. */
const rest = () => page.evaluate(async () => {
  let still = 0;
  for (let last = ""; still < 6;) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = JSON.stringify(globalThis.see());
    still = now === last ? still + 1 : 0;
    last = now;
  }
});

/** What was to be seen, frame by frame, while something was done and until all came to rest. */
async function during(action) {
  await page.evaluate(() => { globalThis.frames = [globalThis.see()]; });
  await action();
  await rest();
  return page.evaluate(() => globalThis.frames);
}

/** How far what was in view moved, frame by frame; all of it by the same. */
function moves(frames) {
  return frames.slice(1).map(({ rows }, index) => {
    const old = frames[index].rows;
    const by = Object.keys(rows).filter((row) => row in old).map((row) => rows[row] - old[row]);
    assert.ok(by.length > 0, `of what was in view nothing is left: ${Object.keys(old)} became ${Object.keys(rows)}`);
    assert.ok(Math.max(...by) - Math.min(...by) <= tolerancePx, `rows in view moved apart: ${by}`);
    return by.at(-1);
  });
}

const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

/** Whoever scrolls up by `px` sees everything go down by that and nothing else, but for a list that ends before. */
function assertScrolled(frames, px) {
  const all = moves(frames);
  assert.ok(all.every((by) => by >= -tolerancePx), `it went back: ${all}`);
  const wentBy = sum(all);
  const stopped = frames.some(({ scrollTop }) => scrollTop === 0);
  assert.ok(wentBy <= px + tolerancePx && (stopped || wentBy >= px - tolerancePx), `it moved by ${wentBy} instead of ${px}`);
}

function assertStill(frames) {
  assert.ok(moves(frames).every((by) => Math.abs(by) <= tolerancePx) && Math.abs(sum(moves(frames))) <= tolerancePx, `it moved by ${moves(frames)}`);
}

const wheel = (px) => during(async () => { for (let turned = 0; turned < px; turned += 100) await page.mouse.wheel(0, -100); });
const goTo = async (scrollTop) => {
  await log.evaluate((box, top) => { box.scrollTop = top; }, scrollTop);
  await rest();
};
const height = () => log.evaluate((box) => box.scrollHeight);
const toEnd = () => log.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
const drawn = () => log.locator(".messages-row").count();
const atBeginning = () => log.evaluate((box) => box.scrollTop === 0 && box.textContent.includes("This is where the conversation begins"));
/** A page of older messages has come since the list was so high. */
const grown = (before) => page.waitForFunction((was) => document.querySelector("[role=log]").scrollHeight > was + 1000, before);

test("a conversation is read from its end to its beginning without a jump", async () => {
  await open({ held: 50 });
  assert.ok(await drawn() >= 50, "a short one is drawn whole");
  await page.getByRole("button", { name: "say" }).click();
  await rest();
  assert.equal(await toEnd(), 0, "and follows what is new");
  await log.hover();
  let most = 0;
  for (let pages = 0; !(await atBeginning()); pages += 1) {
    assert.ok(pages < 3 * historyLength / 50, "the beginning was never reached");
    await goTo(900);
    for (let turns = 0; turns < 2; turns += 1) assertScrolled(await wheel(500), 500); // a page comes while the wheel turns
    most = Math.max(most, await drawn());
  }
  assert.ok(most > 100 && most <= mostPlainRows + 60, `${most} rows at most`);
  assert.ok(await drawn() < 100, "a long one is not drawn whole");

  await page.getByRole("button", { name: "To the newest" }).click();
  await page.getByRole("button", { name: "To the newest" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "say" }).click();
  await rest();
  assert.ok(await toEnd() <= 1);
});

for (const motion of ["reduce", "no-preference"]) {
  test(`who turns the wheel through rows that were never measured sees no jump (motion: ${motion})`, async () => {
    await open({ held: 1000, reducedMotion: motion });
    await goTo(20_000); // measured is what was in view: from here on all is guessed
    for (let turns = 0; turns < 30; turns += 1) assertScrolled(await wheel(500), 500);
  });
}

for (const [name, held] of [["few", 100], ["many", 500]]) {
  test(`of ${name} rows, what is in view stays where it is when older ones come at the very top`, async () => {
    await open({ held, delay: "never" });
    for (let pages = 0; pages < 4; pages += 1) {
      const before = await height();
      await log.press("Home");
      await page.waitForFunction(() => document.querySelector("[role=log]").scrollTop === 0);
      await rest();
      assertStill(await during(async () => {
        await page.getByRole("button", { name: "older" }).click();
        await grown(before);
      }));
    }
  });

  test(`of ${name} rows, PageUp goes up a page and no further while older ones come`, async () => {
    await open({ held, delay: 80 });
    await log.focus();
    await goTo(3000);
    const pageUp = () => during(() => log.press("PageUp"));
    const px = sum(moves(await pageUp()));
    assert.ok(px > 300, `${px}`);
    for (let presses = 0; presses < 40; presses += 1) assertScrolled(await pageUp(), px);
  });
}

test("who drags the scroll bar sees nothing move while he holds it still, and everything go down while he pulls it up", async () => {
  await open({ held: 400, delay: 300 });
  await goTo(2500);
  const at = await log.boundingBox();
  const x = at.x + at.width - 5;
  let y = at.y + await log.evaluate((box) => (box.scrollTop / box.scrollHeight) * box.clientHeight) + 12;
  await page.mouse.move(x, y);
  await page.mouse.down();
  let pages = 0;
  for (let steps = 0; steps < 60 && pages < 2; steps += 1) {
    const before = await height();
    y -= 3;
    const pulled = moves(await during(() => page.mouse.move(x, y)));
    assert.ok(pulled.every((by) => by >= -tolerancePx), `it went back: ${pulled}`);
    const asked = await log.evaluate((box) => box.scrollTop < 600);
    assertStill(await during(() => asked && grown(before)));
    if (asked) pages += 1;
  }
  await page.mouse.up();
  assert.equal(pages, 2, "it was not dragged to the top");
});

test("who drags with a finger keeps what is under it there while older messages come", async () => {
  await open({ held: 400, delay: 100, viewport: phone, hasTouch: true, isMobile: true });
  await goTo(1500);
  const hand = await page.context().newCDPSession(page);
  const touch = (type, y) => hand.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: 200, y }] });
  const before = await height();
  for (let drags = 0; drags < 12; drags += 1) {
    const frames = await during(async () => {
      await touch("touchStart", 200);
      for (let y = 200; y <= 600; y += 20) await touch("touchMove", y);
      await touch("touchEnd");
    });
    const all = moves(frames); // it goes on a little after the finger was lifted
    assert.ok(all.every((by) => by >= -tolerancePx), `it went back: ${all}`);
  }
  assert.ok(await height() > before + 2000, "no older messages have come");
});

for (const [name, held] of [["few", 150], ["many", 400]]) {
  test(`of ${name} rows, what is new moves nobody who reads what is old`, async () => {
    await open({ held });
    await goTo(8000);
    assertStill(await during(async () => {
      for (let said = 0; said < 5; said += 1) await page.getByRole("button", { name: "say" }).click();
    }));
    await page.getByRole("button", { name: "To the newest" }).waitFor();
  });

  test(`of ${name} rows, the end stays at the end when a row grows, and what is in the middle stays there`, async () => {
    await open({ held });
    const grow = (which) => log.evaluate((box, index) => { [...box.querySelectorAll(".bubble")].at(index).style.paddingBottom = "240px"; }, which);
    for (const which of [-1, -2, -1]) {
      await grow(which);
      await rest();
      assert.ok(await toEnd() <= 1, `${await toEnd()} pixels from the end`);
    }
    await goTo(8000);
    await wheel(100); // while he scrolls up, too
    assertStill(await during(() => log.evaluate((box) => {
      const { top } = box.getBoundingClientRect();
      [...box.querySelectorAll(".bubble")].findLast((bubble) => bubble.getBoundingClientRect().bottom < top).style.paddingBottom = "240px";
    })));
  });
}
