import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, composer, eventually, message, openChat, room, say, texts } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

describe("two people", () => {
  test("talk with each other, and a reload shows the same", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(ann, "Bob Stone");
    await say(ann, "hello Bob");
    await room(bob, "Ann Miller").click();
    await message(bob, "hello Bob").waitFor();
    await say(bob, "hello Ann");
    await eventually(() => texts(ann), ["hello Bob", "hello Ann"]);
    await ann.reload();
    await eventually(() => texts(ann), ["hello Bob", "hello Ann"]);
  });

  test("see what they wrote as text, with links that lead out and nowhere else", async () => {
    const ann = await world.as("ann");
    await openChat(ann, "Cat Lane");
    const html = `<img src=x onerror="document.title='owned'"> https://example.com/?a=1&b=2 javascript:alert(1)`;
    await say(ann, html);
    await eventually(() => texts(ann), [html]);
    const links = ann.getByRole("log").getByRole("link");
    assert.equal(await links.count(), 1);
    assert.equal(await links.first().getAttribute("href"), "https://example.com/?a=1&b=2");
    assert.match(await links.first().getAttribute("rel"), /noopener/u);
    assert.doesNotMatch(await ann.title(), /owned/u);
  });

  test("break lines with Shift+Enter and send with Enter", async () => {
    const ann = await world.as("ann");
    await openChat(ann, "Cat Lane");
    await composer(ann).fill("first");
    await composer(ann).press("Shift+Enter");
    await composer(ann).pressSequentially("second");
    await composer(ann).press("Enter");
    await eventually(async () => (await texts(ann)).at(-1), "first\nsecond");
    assert.equal(await composer(ann).inputValue(), "");
  });

  test("find a draft again after a reload, in its room", async () => {
    const ann = await world.as("ann");
    await openChat(ann, "Bob Stone");
    await composer(ann).fill("half a thought");
    await openChat(ann, "Cat Lane");
    assert.equal(await composer(ann).inputValue(), "");
    await ann.reload();
    await room(ann, "Bob Stone.*Draft.*half a thought").click();
    await eventually(() => composer(ann).inputValue(), "half a thought");
    await composer(ann).press("Enter");
    await message(ann, "half a thought").waitFor();
    await ann.reload();
    await eventually(() => composer(ann).inputValue(), "");
  });

  test("see what is unread: newest minus seen, in the list and in the title", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(bob, "Ann Miller");
    await room(ann, "Bob Stone").click();
    await message(ann, "half a thought").waitFor();
    await openChat(ann, "Cat Lane");
    for (const text of ["one", "two", "three"]) await say(bob, text);
    await room(ann, "Bob Stone.*3 unread").waitFor();
    await eventually(() => ann.title(), "(3) Cat Lane – Foyer");
    await ann.reload();
    await room(ann, "Bob Stone.*3 unread").click();
    await ann.getByRole("separator", { name: "New messages" }).waitFor();
    await eventually(() => ann.title(), "Bob Stone – Foyer");
    const other = await world.as("ann");
    await room(other, "Bob Stone").waitFor();
    await eventually(() => room(other, "unread").count(), 0); // what is seen is told by one window and heard by the other
  });

  test("clear what is unread in all windows of one person at once", async () => {
    const here = await world.as("ann");
    const there = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(bob, "Ann Miller");
    await say(bob, "for all windows");
    await room(there, "Bob Stone.*1 unread").waitFor();
    await room(here, "Bob Stone").click();
    await message(here, "for all windows").waitFor();
    await eventually(() => room(there, "unread").count(), 0);
  });

  test("read far back without a jump", async () => {
    const ann = await world.as("ann");
    const cat = await world.as("cat");
    await openChat(cat, "Bob Stone");
    const { token } = await world.server.logIn("cat");
    assert.ok(token);
    for (let i = 1; i <= 120; i += 1) {
      await composer(cat).fill(`line ${i}.${i % 7 === 0 ? "\nand more of it\nand more" : ""}`);
      await composer(cat).press("Enter");
    }
    await message(cat, "line 120.").waitFor();
    await cat.reload();
    await message(cat, "line 120.").waitFor();
    const log = cat.getByRole("log");
    const inView = () => log.evaluate((box) => [...box.querySelectorAll("article")].filter((each) => each.getBoundingClientRect().top > box.getBoundingClientRect().top).map((each) => each.querySelector(".bubble-text").textContent.split("\n")[0])[0]);
    let last = 121;
    const end = Date.now() + 60_000;
    while (last > 1 && Date.now() < end) {
      await log.evaluate((box) => new Promise((done) => { box.scrollBy(0, -300); requestAnimationFrame(() => requestAnimationFrame(done)); }));
      const first = Number.parseInt((await inView()).slice(5), 10);
      assert.ok(first <= last && last - first < 30, `jumped from ${last} to ${first}`);
      last = first;
    }
    assert.equal(last, 1);
    await cat.getByText("This is where the conversation begins.").waitFor();
    await cat.getByRole("button", { name: "To the newest" }).click();
    await message(cat, "line 120.").waitFor();
    assert.deepEqual(await axeFindings(cat), []);
    await ann.close();
  });
});
