// A program asks the web app to do something; the app asks the person.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { axeFindings, eventually, openChat, World } from "./support.mjs";

const world = new World();

async function command(action, body) {
  const { token } = await world.server.logIn("ann");
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await fetch(`${world.server.url}/rest/command/${action}/`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()).status;
}

const bobsId = async () => (await world.server.logIn("bob")).self.contactId;
const ready = async (page) => { await openChat(page, "Bob Stone"); await page.goto(world.server.url); await page.getByRole("tab", { name: "Rooms" }).waitFor(); };

describe("programs ask", () => {
  before(() => world.start({ args: ["--commands.timeout_ms", "20000"] }));
  after(() => world.stop());
  afterEach(() => world.closePages());

  test("room/create: the person is asked, and the room opens; other windows are told", async () => {
    const here = await world.as("ann");
    const there = await world.as("ann");
    await ready(here);
    await ready(there);
    const told = command("create", { type: "room", internal: [await bobsId()] });
    const [asked, also] = [here, there].map((page) => page.getByRole("dialog", { name: "Open a room?" }));
    await asked.getByText("Bob Stone").waitFor();
    await also.waitFor();
    assert.deepEqual(await axeFindings(here), []);
    await asked.getByRole("button", { name: "Open" }).click();
    await here.getByRole("heading", { name: "Bob Stone", level: 1 }).waitFor();
    await also.waitFor({ state: "detached" });
    assert.equal(await told, "accepted");
  });

  test("refused", async () => {
    const ann = await world.as("ann");
    await ready(ann);
    const told = command("create", { type: "room", internal: [await bobsId()] });
    await ann.getByRole("dialog", { name: "Open a room?" }).getByRole("button", { name: "Refuse" }).click();
    assert.equal(await told, "rejected");
  });

  // The pages of the test before may still be leaving.
  test("nobody there", async () => eventually(async () => command("create", { type: "room", internal: [await bobsId()] }), "no_client", 60_000));
});
