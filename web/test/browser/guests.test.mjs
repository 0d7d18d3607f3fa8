// A guest's way, on a phone: the link, the room, back again, and out.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, composer, eventually, gone, message, openChat, phone, say, savesData } from "./support.mjs";

const world = new World();
before(() => world.start());
after(() => world.stop());
afterEach(() => world.closePages());

// Ann invites somebody into her conversation with Bob; the link to hand on.
async function invite(ann, name, { pin = "", of = "Bob Stone" } = {}) {
  await openChat(ann, of);
  await ann.getByRole("button", { name: /^People \(/u }).click();
  await ann.getByRole("button", { name: "Invite a guest" }).click();
  const dialog = ann.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  if (pin) await dialog.getByRole("textbox", { name: /^PIN/u }).fill(pin);
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await dialog.getByRole("textbox", { name: "The guest's link" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  return link;
}
// Packed as the server packs it into itself: both pages with their styles and scripts.
const guestLimitBytes = 100_000;
const path = (link) => new URL(link).pathname + new URL(link).hash;

describe("a guest", () => {
  test("is in the room with one tap, talks, comes back on the same device, and is out when the link is withdrawn", async () => {
    const ann = await world.as("ann");
    const link = await invite(ann, "Gus Guest");
    const gus = await world.page({ viewport: phone, path: path(link) });
    await gus.getByRole("heading", { name: "Hello Gus Guest" }).waitFor();
    await gus.getByText("Ann Miller (Acme) invites you").waitFor();
    assert.equal(new URL(gus.url()).hash, "", "the credential has left the address");
    assert.deepEqual(await axeFindings(gus), []);
    await gus.getByRole("button", { name: "Enter the room" }).click();
    await composer(gus).waitFor();
    await say(gus, "hello from outside");
    await message(ann, "hello from outside").waitFor();
    await say(ann, "welcome");
    await message(gus, "welcome").waitFor();
    assert.deepEqual(await axeFindings(gus), []);
    await gus.getByRole("link", { name: "Back to the rooms" }).click();
    await gus.getByRole("tab", { name: "Rooms" }).waitFor();
    for (const name of ["New room", "Public rooms"]) assert.equal(await gus.getByRole("button", { name }).count(), 0, `${name} is not for guests`);

    await gus.goto("about:blank");
    await gus.goto(world.server.url + path(link));
    await message(gus, "welcome").waitFor();

    await ann.getByRole("region", { name: "Invitations" }).getByRole("button", { name: /Gus Guest/u }).last().click();
    await ann.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await gus.getByRole("heading", { name: "Log in" }).waitFor();
    const again = await world.page({ viewport: phone, path: path(link) });
    await again.getByRole("heading", { name: "This invitation does not work" }).waitFor();
  });

  test("loads little until he reads and writes", async () => {
    const ann = await world.as("ann");
    const link = await invite(ann, "Lea Light");
    await say(ann, "welcome");
    const asked = new Map();
    const watch = async (page) => {
      const network = await page.context().newCDPSession(page);
      await network.send("Network.enable");
      network.on("Network.responseReceived", ({ type, response }) => asked.set(new URL(response.url).pathname, type));
    };
    const lea = await world.page({ viewport: phone, path: path(link), init: savesData, watch });
    await lea.getByRole("button", { name: "Enter the room" }).click();
    await message(lea, "welcome").waitFor();
    await say(lea, "here I am");
    await message(ann, "here I am").waitFor();
    const files = [...asked].filter(([, type]) => type !== "XHR" && type !== "Fetch").map(([each]) => ({ "/": "/index.html", "/join": "/join.html" })[each] ?? each);
    const sizes = await Promise.all(files.map(async (file) => [file, (await stat(join(world.assets, `${file}.br`))).size]));
    const told = sizes.map(([file, size]) => `${file} ${size}`).join("\n");
    assert.ok(["/join.html", "/index.html"].every((page) => files.includes(page)) && files.some((file) => file.startsWith("/assets/app-")), told);
    const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
    assert.ok(bytes < guestLimitBytes, `${bytes} bytes:\n${told}`);
  });

  test("with a PIN is let in by the right one only", async () => {
    const ann = await world.as("ann");
    const link = await invite(ann, "Pia", { pin: "4711" });
    const pia = await world.page({ viewport: phone, path: path(link) });
    await pia.getByRole("textbox", { name: "PIN" }).fill("0000");
    await pia.getByRole("button", { name: "Enter the room" }).click();
    await pia.getByRole("alert").filter({ hasText: "PIN" }).waitFor();
    await pia.getByRole("textbox", { name: "PIN" }).fill("4711");
    await pia.getByRole("button", { name: "Enter the room" }).click();
    await composer(pia).waitFor();
  });

  test("saves the room as text", async () => {
    const ann = await world.as("ann");
    const gus = await world.page({ viewport: phone, path: path(await invite(ann, "Tom")) });
    await gus.getByRole("button", { name: "Enter the room" }).click();
    await say(gus, "for the record");
    await message(gus, "for the record").waitFor();
    await gus.getByRole("button", { name: /^People \(/u }).click();
    const download = gus.waitForEvent("download");
    await gus.getByRole("button", { name: "Save as text" }).click();
    const chunks = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk);
    assert.match(Buffer.concat(chunks).toString("utf8"), /Tom: for the record\n/u);
  });

  test("does what the company lets guests do, from the moment that changes", async () => {
    world.server.grant("ann", "administrator");
    await eventually(async () => (await world.server.logIn("ann")).self.administrator ?? false, true);
    const bob = await world.as("bob");
    const gus = await world.page({ viewport: phone, path: path(await invite(bob, "Rex Reader", { of: "Ann Miller" })) });
    await gus.getByRole("button", { name: "Enter the room" }).click();
    await say(gus, "I may write");
    await message(bob, "I may write").waitFor();
    const attach = gus.getByRole("button", { name: "Send files" });
    const call = gus.getByRole("button", { name: "Call" });
    await attach.waitFor();
    await call.waitFor();

    const ann = await world.as("ann", { path: "/#/admin/companies" });
    const set = async (on) => {
      await ann.getByRole("button", { name: "Edit Acme" }).click();
      const dialog = ann.getByRole("dialog", { name: "Edit company" });
      for (const name of ["Guests may write", "Guests may take part in calls"]) await dialog.getByRole("switch", { name }).setChecked(on);
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await set(false);
    await ann.getByRole("row").filter({ hasText: "Acme" }).getByText("May only share files").waitFor();
    assert.deepEqual(await axeFindings(ann), []);
    await gus.getByText("Guests of this company can read here, not write.").waitFor();
    await gone(composer(gus));
    await gone(call);
    await attach.waitFor();
    assert.deepEqual(await axeFindings(gus), []);
    await say(bob, "can you read this?");
    await message(gus, "can you read this?").waitFor();
    await bob.getByRole("button", { name: "Call" }).waitFor();

    await set(true);
    await say(gus, "and write again");
    await message(bob, "and write again").waitFor();
    await call.waitFor();
  });

  test("without a link that works reads why, and what to do", async () => {
    const page = await world.page({ viewport: phone, path: "/join#not-a-token" });
    await page.getByRole("heading", { name: "This invitation does not work" }).waitFor();
    await page.getByText("Ask who sent it for a new one").waitFor();
    assert.deepEqual(await axeFindings(page), []);
  });
});
