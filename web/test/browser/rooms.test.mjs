import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, eventually, message, openChat, room, say, texts } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

async function newRoom(page, { people = [], name, isPublic = false, archive = false }) {
  await page.getByRole("button", { name: "New room" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New room" });
  for (const person of people) await dialog.getByRole("checkbox", { name: person }).check();
  if (name) await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  if (isPublic) await dialog.getByRole("switch", { name: "Public" }).check();
  if (archive) await dialog.getByRole("switch", { name: "Archive" }).check();
  await dialog.getByRole("button", { name: "Create room" }).click();
  await dialog.waitFor({ state: "hidden" });
}

describe("rooms of several", () => {
  test("are made of contacts, and everybody in them reads everything", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    const cat = await world.as("cat");
    await newRoom(ann, { people: ["Bob Stone", "Cat Lane"], name: "Catalogue" });
    await ann.getByRole("heading", { name: "Catalogue", level: 1 }).waitFor();
    await say(ann, "welcome");
    for (const page of [bob, cat]) {
      await room(page, "Catalogue").click();
      await message(page, "welcome").waitFor();
    }
    await say(bob, "thanks");
    await eventually(() => texts(cat), ["welcome", "thanks"]);
  });

  test("are renamed for everybody, with a notice", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await room(bob, "Catalogue").click();
    await room(ann, "Catalogue").click();
    await ann.getByRole("button", { name: /^People/u }).click();
    await ann.getByRole("button", { name: "Rename room" }).click();
    await ann.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Spring catalogue");
    await ann.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await bob.getByRole("heading", { name: "Spring catalogue", level: 1 }).waitFor();
    await bob.getByRole("log").locator(".row-notice").filter({ hasText: "Spring catalogue" }).waitFor();
  });

  test("tell a refusal in the server's sentence", async () => {
    const ann = await world.as("ann");
    await room(ann, "Spring catalogue").click();
    await ann.getByRole("button", { name: /^People/u }).click();
    await ann.getByRole("button", { name: "Rename room" }).click();
    await ann.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("\u0007");
    await ann.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await ann.getByRole("dialog").getByRole("alert").filter({ hasText: /name/u }).waitFor();
  });

  test("are left after asking, and the others stay", async () => {
    const cat = await world.as("cat");
    const bob = await world.as("bob");
    await room(bob, "Spring catalogue").click();
    await bob.getByRole("button", { name: /^People \(3\)/u }).waitFor();
    await room(cat, "Spring catalogue").click();
    await cat.getByRole("button", { name: /^People/u }).click();
    await cat.getByRole("button", { name: "Leave room" }).click();
    await cat.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await cat.getByRole("heading", { name: "Spring catalogue", level: 1 }).waitFor();
    await cat.getByRole("button", { name: "Leave room" }).click();
    await cat.getByRole("dialog").getByRole("button", { name: "Leave room" }).click();
    await eventually(() => room(cat, "Spring catalogue").count(), 0);
    await bob.getByRole("button", { name: /^People \(2\)/u }).waitFor();
  });

  test("show newcomers only what is written after they were added, and show the others where that is", async () => {
    const ann = await world.as("ann");
    const cat = await world.as("cat");
    await room(ann, "Spring catalogue").click();
    await say(ann, "before Cat");
    await message(ann, "before Cat").waitFor();
    await ann.getByRole("button", { name: "Add people" }).first().click();
    const dialog = ann.getByRole("dialog", { name: "Add people" });
    await dialog.getByRole("checkbox", { name: "Cat Lane" }).check();
    assert.equal(await dialog.getByRole("checkbox", { name: "Bob Stone" }).count(), 0);
    assert.deepEqual(await axeFindings(ann), []);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await room(cat, "Spring catalogue").click();
    await ann.getByText("Cat Lane joined here").waitFor();
    await say(ann, "after Cat");
    await message(cat, "after Cat").waitFor();
    assert.deepEqual(await texts(cat), ["after Cat"]);
    await cat.getByText("You joined here.").waitFor();
  });

  test("that are public are found and entered by anybody of the company, and an archive is read from its beginning", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await newRoom(ann, { name: "Everyone", isPublic: true, archive: true });
    await ann.getByRole("heading", { name: "Everyone", level: 1 }).waitFor();
    await say(ann, "the first word");
    await message(ann, "the first word").waitFor();
    await bob.getByRole("button", { name: "Public rooms" }).first().click();
    await bob.getByRole("dialog").getByRole("button", { name: "Join Everyone" }).click();
    await bob.getByRole("heading", { name: "Everyone", level: 1 }).waitFor();
    await message(bob, "the first word").waitFor();
    const dan = await world.as("dan");
    await dan.getByRole("button", { name: "Public rooms" }).first().click();
    await dan.getByRole("dialog").getByText("No public rooms").waitFor();
  });

  test("grow out of a conversation of two, in place", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    const cat = await world.as("cat");
    await openChat(ann, "Bob Stone");
    await say(ann, "just us");
    await message(ann, "just us").waitFor();
    const address = ann.url();
    await ann.getByRole("button", { name: "Add people" }).first().click();
    await ann.getByRole("dialog").getByText("This conversation becomes a room of several.").waitFor();
    await ann.getByRole("dialog").getByRole("checkbox", { name: "Cat Lane" }).check();
    await ann.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await ann.getByRole("button", { name: /^People \(3\)/u }).waitFor();
    assert.equal(ann.url(), address);
    await say(ann, "all three");
    await room(cat, "Ann Miller").first().click();
    await message(cat, "all three").waitFor();
    await room(bob, "all three").click();
    await eventually(() => texts(bob), ["just us", "all three"]);
  });
});
