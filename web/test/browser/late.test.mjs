// What the app loads when it is wanted: it comes, and where it cannot, people are told and may try again.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, composer, message, openChat, phone, room, savesData, say } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

const parts = /\/assets\/(?:chunk-|late)/u;
const failed = (page) => page.getByRole("alert").filter({ hasText: "could not be loaded" });

async function withRoom() {
  const ann = await world.as("ann");
  await openChat(ann, "Bob Stone");
  await say(ann, "hello");
  await message(ann, "hello").first().waitFor();
  const bob = await world.as("bob", { init: savesData });
  await room(bob, "Ann Miller").click();
  await composer(bob).waitFor();
  return { ann, bob };
}

describe("late parts", () => {
  test("a dialog that cannot be loaded says so, and comes when it can", async () => {
    const { bob } = await withRoom();
    await bob.route(parts, (route) => route.abort());
    await bob.getByRole("button", { name: "New room" }).click();
    await failed(bob).waitFor();
    assert.deepEqual(await axeFindings(bob), []);
    await say(bob, "writing goes on");
    await message(bob, "writing goes on").waitFor();
    await bob.unroute(parts);
    await failed(bob).getByRole("button", { name: "Try again" }).click();
    const dialog = bob.getByRole("dialog", { name: "New room" });
    await dialog.waitFor();
    assert.equal(await dialog.evaluate((element) => getComputedStyle(element).borderRadius !== "0px"), true, "with its style");
  });

  test("a failure can be closed, and the column of people keeps its place", async () => {
    const { bob } = await withRoom();
    await bob.route(parts, (route) => route.abort());
    await bob.getByRole("button", { name: "New room" }).click();
    await failed(bob).getByRole("button", { name: "Close" }).click();
    await failed(bob).waitFor({ state: "detached" });
    await bob.getByRole("button", { name: /^People \(/u }).click();
    await failed(bob).waitFor();
    const column = () => bob.locator(".shell-people").boundingBox();
    const before = await column();
    await bob.unroute(parts);
    await failed(bob).getByRole("button", { name: "Try again" }).click();
    await bob.getByRole("heading", { name: /^People/u }).waitFor();
    assert.deepEqual(await column(), before);
  });

  test("calls that cannot be loaded are not begun, and the next attempt may succeed", async () => {
    const { bob } = await withRoom();
    await bob.route(parts, (route) => route.abort());
    await bob.getByRole("button", { name: "Call", exact: true }).click();
    await bob.getByRole("alert").filter({ hasText: "Check your connection" }).waitFor();
    await bob.unroute(parts);
    await bob.getByRole("button", { name: "Call", exact: true }).click();
    await bob.getByRole("dialog", { name: "Call Ann Miller" }).waitFor();
  });

  test("a file that is offered before anything of files was loaded is there", async () => {
    const { ann, bob } = await withRoom();
    await ann.getByLabel("Files to send").setInputFiles([{ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("plan") }]);
    await ann.getByRole("dialog").getByRole("button", { name: "Send", exact: true }).click();
    await bob.getByRole("button", { name: "Accept plan.txt" }).click();
    await bob.getByText("Received, complete").waitFor();
  });

  test("on a phone the lists come when one leaves the room for them", async () => {
    const { bob } = await withRoom();
    const there = await bob.context().newPage();
    await there.setViewportSize(phone);
    const lists = () => there.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/lateHome-")).length);
    await there.goto(bob.url());
    await composer(there).waitFor();
    assert.equal(await lists(), 0);
    await there.route(parts, (route) => route.abort());
    await there.getByRole("link", { name: "Back to the rooms" }).click();
    await failed(there).waitFor();
    await there.unroute(parts);
    await failed(there).getByRole("button", { name: "Try again" }).click();
    await room(there, "Ann Miller").waitFor();
    assert.deepEqual(await axeFindings(there), []);
  });
});
