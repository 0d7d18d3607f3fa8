// Ways to use the app: on a phone, by keyboard alone, by screen reader.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, composer, eventually, gone, message, openChat, phone, room, say } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

describe("on a phone", () => {
  test("one column at a time, with a way back", async () => {
    const ann = await world.as("ann", { viewport: phone, hasTouch: true, isMobile: true });
    const bob = await world.as("bob");
    await openChat(bob, "Ann Miller");
    await say(bob, "are you there?");
    await room(ann, "Bob Stone.*1 unread").tap();
    await message(ann, "are you there?").waitFor();
    await gone(ann.getByRole("tab", { name: "Rooms" }));
    assert.deepEqual(await axeFindings(ann), []);
    await composer(ann).fill("yes");
    await ann.getByRole("button", { name: "Send", exact: true }).tap();
    await message(bob, "yes").waitFor();
    await ann.getByRole("button", { name: /^People/u }).tap();
    await ann.getByRole("heading", { name: /^People/u }).waitFor();
    await gone(composer(ann));
    assert.deepEqual(await axeFindings(ann), []);
    await ann.goBack();
    await composer(ann).waitFor();
    await ann.getByRole("link", { name: "Back to the rooms" }).tap();
    await room(ann, "Bob Stone").waitFor();
    assert.deepEqual(await axeFindings(ann), []);
    const widths = () => ann.evaluate(() => { const { scrollWidth, clientWidth } = document.documentElement; return { scrollWidth, clientWidth }; });
    await eventually(widths, { scrollWidth: phone.width, clientWidth: phone.width });
  });
});

describe("by keyboard alone", () => {
  test("a message is written, people are looked at, and dialogs are left", async () => {
    const before = await world.as("ann");
    for (const name of ["Bob Stone", "Cat Lane"]) {
      await openChat(before, name);
      await say(before, "x");
      await message(before, "x").first().waitFor();
    }
    const ann = await world.as("ann");
    await room(ann, "Cat Lane").waitFor();
    const focused = () => ann.evaluate(() => { const e = document.activeElement; return e.getAttribute("aria-label") ?? e.textContent.trim(); });
    const press = (...keys) => keys.reduce((before, key) => before.then(() => ann.keyboard.press(key)), Promise.resolve());

    await press("Tab");
    await eventually(focused, "Skip to the conversation");
    for (let i = 0; i < 12 && !/Cat Lane/u.test(await focused()); i += 1) await press("Tab");
    await press("Enter");
    await eventually(focused, "Message to Cat Lane");
    await ann.keyboard.type("typed only");
    await press("Enter");
    await message(ann, "typed only").waitFor();

    // The list of rooms is one stop; arrows move in it, Enter opens.
    await room(ann, "Cat Lane").focus();
    await press("ArrowDown");
    await eventually(async () => /Bob Stone/u.test(await focused()), true);
    await press("Enter");
    await ann.getByRole("heading", { name: "Bob Stone", level: 1 }).waitFor();
    await eventually(focused, "Message to Bob Stone");
    await room(ann, "Bob Stone").focus();
    await press("End", "Home");
    await eventually(async () => /Cat Lane/u.test(await focused()), true);

    // A dialog keeps the focus, Escape closes it and gives the focus back.
    await ann.getByRole("button", { name: "New room" }).focus();
    await press("Enter");
    await ann.getByRole("dialog", { name: "New room" }).waitFor();
    for (let i = 0; i < 20; i += 1) await press("Tab");
    assert.ok(await ann.evaluate(() => document.activeElement === document.body || document.querySelector("dialog").contains(document.activeElement)));
    await press("Escape");
    await ann.getByRole("dialog").waitFor({ state: "detached" });
    await eventually(focused, "New room");

    // Tabs move with the arrows.
    await ann.getByRole("tab", { name: "Rooms" }).focus();
    await press("ArrowRight");
    await ann.getByRole("region", { name: "Contacts" }).waitFor();
    await eventually(async () => /^People/u.test(await focused()), true);
  });

  test("the panel of people is closed by Escape", async () => {
    const ann = await world.as("ann");
    await openChat(ann, "Bob Stone");
    await ann.getByRole("button", { name: /^People/u }).press("Enter");
    await ann.getByRole("button", { name: "Close people" }).press("Escape");
    await ann.getByRole("button", { name: "Close people" }).waitFor({ state: "detached" });
  });
});

describe("by screen reader", () => {
  test("new messages of others are announced, here in full, elsewhere by room", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    const cat = await world.as("cat");
    const heard = () => ann.getByRole("status", { name: "New messages" }).textContent();
    await openChat(bob, "Ann Miller");
    await openChat(cat, "Ann Miller");
    await openChat(ann, "Bob Stone");
    await say(bob, "can you hear me?");
    await eventually(heard, "Bob Stone: can you hear me?");
    await say(cat, "psst");
    await eventually(heard, "New message in Cat Lane");
    await say(ann, "mine");
    await message(ann, "mine").waitFor();
    assert.equal(await heard(), "New message in Cat Lane");
  });

  test("every part of the page is inside a landmark, and nothing serious is found, in light and in dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const ann = await world.as("ann", { colorScheme });
      await room(ann, "Bob Stone").click();
      await ann.getByRole("button", { name: /^People/u }).click();
      await ann.getByRole("heading", { name: /^People/u }).waitFor();
      await ann.getByRole("navigation", { name: "Rooms and people" }).waitFor();
      await ann.getByRole("main").waitFor();
      assert.deepEqual(await axeFindings(ann), []);
      await ann.getByRole("tab", { name: "People" }).click();
      await ann.getByRole("button", { name: "About Bob Stone" }).click();
      await ann.getByRole("dialog", { name: "Bob Stone" }).waitFor();
      assert.deepEqual(await axeFindings(ann), []);
    }
  });
});
