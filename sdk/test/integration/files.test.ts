// Real files through the real server, in Node: as a program sends them, and over a kill in the middle.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { createIPCortex } from "../../src/package.js";
import { ChatClient, globalEnvironment, type ChatFile } from "../../src/index.js";
import type { File } from "../../src/compat/file.js";
import type { Room } from "../../src/compat/room.js";
import { nodeWebSocket, PASSWORD, realServer, until, type Server } from "../support/real_server.js";

const quiet = { log() {} };
const MB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const hashOf = async (blob: Blob) => sha256(new Uint8Array(await blob.arrayBuffer()));
/** A File where the platform has none, as Node 18. */
const named = (bytes: Uint8Array<ArrayBuffer>, name: string) => Object.assign(new Blob([bytes], { type: "application/pdf" }), { name });

let server: Server;
before(async () => {
  server = await realServer(["ann", "bob", "cat"], { FOYER_FILES_SIZE_BYTES: String(32 * MB) });
});
after(() => server.stop());

async function start(user: string): Promise<ChatClient> {
  const client = new ChatClient({ host: server.url, environment: globalEnvironment(nodeWebSocket), logger: quiet, backoff: { baseMs: 50, capMs: 500 } });
  await client.session.logIn({ username: user, password: PASSWORD });
  client.take("file");
  await client.start();
  return client;
}

async function offered(client: ChatClient, id: number): Promise<ChatFile> {
  await until(() => client.file(id) !== undefined, "the offer");
  return client.file(id)!;
}

const idOf = (client: ChatClient, uname: string) => client.people.get().find((person) => person.uname === uname)!.id;

test("a file of several chunks arrives as it was sent; each receiver decides alone; it is kept while its sender is away", async () => {
  const [ann, bob, cat] = [await start("ann"), await start("bob"), await start("cat")];
  const room = await ann.createRoom({ parties: [idOf(ann, "bob"), idOf(ann, "cat")] });
  const bytes = new Uint8Array(randomBytes(3 * MB + 12_345));
  const sent = room.sendFile(named(bytes, "plan für morgen.pdf"));
  await until(() => sent.id > 0, "offered");
  const theirs = await offered(bob, sent.id);
  assert.deepEqual([theirs.view.get().name, theirs.view.get().size, theirs.view.get().type, theirs.view.get().state], ["plan für morgen.pdf", bytes.length, "application/pdf", "acknowledged"]);
  theirs.accept();
  const got = await theirs.ended();
  assert.equal(got.state, "complete");
  assert.equal(await hashOf(got.blob!), sha256(bytes));
  await until(() => sent.view.get().progress === 100, "uploaded");
  await ann.stop();
  const late = await offered(cat, sent.id);
  late.accept();
  assert.equal(await hashOf((await late.ended()).blob!), sha256(bytes), "the sender may go");
  await Promise.all([bob.stop(), cat.stop()]);
});

test("the server is killed and started in the middle: what arrives is what was sent", async () => {
  const [ann, bob] = [await start("ann"), await start("bob")];
  const room = await ann.inviteToChat([idOf(ann, "bob")]);
  const bytes = new Uint8Array(randomBytes(12 * MB));
  const sent = room.sendFile(named(bytes, "large.bin"));
  await until(() => sent.id > 0, "offered");
  const theirs = await offered(bob, sent.id);
  theirs.accept();
  for (const percent of [15, 60]) {
    await until(() => theirs.view.get().progress >= percent, `${percent} %`, 60_000);
    await server.kill();
    await server.start();
  }
  const got = await theirs.ended();
  assert.deepEqual([got.state, got.reason?.message], ["complete", undefined]);
  assert.equal(await hashOf(got.blob!), sha256(bytes));
  assert.equal((await sent.ended()).state, "complete");
  assert.deepEqual(sent.view.get().receivers.map(({ status, progress }) => [status, progress]), [["complete", 100]]);
  await Promise.all([ann.stop(), bob.stop()]);
});

test("over the limit: refused before the first byte, and the sentence names the limit", async () => {
  const ann = await start("ann");
  const room = await ann.inviteToChat([idOf(ann, "bob")]);
  const huge = Object.assign(new Blob([]), { name: "huge.bin" });
  Object.defineProperty(huge, "size", { value: 33 * MB });
  const { state, reason } = await room.sendFile(huge).ended();
  assert.deepEqual([state, reason?.code], ["error", "file_too_large"]);
  assert.match(reason!.message, /32|33554432/);
  await ann.stop();
});

test("reject, cancel and a room that was left; nobody else can fetch", async () => {
  const [ann, bob, cat] = [await start("ann"), await start("bob"), await start("cat")];
  const room = await ann.createRoom({ parties: [idOf(ann, "bob"), idOf(ann, "cat")] });
  const first = room.sendFile(named(new Uint8Array(10), "a"));
  const second = room.sendFile(named(new Uint8Array(10), "b"));
  await until(() => first.id > 0 && second.id > 0, "offered");
  (await offered(bob, first.id)).reject();
  (await offered(cat, first.id)).reject();
  assert.equal((await first.ended()).state, "cancelled");
  second.cancel();
  assert.equal((await (await offered(bob, second.id)).ended()).state, "cancelled");
  const third = room.sendFile(named(new Uint8Array(10), "c"));
  await until(() => third.id > 0, "offered");
  const url = `${server.url}/api/files/${third.id}/chunks/0`;
  const status = async (client: ChatClient) => (await fetch(url, { headers: { Authorization: `Bearer ${client.session.token}` } })).status;
  assert.equal(await status(bob), 403, "not before it was accepted");
  assert.equal((await fetch(url)).status, 401);
  const held = await offered(cat, third.id);
  await cat.room(room.id)!.leave();
  assert.equal((await held.ended()).state, "cancelled");
  assert.ok([403, 404, 410].includes(await status(cat)), "not after leaving");
  await Promise.all([ann.stop(), bob.stop(), cat.stop()]);
});

test("the classes of existing pages send and receive in Node", async () => {
  const pbxOf = async (user: string) => {
    const { PBX, Types } = createIPCortex({ host: server.url, webSocket: nodeWebSocket, logger: quiet });
    await PBX.Auth.login({ username: user, password: PASSWORD });
    await PBX.startFeed();
    PBX.enableChat(() => {});
    return { PBX, Types };
  };
  const [ann, bob] = [await pbxOf("ann"), await pbxOf("bob")];
  const got: File[] = [];
  assert.equal(bob.PBX.enableFeature("file", (file: File) => got.push(file), ["chat"]), true);
  const room: Room = await ann.PBX.chatInvite([ann.PBX.contacts.find(({ uname }) => uname === "bob")!.cID]);
  const bytes = new Uint8Array(randomBytes(2 * MB));
  const sent = room.sendFile(named(bytes, "old.pdf"));
  assert.equal(sent.state, "new");
  const theirs = () => got.find(({ label }) => label === "old.pdf"); // others may be waiting from before
  await until(() => theirs() !== undefined, "the offer");
  const file = theirs()!;
  assert.deepEqual([file.state, file.party, file.label, file.size], ["acknowledged", "receive", "old.pdf", bytes.length]);
  file.accept();
  await until(() => file.state === "complete" && sent.state === "complete", "complete", 30_000);
  assert.equal(await hashOf(file.file as Blob), sha256(bytes));
  assert.deepEqual(Object.values(sent.progress), [{ progress: 100, status: "complete" }]);
  await Promise.all([ann.PBX.Auth.exit(), bob.PBX.Auth.exit()]);
});
