// Files between people: offered, taken, refused, saved, and over a server that dies in the middle.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { axeFindings, composer, openChat, phone, room, World } from "./support.mjs";

const MB = 1024 * 1024;
const world = new World();
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// One red pixel.
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

const card = (page, name) => page.getByRole("group", { name: new RegExp(name.replace(/\./gu, "\\."), "u") });
const pick = (page, files) => page.getByLabel("Files to send").setInputFiles(files);
const confirm = (page) => page.getByRole("dialog").getByRole("button", { name: "Send", exact: true }).click();

async function save(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), card(page, name).getByRole("link", { name: `Save ${name}` }).click()]);
  assert.equal(download.suggestedFilename(), name);
  return readFile(await download.path());
}

async function drop(page, files) {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name, { type: "text/plain" }));
    return data;
  }, files);
  const zone = page.locator(".drop-zone");
  await zone.dispatchEvent("dragenter", { dataTransfer: transfer });
  await page.getByText(/^Send to /u).waitFor();
  await zone.dispatchEvent("drop", { dataTransfer: transfer });
}

describe("people send files", () => {
  before(() => world.start({ args: ["--files.size_bytes", String(24 * MB)] }));
  after(() => world.stop());
  afterEach(() => world.closePages());

  test("several at once; the other takes one and declines one, and what he saves is what was sent", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(ann, "Bob Stone");
    await openChat(bob, "Ann Miller");
    const bytes = randomBytes(3 * MB + 77);
    await pick(ann, [{ name: "plan.bin", mimeType: "application/octet-stream", buffer: bytes }, { name: "dot.png", mimeType: "image/png", buffer: png }]);
    const dialog = ann.getByRole("dialog", { name: "Send 2 files?" });
    await dialog.getByText("plan.bin").waitFor();
    assert.deepEqual(await axeFindings(ann), []);
    await confirm(ann);
    await card(ann, "dot.png").getByRole("img", { name: "Preview of dot.png" }).waitFor();
    await card(bob, "plan.bin").getByRole("button", { name: "Accept plan.bin" }).click();
    await card(bob, "dot.png").getByRole("button", { name: "Decline dot.png" }).click();
    await card(bob, "plan.bin").getByText("Received, complete").waitFor();
    await card(bob, "dot.png").getByText("You declined this file").waitFor();
    await card(ann, "plan.bin").getByText("Received", { exact: true }).waitFor();
    await card(ann, "dot.png").getByText("Nobody wanted this file").waitFor();
    assert.equal(sha256(await save(bob, "plan.bin")), sha256(bytes));
    for (const page of [ann, bob]) assert.deepEqual(await axeFindings(page), []);
    await card(bob, "dot.png").getByRole("button", { name: "Take dot.png off the list" }).click();
    await card(bob, "dot.png").waitFor({ state: "detached" });
  });

  test("dropped and pasted; a picture is shown before and after, and by keyboard alone", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob", { viewport: phone });
    await openChat(ann, "Bob Stone");
    await openChat(bob, "Ann Miller");
    await drop(ann, [{ name: "one.txt", text: "first" }, { name: "two.txt", text: "second" }]);
    await ann.getByRole("dialog", { name: "Send 2 files?" }).waitFor();
    await ann.keyboard.press("Enter");
    await card(ann, "two.txt").waitFor();
    await composer(ann).focus();
    await ann.evaluate((base64) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "pasted.png", { type: "image/png" }));
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, png.toString("base64"));
    await ann.getByRole("dialog", { name: "Send this file?" }).getByRole("img", { name: "Preview of pasted.png" }).waitFor();
    await ann.keyboard.press("Enter");
    const accept = card(bob, "pasted.png").getByRole("button", { name: "Accept pasted.png" });
    await accept.focus();
    await bob.keyboard.press("Enter");
    const preview = card(bob, "pasted.png").getByRole("img", { name: "Preview of pasted.png" });
    await preview.waitFor();
    assert.match(await preview.getAttribute("src"), /^blob:/u);
    assert.deepEqual(await axeFindings(bob), []);
  });

  test("too large: the limit is named before anything is sent; what is no picture is shown as none", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(ann, "Bob Stone");
    await openChat(bob, "Ann Miller");
    await pick(ann, [{ name: "huge.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(25 * MB) }]);
    await confirm(ann);
    await card(ann, "huge.bin").getByText("this server takes 24 MB").waitFor();
    assert.equal(await card(bob, "huge.bin").count(), 0);
    await pick(ann, [{ name: "evil.png", mimeType: "image/png", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") }]);
    await confirm(ann);
    await card(bob, "evil.png").getByRole("button", { name: "Accept evil.png" }).click();
    await card(bob, "evil.png").getByText("Received, complete").waitFor();
    assert.equal(await card(bob, "evil.png").getByRole("img").count(), 0);
  });

  test("the server dies in the middle, and the receiver reloads: what arrives is what was sent", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(ann, "Bob Stone");
    await openChat(bob, "Ann Miller");
    const bytes = randomBytes(20 * MB);
    // The receiver gets five pieces, and the rest only after the server has died.
    let died = () => {};
    const gate = new Promise((resolve) => { died = resolve; });
    await bob.route(/\/chunks\/(?:[5-9]|1\d)$/u, async (route) => { await gate; await route.continue().catch(() => {}); });
    await pick(ann, [{ name: "long.bin", mimeType: "application/octet-stream", buffer: bytes }]);
    await confirm(ann);
    await card(bob, "long.bin").getByRole("button", { name: "Accept long.bin" }).click();
    await card(bob, "long.bin").getByText("Receiving, 25 %").waitFor();
    await world.server.kill();
    died();
    await world.server.start();
    await bob.reload();
    await card(bob, "long.bin").getByText("Received, complete").waitFor({ timeout: 60_000 });
    assert.equal(sha256(await save(bob, "long.bin")), sha256(bytes));
    await card(ann, "long.bin").getByText("Received", { exact: true }).waitFor();
  });

  test("taken back, and told to who is elsewhere", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openChat(ann, "Bob Stone");
    await openChat(bob, "Cat Lane");
    await pick(ann, [{ name: "oops.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]);
    await confirm(ann);
    await bob.getByTestId("announcements").filter({ hasText: "Ann Miller offers the file oops.txt in Ann Miller" }).waitFor();
    await card(ann, "oops.txt").getByText("Not answered yet").waitFor();
    await room(bob, "Ann Miller.*File.*oops.txt").waitFor();
    await card(ann, "oops.txt").getByRole("button", { name: "Take oops.txt back" }).click();
    await card(ann, "oops.txt").getByText("You took this file back").waitFor();
    await room(bob, "Ann Miller").click();
    await card(bob, "oops.txt").getByText("Ann Miller has taken the file back.").waitFor();
  });
});
