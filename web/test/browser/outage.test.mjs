import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, banner, eventually, message, openChat, room, say, texts } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

describe("when the server dies", () => {
  test("the banner tells, and what was written meanwhile is there once, in order, on both sides", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(ann, "Bob Stone");
    await say(ann, "before");
    await room(bob, "Ann Miller").click();
    await message(bob, "before").waitFor();

    await world.server.kill();
    await banner(ann).getByText("Connection lost").waitFor();
    await say(ann, "while it was down, one");
    await say(ann, "while it was down, two");
    await message(ann, "while it was down, two").getByText("Waiting for the connection").waitFor();

    await world.server.start();
    await banner(ann).getByText("Connected again").waitFor();
    const all = ["before", "while it was down, one", "while it was down, two"];
    await eventually(() => texts(bob), all);
    await eventually(() => texts(ann), all);
    await eventually(() => ann.getByText(/Waiting|Sending/u).count(), 0);
    await say(bob, "after");
    await eventually(() => texts(ann), [...all, "after"]);
    await ann.reload();
    await eventually(() => texts(ann), [...all, "after"]);
    await eventually(() => banner(ann).textContent(), "");
  });

  test("what was written while it was down survives a reload of the page, and is sent once", async () => {
    const ann = await world.as("ann");
    const cat = await world.as("cat");
    await openChat(ann, "Cat Lane");
    await say(ann, "first");
    await room(cat, "Ann Miller").click();
    await message(cat, "first").waitFor();
    await world.server.kill();
    await banner(ann).getByText("Connection lost").waitFor();
    await say(ann, "kept over the reload");
    await world.server.start();
    await ann.reload();
    await eventually(() => texts(cat), ["first", "kept over the reload"]);
    await eventually(() => texts(ann), ["first", "kept over the reload"]);
  });

  test("a blow in the middle of much talk loses nothing and doubles nothing", async () => {
    const bob = await world.as("bob");
    const cat = await world.as("cat");
    await openChat(bob, "Cat Lane");
    await say(bob, "0");
    await room(cat, "Bob Stone").click();
    await message(cat, "0").waitFor();
    for (let i = 1; i <= 30; i += 1) {
      await say(bob, String(i));
      if (i === 12) await world.server.kill();
      if (i === 20) await world.server.start();
    }
    const all = Array.from({ length: 31 }, (_, i) => String(i));
    const lastTen = all.slice(-10);
    await eventually(async () => (await texts(cat)).slice(-10), lastTen, 30_000);
    await eventually(async () => (await texts(bob)).slice(-10), lastTen, 30_000);
    const { token } = await world.server.logIn("cat");
    assert.ok(token);
    await cat.getByRole("log").evaluate((box) => box.scrollTo(0, 0));
    await eventually(async () => (await texts(cat)).slice(0, 10), all.slice(0, 10));
  });
});
