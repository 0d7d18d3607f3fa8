import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { World, axeFindings, composer, openChat, phone } from "./support.mjs";

const world = new World();
before(() => world.start({ media: true }));
after(() => world.stop());
afterEach(() => world.closePages());

const patience = { timeout: 60_000 };

// Small pictures, so that it is tested that they move and not how fast this machine is.
function smallPictures() {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (wanted) => ask(wanted.video ? { ...wanted, video: { width: 160, height: 120, frameRate: 8 } } : wanted);
  const share = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = () => share({ video: { width: 160, height: 90, frameRate: 8 } });
}

const as = (login, options = {}) => world.as(login, { init: smallPictures, ...options });
const stage = (page) => page.getByRole("region", { name: /^Call in/u });
const tile = (page, name) => stage(page).getByRole("listitem", { name });
const incoming = (page) => page.getByRole("region", { name: /is calling$/u });
const control = (page, name) => stage(page).getByRole("toolbar").getByRole("button", { name, exact: true });

// Some more frames are shown, from now on.
const moves = async (page, name) => {
  const video = tile(page, name).locator("video");
  await video.waitFor({ state: "attached", ...patience });
  const shown = await video.evaluate((element) => new Promise((done) => {
    let count = 0;
    const next = () => (++count >= 3 ? done(true) : element.requestVideoFrameCallback(next));
    element.requestVideoFrameCallback(next);
    setTimeout(() => done(false), 60_000);
  }));
  assert.ok(shown, `${name} does not move`);
};

async function call(page, { camera = true } = {}) {
  await page.getByRole("button", { name: "Call", exact: true }).click();
  const preview = page.getByRole("dialog");
  await preview.getByRole("button", { name: "Microphone", pressed: true }).waitFor(patience);
  await preview.getByRole("button", { name: "Camera", pressed: true }).waitFor(patience);
  if (!camera) await preview.getByRole("button", { name: "Camera" }).click();
  await preview.getByRole("button", { name: /^(Call|Join)$/u }).click();
  await stage(page).waitFor();
}

async function talking() {
  const ann = await as("ann");
  const bob = await as("bob");
  await openChat(ann, "Bob Stone");
  await call(ann);
  await incoming(bob).getByRole("button", { name: "With camera" }).click(patience);
  await moves(bob, /^Ann Miller/u);
  await moves(ann, /^Bob Stone/u);
  return { ann, bob };
}

describe("a call of two", () => {
  test("is begun after a look at oneself, accepted, seen by both; muting and sharing are seen; who is left goes, too", async () => {
    const { ann, bob } = await talking();
    await tile(bob, "Ann Miller, microphone on, camera on").waitFor(patience);
    await control(ann, "Microphone").click();
    await control(ann, "Camera").click();
    await tile(bob, "Ann Miller, muted, camera off").waitFor(patience);
    await control(ann, "Camera").click();
    await tile(bob, "Ann Miller, muted, camera on").waitFor(patience);
    await moves(bob, /^Ann Miller, muted/u);

    await control(ann, "Share screen").click();
    await moves(bob, "Ann Miller's screen");
    assert.deepEqual(await axeFindings(bob), []);
    await control(ann, "Share screen").click();
    await tile(bob, "Ann Miller's screen").waitFor({ state: "detached", ...patience });

    await bob.getByRole("button", { name: "To the conversation" }).click();
    await composer(bob).fill("I can write beside it");
    await composer(bob).press("Enter");
    assert.deepEqual(await axeFindings(bob), []);
    await bob.getByRole("status", { name: "Call in this room" }).getByRole("button", { name: "Show" }).click();
    await control(bob, "Leave the call").click();
    await stage(bob).waitFor({ state: "detached" });
    await stage(ann).waitFor({ state: "detached", ...patience });
    await ann.getByRole("status", { name: "Last call" }).getByText("Bob Stone has left the call.").waitFor();
    await ann.getByRole("log").locator(".row-notice").filter({ hasText: /call/iu }).first().waitFor(patience);
  });

  test("is declined, and the caller is told", async () => {
    const ann = await as("ann");
    const bob = await as("bob", { viewport: phone });
    await openChat(ann, "Bob Stone");
    await call(ann, { camera: false });
    await incoming(bob).waitFor(patience);
    assert.deepEqual(await axeFindings(bob), []);
    await incoming(bob).getByRole("button", { name: "Decline" }).click();
    await incoming(bob).waitFor({ state: "detached" });
    await ann.getByRole("status", { name: "Last call" }).getByText("Bob Stone has declined.").waitFor(patience);
    await stage(ann).waitFor({ state: "detached" });
  });

  test("goes on after the page was loaded anew in the middle, muted as it was", async () => {
    const { ann, bob } = await talking();
    await control(bob, "Microphone").click();
    await tile(ann, "Bob Stone, muted, camera on").waitFor(patience);
    await bob.reload();
    await bob.getByRole("region", { name: "You were in a call" }).getByRole("button", { name: "Return" }).click(patience);
    await moves(bob, /^Ann Miller/u);
    await moves(ann, "Bob Stone, muted, camera on");
    await control(bob, "Leave the call").click();
    await stage(ann).waitFor({ state: "detached", ...patience });
  });
});

test("a room's call is entered by who declined it first", async () => {
  const ann = await as("ann");
  const bob = await as("bob");
  await ann.getByRole("button", { name: "New room" }).click();
  const dialog = ann.getByRole("dialog");
  for (const name of ["Bob Stone", "Cat Lane"]) await dialog.getByRole("checkbox", { name: new RegExp(name, "u") }).check();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Workshop");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await ann.getByRole("heading", { name: "Workshop", level: 1 }).waitFor();
  await call(ann);
  await incoming(bob).getByRole("button", { name: "Decline" }).click(patience);
  await bob.getByRole("link", { name: /Workshop/u }).click();
  await bob.getByRole("status", { name: "Call in this room" }).getByText("In a call: Ann Miller").waitFor(patience);
  await bob.getByRole("button", { name: "Join", exact: true }).click();
  await bob.getByRole("dialog").getByRole("button", { name: "Join", exact: true }).click();
  await moves(bob, /^Ann Miller/u);
  await control(ann, "Leave the call").click();
  await stage(ann).waitFor({ state: "detached" });
  await control(bob, "Leave the call").click();
});

test("the diagnosis looks at everything, and says what is to be done", async () => {
  const ann = await as("ann", { path: "/diag" });
  await ann.getByText("Calls may work inside this network only.").waitFor(patience);
  await ann.getByRole("listitem").filter({ hasText: "Connection to the server" }).getByText("The server's feed can be reached by WebSocket.").waitFor();
  await ann.getByText("The administrator sets calls.stun_servers, and for strict networks calls.turn_servers.").waitFor();
  assert.deepEqual(await axeFindings(ann), []);
});
