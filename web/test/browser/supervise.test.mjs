import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, composer, eventually, message, openChat, room, say, texts } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

async function newRoom(page, name, people) {
  await page.getByRole("button", { name: "New room" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New room" });
  for (const person of people) await dialog.getByRole("checkbox", { name: person }).check();
  await dialog.getByRole("switch", { name: "Archive" }).check();
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Create room" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

describe("a supervisor", () => {
  test("sees the rooms of his company marked as watched, reads them live, and cannot write", async () => {
    const sue = await world.as("sue");
    const ann = await world.as("ann");
    await newRoom(ann, "Support", ["Bob Stone"]);
    await say(ann, "hello");
    const watched = sue.getByRole("region", { name: "Watching" }).getByRole("link", { name: /Support/u });
    await watched.click();
    await message(sue, "hello").waitFor();
    await say(ann, "live");
    await eventually(() => texts(sue), ["hello", "live"]);
    await sue.getByText("You are watching this room.").waitFor();
    await sue.getByText("Only members write.").waitFor();
    assert.equal(await composer(sue).count(), 0);
    await eventually(() => sue.title(), "Support – Foyer");
    assert.deepEqual(await axeFindings(sue), []);
    await ann.getByRole("button", { name: /^People \(2\)/u }).waitFor();
  });

  test("adds and removes people, which takes effect at once", async () => {
    const sue = await world.as("sue");
    const bob = await world.as("bob");
    const cat = await world.as("cat");
    await room(bob, "Support").click();
    await message(bob, "live").waitFor();
    await sue.getByRole("region", { name: "Watching" }).getByRole("link", { name: /Support/u }).click();
    await sue.getByRole("button", { name: /^People/u }).click();
    await sue.getByRole("button", { name: "Add people" }).last().click();
    const dialog = sue.getByRole("dialog", { name: "Add people" });
    await dialog.getByRole("checkbox", { name: "Cat Lane" }).check();
    assert.equal(await dialog.getByRole("checkbox", { name: "Sue Vane" }).count(), 0);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await room(cat, "Support").waitFor();

    await sue.getByRole("button", { name: "Remove Bob Stone" }).click();
    await sue.getByRole("dialog", { name: "Remove Bob Stone?" }).getByRole("button", { name: "Remove" }).click();
    await eventually(() => room(bob, "Support").count(), 0);
    await bob.getByText("This room is not here any more").waitFor();
    await eventually(() => sue.getByRole("button", { name: "Remove Bob Stone" }).count(), 0);
  });

  test("makes rooms with and without himself in them", async () => {
    const sue = await world.as("sue");
    await newRoom(sue, "With Sue", ["Cat Lane"]);
    await composer(sue).waitFor();
    await sue.getByRole("button", { name: "New room" }).first().click();
    const dialog = sue.getByRole("dialog", { name: "New room" });
    await dialog.getByRole("checkbox", { name: "Cat Lane" }).check();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Without Sue");
    await dialog.getByRole("switch", { name: "Take part" }).uncheck();
    await dialog.getByRole("button", { name: "Create room" }).click();
    await sue.getByRole("heading", { name: "Without Sue", level: 1 }).waitFor();
    await sue.getByText("You are watching this room.").waitFor();
    assert.equal(await composer(sue).count(), 0);
  });

  test("takes part where a member has invited him", async () => {
    const sue = await world.as("sue");
    const ann = await world.as("ann");
    await openChat(ann, "Sue Vane");
    await say(ann, "can you help?");
    await room(sue, "Ann Miller").click();
    await message(sue, "can you help?").waitFor();
    await say(sue, "yes");
    await message(ann, "yes").waitFor();
  });
});
