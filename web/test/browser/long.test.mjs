// A conversation that is long: few rows are all drawn, of many those in view, and the reader notices neither one nor the other.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { desk, launch } from "../../scripts/chromium.mjs";

const script = join(dirname(fileURLToPath(import.meta.url)), "../../scripts/stories.mjs");
const mostPlainRows = 300;
let server, browser, base;

before(async () => {
  server = spawn(process.execPath, [script, "--serve=0"], { stdio: ["ignore", "pipe", "inherit"] });
  [base] = await once(server.stdout.setEncoding("utf8"), "data");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

const toEnd = (log) => log.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
const drawn = (log) => log.locator(".messages-row").count();

/** Scrolls up, and tells whether all rows were drawn, and how far a message in view then is from where it should be. */
const scrollUp = (log) => log.evaluate(async (box) => {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const top = (row) => row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const wholly = box.querySelector(".messages-plain") !== null;
  const held = [...box.querySelectorAll("article")].find((row) => top(row) > 20) ?? box.querySelector("article");
  const { textContent } = held;
  const before = top(held);
  const by = Math.min(wholly ? 250 : 1500, box.scrollTop);
  box.scrollBy(0, -by);
  await frames();
  const now = [...box.querySelectorAll("article")].find((row) => row.textContent === textContent);
  return { wholly, off: now ? Math.abs(top(now) - before - by) : Infinity, atTop: by === 0 && box.textContent.includes("This is where the conversation begins") };
});

test("a long conversation is read from its end to its beginning without a jump", async () => {
  const page = await browser.newPage({ viewport: desk, reducedMotion: "reduce" });
  await page.goto(`${base.trim()}?story=room-long&theme=light`);
  const log = page.getByRole("log");
  const say = page.getByRole("button", { name: "say" });
  await log.getByRole("article").first().waitFor();
  assert.ok(await drawn(log) >= 50, "a short one is drawn whole");
  await say.click();
  assert.equal(await toEnd(log), 0, "and follows what is new");

  let most = 0;
  const end = Date.now() + 120_000;
  for (let at = await scrollUp(log); !at.atTop; at = await scrollUp(log)) {
    if (at.wholly) assert.ok(at.off <= 3, `it moved by ${at.off} pixels`); // also where the other way of drawing takes over
    assert.ok(Date.now() < end, "the beginning was never reached");
    most = Math.max(most, await drawn(log));
  }
  assert.ok(most > 100 && most <= mostPlainRows + 60, `${most} rows at most`);
  assert.ok(await drawn(log) < 100, "a long one is not");

  await page.getByRole("button", { name: "To the newest" }).click();
  await page.getByRole("button", { name: "To the newest" }).waitFor({ state: "detached" });
  await say.click();
  await page.waitForFunction(() => { const box = document.querySelector("[role=log]"); return box.scrollHeight - box.scrollTop - box.clientHeight <= 1; });
});
