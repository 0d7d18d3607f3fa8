// A client that begins without calls and files: what is told meanwhile, and what is there when they are brought.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../../src/client/basic_client.js";
import { LateClient } from "../../src/client/late_client.js";
import { lateParts } from "../../src/client/late_parts.js";
import { CallServer } from "../support/call_server.js";
import { FilePeer, passUntil, textBlob } from "../support/file_peer.js";
import { BOB, WirePeer, makeCall, makeParty, makePeer, oneToOne } from "../support/wire_peer.js";
import { RecordingLogger, World } from "../support/world.js";

async function started(prepare: (peer: WirePeer) => void = () => {}) {
  const world = new World();
  const peer = new WirePeer(world);
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
  const server = new CallServer(peer, world);
  const files = new FilePeer(world, peer);
  prepare(peer);
  const client = new LateClient({ host: "https://foyer.example", environment: world, logger: new RecordingLogger() });
  const changes: Change[] = [];
  client.subscribe((change) => changes.push(change));
  await client.session.logIn({ username: "ann", password: "secret" });
  const opened = client.start();
  await world.pass(10);
  await opened;
  return { world, peer, server, files, client, changes };
}

const runningCall = (id: string) => makeCall(id, 1, [makeParty(BOB, "Bob", "call_joined")], [makePeer("p-of-bob", BOB, "Bob")]);

test("without calls and files nothing is wanted until somebody calls or sends", async () => {
  const { client, server } = await started();
  assert.equal(client.calls, undefined);
  assert.equal(client.canCall, true);
  assert.deepEqual([client.wanted.get(), client.runningCalls.get(), client.files.get()], [false, [], []]);
  const told: boolean[] = [];
  client.wanted.subscribe(() => told.push(client.wanted.get()));
  server.offer("c-offered1");
  assert.deepEqual(told, [true]);
});

test("a call that was told before is there when calls are brought, and goes on from there", async () => {
  const { client, server, changes } = await started();
  server.offer("c-offered1");
  client.bring(lateParts);
  assert.deepEqual(client.runningCalls.get().map(({ id, standing }) => [id, standing]), [["c-offered1", "offered"]]);
  assert.equal(client.wanted.get(), false);
  server.end("c-offered1", "hung_up");
  assert.deepEqual(client.runningCalls.get(), []);
  assert.deepEqual(changes.map(({ type }) => type).filter((type) => type.startsWith("call")), ["callAppeared", "callEnded"]);
});

test("what has ended meanwhile never was", async () => {
  const { client, server, peer, files } = await started();
  server.offer("c-offered1");
  server.end("c-offered1", "hung_up");
  const id = files.offered("gone");
  files.tell(id);
  assert.equal(client.wanted.get(), true);
  files.change(id, { state: "file_withdrawn" });
  peer.roomGone(1);
  assert.equal(client.wanted.get(), false);
  client.bring(lateParts);
  assert.deepEqual([client.runningCalls.get(), client.files.get()], [[], []]);
});

test("calls of the snapshot are kept, and a later snapshot takes their place", async () => {
  const { client, peer, world } = await started((one) => { one.calls = [{ roomId: 1, call: runningCall("c-running1") }]; });
  assert.equal(client.wanted.get(), true);
  peer.calls = [{ roomId: 1, call: runningCall("c-running2") }];
  peer.drop();
  await world.pass(10_000);
  client.bring(lateParts);
  assert.deepEqual(client.runningCalls.get().map(({ id }) => id), ["c-running2"]);
});

test("a file that was offered before is accepted after", async () => {
  const { client, files, world } = await started();
  const id = files.offered("Every byte of it arrives.");
  files.tell(id);
  client.bring(lateParts);
  const [file] = client.files.get();
  file!.accept();
  await passUntil(world, () => file!.hasEnded, "received");
  assert.equal(await file!.view.get().blob!.text(), "Every byte of it arrives.");
});

test("a file is sent once files are brought, and refused before; bringing twice changes nothing", async () => {
  const { client, files, world } = await started();
  const room = client.room(1)!;
  assert.throws(() => room.sendFile(textBlob("x")), /not loaded yet/);
  client.bring(lateParts);
  const calls = client.calls;
  client.bring(lateParts);
  assert.equal(client.calls, calls);
  room.sendFile(textBlob("Every byte of it arrives."));
  await passUntil(world, () => files.uploaded(41) === "Every byte of it arrives.", "uploaded");
  assert.equal(client.files.get().length, 1);
});

test("who logs out takes what was told with him", async () => {
  const { client, server, world } = await started();
  server.offer("c-offered1");
  void client.logOut();
  await world.pass(10);
  assert.equal(client.wanted.get(), false);
});
