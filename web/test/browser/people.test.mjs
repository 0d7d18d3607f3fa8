import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, eventually, message, openChat, room, say } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

const contacts = (page) => page.getByRole("region", { name: "Contacts" });
const people = (page) => page.getByRole("tab", { name: "People" }).click();

describe("people", () => {
  test("show how reachable they are, and what they say about it", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await people(ann);
    await contacts(ann).getByRole("region", { name: /^Online/u }).getByRole("button", { name: /^Bob Stone/u }).waitFor();
    await contacts(ann).getByRole("region", { name: /^Offline/u }).getByRole("button", { name: /^Cat Lane/u }).waitFor();
    await bob.getByRole("button", { name: /^You:/u }).click();
    await bob.getByRole("radio", { name: "Do not disturb" }).check();
    await bob.getByRole("textbox", { name: "Status text" }).fill("In a meeting");
    assert.deepEqual(await axeFindings(bob), []);
    await bob.getByRole("button", { name: "Save status" }).click();
    await contacts(ann).getByRole("button", { name: /^Bob Stone.*In a meeting/u }).waitFor();
    await bob.reload();
    await bob.getByRole("button", { name: /^You:.*In a meeting/u }).waitFor();
    await bob.close();
    await contacts(ann).getByRole("region", { name: /^Offline/u }).getByRole("button", { name: /^Bob Stone/u }).waitFor({ timeout: 60_000 });
  });

  test("are found by the beginning of their names", async () => {
    const ann = await world.as("ann");
    await people(ann);
    await contacts(ann).getByRole("button", { name: /^Cat Lane/u }).waitFor();
    await ann.getByRole("searchbox", { name: "Search people" }).fill("la");
    await eventually(() => contacts(ann).getByRole("button", { name: /^(?!About)/u }).count(), 1);
    await ann.getByRole("searchbox", { name: "Search people" }).press("Escape");
    await contacts(ann).getByRole("button", { name: /^Bob Stone/u }).waitFor();
  });

  test("of another company are asked, accept, talk, and end it", async () => {
    const ann = await world.as("ann");
    const dan = await world.as("dan");
    await people(ann);
    await people(dan);
    await ann.getByRole("button", { name: "Ask a contact" }).first().click();
    await ann.getByRole("dialog").getByRole("textbox", { name: "Login name" }).fill("dan");
    await ann.getByRole("dialog").getByRole("button", { name: "Ask", exact: true }).click();
    await ann.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await dan.getByRole("tab", { name: /1 request/u }).waitFor();
    await dan.getByRole("button", { name: "Accept Ann Miller" }).click();
    await contacts(ann).getByRole("region", { name: /^Online/u }).getByRole("button", { name: /^Dan Field.*Globex/u }).waitFor();
    await openChat(dan, "Ann Miller");
    await say(dan, "hello from Globex");
    await ann.getByRole("tab", { name: /^Rooms/u }).click();
    await room(ann, "Dan Field").click();
    await message(ann, "hello from Globex").waitFor();

    // Dan leaves, and Ann ends the contact: her next message cannot bring him back, and she is told why.
    await dan.getByRole("button", { name: /^People/u }).click();
    await dan.getByRole("button", { name: "Leave room" }).click();
    await dan.getByRole("dialog").getByRole("button", { name: "Leave room" }).click();
    await ann.getByText("Your next message brings Dan Field back.").waitFor();
    await people(ann);
    await contacts(ann).getByRole("button", { name: "About Dan Field" }).click();
    await ann.getByRole("dialog").getByRole("button", { name: "End contact" }).click();
    await ann.getByRole("dialog").getByRole("button", { name: "End contact" }).click();
    await eventually(() => contacts(ann).getByRole("button", { name: /^Dan Field.*Online/u }).count(), 0);
    await say(ann, "come back");
    await message(ann, "come back").getByRole("alert").getByText(/^Not sent\./u).waitFor();
    await ann.getByRole("tab", { name: /^Rooms/u }).click();
    await room(ann, "Dan Field.*Not sent").waitFor();
    await message(ann, "come back").getByRole("button", { name: "Discard" }).click();
    await eventually(() => message(ann, "come back").count(), 0);
  });

  test("decline", async () => {
    const cat = await world.as("cat");
    const dan = await world.as("dan");
    await people(dan);
    await people(cat);
    await cat.getByRole("button", { name: "Ask a contact" }).first().click();
    await cat.getByRole("dialog").getByRole("textbox", { name: "Login name" }).fill("dan");
    await cat.getByRole("dialog").getByRole("button", { name: "Ask", exact: true }).click();
    await dan.getByRole("button", { name: "Decline Cat Lane" }).click();
    await eventually(() => dan.getByRole("button", { name: "Accept Cat Lane" }).count(), 0);
  });
});
