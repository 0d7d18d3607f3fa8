// Files on the modern surface: what moves by itself, over losses, and what is told of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { safeType } from "../../src/files/file_view.js";
import { startedClient } from "../support/client_world.js";
import { FilePeer, namedFile, passUntil, textBlob } from "../support/file_peer.js";
import { BOB, CAT, ME, oneToOne } from "../support/wire_peer.js";

const TEXT = "Every byte of it arrives.";

async function withFiles(prepare: (files: FilePeer) => void = () => {}) {
  let files!: FilePeer;
  const all = await startedClient((peer, world) => {
    peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
    files = new FilePeer(world, peer);
    prepare(files);
  });
  return { ...all, files, room: all.client.room(1)! };
}

test("a file is offered and uploaded at once, chunk by chunk, and complete when its receiver has it", async () => {
  const { world, files, room, client } = await withFiles();
  const file = room.sendFile(namedFile("plan.txt", TEXT));
  assert.deepEqual([file.view.get().state, file.view.get().name, file.view.get().size, file.id], ["new", "plan.txt", 25, 0]);
  await passUntil(world, () => files.puts.length === 7, "uploaded");
  await world.pass(200);
  assert.equal(files.uploaded(41), TEXT);
  assert.deepEqual(files.puts, [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual([file.view.get().state, file.view.get().progress, file.id], ["offered", 100, 41]);
  files.changeReceiver(41, BOB, { state: "file_active", chunks: 3 });
  assert.deepEqual(file.view.get().receivers, [{ contactId: BOB, name: "Bob", status: "active", progress: 42 }]);
  assert.equal(file.view.get().state, "active");
  files.changeReceiver(41, BOB, { state: "file_complete", chunks: 7 }, "file_done");
  assert.equal((await file.ended()).state, "complete");
  assert.deepEqual(client.files.get(), [file], "the event that came before the answer made no second file");
});

test("an offer that is refused ends as error with the server's sentence, before the first byte", async () => {
  const { world, files, room } = await withFiles();
  files.refuseOffer = { code: "file_too_large", sentence: "A file may have 10 bytes." };
  const file = room.sendFile(textBlob(TEXT));
  await world.pass(10);
  assert.deepEqual([file.view.get().state, file.view.get().reason?.code, file.view.get().reason?.message], ["error", "file_too_large", "A file may have 10 bytes."]);
  assert.deepEqual(files.puts, []);
});

test("an upload goes on where it was: after a network failure, after a restart that lost what was not kept", async () => {
  const { world, peer, files, room } = await withFiles();
  let down = false;
  files.onChunk = (method, chunk) => {
    if (method === "PUT" && chunk === 4 && !down) {
      down = true;
      peer.reachable = false;
      peer.drop();
      return { status: 0 };
    }
    return undefined;
  };
  const file = room.sendFile(textBlob(TEXT));
  await passUntil(world, () => down, "the server is gone");
  files.files.get(41)!.chunks.length = 2; // the last two were not on its disk
  files.change(41, { chunks: 2 });
  await world.pass(5000);
  assert.equal(file.hasEnded, false);
  peer.reachable = true;
  peer.answer("readHistory", () => undefined);
  peer.snapshotFiles = [files.wire(41)];
  await passUntil(world, () => files.uploaded(41) === TEXT, "uploaded");
  assert.deepEqual(files.puts, [0, 1, 2, 3, 2, 3, 4, 5, 6]);
});

test("a file that cannot be read any more is taken back, with the reason", async () => {
  const { world, peer, room } = await withFiles();
  const source = Object.assign(textBlob(TEXT), { slice: () => ({ size: 4, arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) });
  const file = room.sendFile(source as unknown as Blob);
  await passUntil(world, () => file.hasEnded, "ended");
  assert.match(file.view.get().reason!.message, /cannot be read any more/);
  await world.pass(10);
  assert.deepEqual(peer.asked("cancelFile"), [{ fileId: 41 }]);
});

test("a file offered is known; taken, it is fetched while its sender still brings it, and arrives as it was sent", async () => {
  const { world, peer, files, client } = await withFiles();
  const id = files.offered(TEXT, 2);
  files.tell(id);
  const file = client.file(id)!;
  assert.deepEqual([file.view.get().state, file.view.get().party, file.view.get().senderName], ["acknowledged", "receive", "Bob"]);
  await world.pass(1000);
  assert.deepEqual(files.gets, [], "nothing is fetched before it was taken");
  file.accept();
  file.accept();
  assert.equal(file.view.get().state, "accepted");
  await passUntil(world, () => file.view.get().state === "active" && files.gets.length >= 2, "the first chunks");
  files.bring(id, TEXT, 5);
  await passUntil(world, () => files.gets.includes(4), "the next");
  files.bring(id, TEXT);
  const ended = file.ended();
  await passUntil(world, () => file.hasEnded, "complete");
  assert.equal((await ended).state, "complete");
  assert.equal(await file.view.get().blob!.text(), TEXT);
  assert.equal(file.view.get().blob!.type, "text/plain");
  await world.pass(10);
  assert.deepEqual([peer.asked("acceptFile").length, peer.asked("finishFile")], [1, [{ fileId: id }]]);
});

test("a chunk that does not fit its hash is fetched again; one that never does ends the file, and the server is told", async () => {
  const { world, peer, files, client } = await withFiles();
  const id = files.offered(TEXT);
  files.tell(id);
  const file = client.file(id)!;
  files.onChunk = (_, chunk, attempt) => (chunk === 1 && attempt < 4 ? { status: 200, bytes: new Uint8Array([1, 2, 3, 4]) } : undefined);
  file.accept();
  await passUntil(world, () => file.hasEnded, "complete");
  assert.equal(await file.view.get().blob!.text(), TEXT);

  const other = files.offered(TEXT);
  files.tell(other);
  files.onChunk = (_, chunk) => (chunk === 1 ? { status: 200, bytes: new Uint8Array([1, 2, 3, 4]) } : undefined);
  client.file(other)!.accept();
  await passUntil(world, () => client.file(other)!.hasEnded, "given up");
  const { state, reason, blob } = client.file(other)!.view.get();
  assert.deepEqual([state, reason?.code, blob], ["error", "bad_chunk", undefined]);
  await world.pass(10);
  assert.deepEqual(peer.asked("rejectFile"), [{ fileId: other, failed: true }]);
});

test("a download survives the loss of the connection and of the server", async () => {
  const { world, peer, files, client } = await withFiles();
  const id = files.offered(TEXT);
  files.tell(id);
  const file = client.file(id)!;
  let down = false;
  files.onChunk = (_, chunk) => {
    if (chunk !== 3 || down) return undefined;
    down = true;
    peer.reachable = false;
    peer.drop();
    return { status: 0 };
  };
  file.accept();
  await passUntil(world, () => down, "the server is gone");
  await world.pass(60_000);
  assert.equal(file.view.get().state, "active");
  peer.snapshotFiles = [files.wire(id)];
  peer.reachable = true;
  await passUntil(world, () => file.hasEnded, "complete");
  assert.equal(await file.view.get().blob!.text(), TEXT);
  assert.deepEqual(files.gets, [0, 1, 2, 3, 4, 5, 6], "nothing is fetched twice");
});

test("what another window of the user does shows here; only where the bytes are it is complete", async () => {
  const { files, client } = await withFiles();
  const id = files.offered(TEXT);
  files.tell(id);
  const file = client.file(id)!;
  files.changeReceiver(id, ME, { state: "file_active", chunks: 2 });
  assert.equal(file.view.get().state, "acknowledged", "it may still be taken here");
  files.changeReceiver(id, ME, { state: "file_complete" }, "file_done");
  assert.deepEqual([file.view.get().state, file.view.get().reason?.message], ["cancelled", "The file was fetched with another window or device."]);
  const other = files.offered(TEXT);
  files.tell(other);
  files.changeReceiver(other, ME, { state: "file_rejected" }, "file_done");
  assert.equal(client.file(other)!.view.get().state, "rejected");
});

test("reject, cancel, and what the sender takes back", async () => {
  const { world, peer, files, client, room } = await withFiles();
  const [first, second, third] = [files.offered(TEXT), files.offered(TEXT, 1), files.offered(TEXT, 1)];
  for (const id of [first, second, third]) files.tell(id);
  client.file(first)!.reject();
  client.file(first)!.reject();
  client.file(first)!.accept();
  client.file(second)!.accept();
  client.file(third)!.accept();
  await world.pass(100);
  client.file(second)!.cancel();
  files.change(third, { state: "file_withdrawn" });
  await world.pass(100);
  assert.deepEqual([first, second, third].map((id) => client.file(id)!.view.get().state), ["rejected", "cancelled", "cancelled"]);
  assert.match(client.file(third)!.view.get().reason!.message, /^Bob has taken/);
  assert.deepEqual(peer.asked("rejectFile"), [{ fileId: first, failed: false }, { fileId: second, failed: false }]);
  const fetched = files.gets.length;
  await world.pass(20_000);
  assert.equal(files.gets.length, fetched, "nothing is fetched any more");

  const sent = room.sendFile(textBlob(TEXT));
  sent.cancel();
  sent.cancel();
  assert.equal(sent.view.get().state, "cancelled");
  await world.pass(100);
  assert.deepEqual(peer.asked("cancelFile"), [{ fileId: sent.id }], "taken back as soon as the server knows it");
  assert.deepEqual(files.puts, []);
});

test("when all have refused, the upload stops", async () => {
  const { world, files, room } = await withFiles();
  const file = room.sendFile(textBlob(TEXT.repeat(50)));
  await passUntil(world, () => files.puts.length > 3, "under way");
  files.changeReceiver(41, BOB, { state: "file_rejected" }, "file_done");
  assert.equal(file.view.get().state, "cancelled");
  assert.equal(file.view.get().receivers[0]!.status, "rejected");
  const sent = files.puts.length;
  await world.pass(5000);
  assert.ok(files.puts.length <= sent + 1);
});

test("after a reload the receiver's tab goes on by itself; the sender's file wants to be picked again, and only that one", async () => {
  const first = await withFiles();
  const { world, files, client } = first;
  const id = files.offered(TEXT, 1);
  files.tell(id);
  client.file(id)!.accept();
  const sent = client.room(1)!.sendFile(namedFile("big.txt", TEXT));
  await passUntil(world, () => files.puts.length >= 7, "uploaded");
  await world.pass(50);
  files.files.get(sent.id)!.chunks.length = 3;
  const wires = [{ ...files.wire(id), receivers: [{ contactId: ME, name: "Ann", state: "file_active" as const, chunks: 1 }] }, { ...files.wire(sent.id), chunks: 3 }];

  const { world: next, client: again, files: server } = await withFiles((f) => {
    f.peer.snapshotFiles = wires;
    for (const [key, value] of first.world.tabStore!.values) f.world.tabStore!.set(key, value);
    for (const wire of wires) f.files.set(wire.fileId, { wire, chunks: [...files.files.get(wire.fileId)!.chunks] });
  });
  const [received, mine] = [again.file(id)!, again.file(sent.id)!];
  assert.ok(["accepted", "active"].includes(received.view.get().state), "it was taken before the reload");
  assert.deepEqual([mine.view.get().party, mine.view.get().state, mine.view.get().needsSource], ["send", "offered", true]);
  server.bring(id, TEXT);
  await passUntil(next, () => received.hasEnded, "received");
  assert.equal(await received.view.get().blob!.text(), TEXT);

  assert.throws(() => mine.resume(textBlob("another size")), { code: "bad_request" });
  mine.resume(namedFile("big.txt", TEXT));
  assert.equal(mine.view.get().needsSource, false);
  await passUntil(next, () => server.uploaded(sent.id) === TEXT, "the rest is sent");
  assert.deepEqual(server.puts, [2, 3, 4, 5, 6], "the last chunk that was there is compared");
});

test("after a reload another file of the same size is refused", async () => {
  const { world, files, client } = await withFiles((f) => {
    const id = f.offered(TEXT, 3, { senderId: ME, receivers: [{ contactId: BOB, name: "Bob" }] });
    f.world.tabStore!.set("foyer:https://foyer.example:files-offered:7", JSON.stringify([id]));
    f.peer.snapshotFiles = [f.wire(id)];
  });
  const [mine] = client.files.get();
  mine!.resume(textBlob(TEXT.toUpperCase()));
  await passUntil(world, () => mine!.hasEnded, "ended");
  assert.match(mine!.view.get().reason!.message, /another file/);
  assert.equal(files.uploaded(mine!.id), TEXT.slice(0, 12));
});

test("what ended while the connection was away has ended", async () => {
  const { world, peer, files, room, client } = await withFiles();
  const id = files.offered(TEXT);
  files.tell(id);
  const sent = room.sendFile(textBlob(TEXT));
  await passUntil(world, () => files.puts.length === 7, "uploaded");
  await world.pass(200);
  files.changeReceiver(sent.id, BOB, { state: "file_active", chunks: 5 });
  peer.snapshotFiles = [];
  const { wire } = files.files.get(sent.id)!;
  files.files.get(sent.id)!.wire = { ...wire, version: 90, state: "file_done", receivers: [{ ...wire.receivers[0]!, state: "file_rejected" }] };
  peer.drop();
  await world.pass(5000);
  assert.deepEqual([client.file(id)!.view.get().state, sent.view.get().state], ["cancelled", "cancelled"], "Bob gave it up while nobody was told");
  assert.equal(sent.view.get().receivers[0]!.status, "rejected");

  files.byKey.clear();
  const other = room.sendFile(textBlob(TEXT));
  await passUntil(world, () => other.id > 0 && other.view.get().progress === 100, "uploaded");
  files.byKey.clear(); // the server has forgotten it
  peer.drop();
  await passUntil(world, () => other.hasEnded, "ended");
  assert.equal(other.view.get().state, "complete");
  await world.pass(20);
  assert.equal(peer.asked("cancelFile").at(-1)!.fileId, other.id + 1, "a second offer is taken back");
});

test("who is out of the room gets nothing more", async () => {
  const { world, peer, files, client } = await withFiles();
  const id = files.offered(TEXT, 1);
  files.tell(id);
  client.file(id)!.accept();
  await world.pass(50);
  peer.roomGone(1);
  const { state, reason } = client.file(id)!.view.get();
  assert.deepEqual([state, reason?.message], ["cancelled", "You are no longer in this room."]);
});

test("an empty file, several files at once, and what is no file", async () => {
  const { world, peer, files, room, client } = await withFiles();
  const all = ["", "a", TEXT, TEXT.repeat(3)].map((text) => room.sendFile(textBlob(text)));
  await passUntil(world, () => all.every((file) => file.id > 0 && file.view.get().progress === 100), "uploaded");
  assert.deepEqual(all.map((file) => files.uploaded(file.id)), ["", "a", TEXT, TEXT.repeat(3)]);
  assert.equal(new Set(peer.asked("offerFile").map(({ idempotencyKey }) => idempotencyKey)).size, 4);
  assert.throws(() => room.sendFile("text" as never), { code: "bad_request" });
  const empty = files.offered("");
  files.tell(empty);
  client.file(empty)!.accept();
  await passUntil(world, () => client.file(empty)!.hasEnded, "received");
  assert.deepEqual([client.file(empty)!.view.get().state, client.file(empty)!.view.get().blob!.size], ["complete", 0]);
});

test("at most two chunks go up and three come down at a time", async () => {
  const { world, files, room } = await withFiles();
  let now = 0;
  let most = 0;
  const { request } = world.files!;
  world.files!.request = async (asked) => {
    most = Math.max(most, ++now);
    const answer = await request(asked);
    now -= 1;
    return answer;
  };
  for (let i = 0; i < 6; i += 1) room.sendFile(textBlob(TEXT));
  await passUntil(world, () => files.puts.length === 42, "uploaded");
  assert.equal(most, 2);
});

test("files that have ended can be let go; logging out forgets all", async () => {
  const { world, files, client } = await withFiles();
  const [first, second] = [files.offered(TEXT), files.offered(TEXT)];
  for (const id of [first, second]) files.tell(id);
  const file = client.file(first)!;
  client.dismissFile(file);
  assert.equal(client.files.get().length, 2, "not while it may still be taken");
  file.reject();
  client.dismissFile(file);
  assert.deepEqual(client.files.get().map(({ id }) => id), [second]);
  void client.logOut().catch(() => {});
  await world.pass(50);
  assert.deepEqual(client.files.get(), []);
});

test("without fetch and Blob a file says so", async () => {
  const { world, room, files, client } = await withFiles();
  world.files = undefined;
  const bare = await startedClient((peer) => {
    peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
    peer.features = ["file"];
  });
  const file = bare.client.room(1)!.sendFile(textBlob(TEXT));
  await bare.world.pass(10);
  assert.deepEqual([file.view.get().state, file.view.get().reason?.code], ["error", "feature_unavailable"]);
  void [room, files, client];
});

test("a received file never gets a type that a browser would run", () => {
  assert.deepEqual(["image/png", "IMAGE/JPEG; q=1", "application/pdf", "text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", ""].map(safeType),
    ["image/png", "image/jpeg", "application/pdf", ...Array(5).fill("application/octet-stream")]);
});

test("everybody's state is told to all", async () => {
  const { files, client } = await withFiles();
  const id = files.offered(TEXT, 7, { receivers: [{ contactId: ME, name: "Ann" }, { contactId: CAT, name: "Cat", state: "file_active", chunks: 7 }] });
  files.tell(id);
  assert.deepEqual(client.file(id)!.view.get().receivers.map(({ name, status, progress }) => [name, status, progress]), [["Ann", "pending", 0], ["Cat", "active", 99]]);
});
