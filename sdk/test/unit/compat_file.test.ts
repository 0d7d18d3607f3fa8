// Contract 6: IPCortex.Types.File as existing pages use it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { page, startedPage } from "../support/page_world.js";
import { FilePeer, namedFile, passUntil, textBlob } from "../support/file_peer.js";
import { BOB, CAT, makeMember, makeRoom, ME, oneToOne } from "../support/wire_peer.js";
import type { File } from "../../src/compat/file.js";
import type { Room } from "../../src/compat/room.js";

const TEXT = "Every byte of it arrives.";

async function filePage(prepare: (files: FilePeer) => void = () => {}) {
  let files!: FilePeer;
  const all = await startedPage((peer, world) => {
    peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
    files = new FilePeer(world, peer);
    prepare(files);
  }, [() => {}]);
  const got: File[] = [];
  const log: string[] = [];
  const enable = () =>
    all.PBX.enableFeature("file", (file: File) => {
      got.push(file);
      log.push(`callback ${file.state}`);
      file.addListener("update", (f: File) => log.push(`update ${f.state}`));
    }, ["chat"]);
  return { ...all, files, got, log, enable, room: all.PBX.rooms[0] as Room };
}

const progressOf = (file: File, id: number) => [file.progress[id]!.progress, file.progress[id]!.status];

test("sendFile answers at once with a File that is new; nothing is told before the call is over", async () => {
  const { world, room, Types, files } = await filePage();
  const heard: string[] = [];
  Types.File.addListener("new", (file: File) => heard.push(`new ${file.state}`));
  const sent = namedFile("plan.txt", TEXT);
  const file = room.sendFile(sent);
  file.addListener("update", (f: File) => heard.push(`update ${f.state}`));
  assert.ok(file instanceof Types.File);
  assert.deepEqual([file.state, file.party, file.label, file.size, file.type, file.file], ["new", "send", "plan.txt", 25, "text/plain", sent]);
  assert.deepEqual(file.progress, { [BOB]: { progress: 0, status: "pending" } });
  assert.equal(heard.length, 0);
  await passUntil(world, () => file.state === "offered", "offered");
  assert.match(heard[0]!, /^new/);
  await passUntil(world, () => files.puts.length === 7, "uploaded");
  files.changeReceiver(41, BOB, { state: "file_active", chunks: 4 });
  await world.pass(5);
  assert.deepEqual([file.state, ...progressOf(file, BOB)], ["active", 57, "active"]);
  files.changeReceiver(41, BOB, { state: "file_complete", chunks: 7 }, "file_done");
  await world.pass(5);
  assert.deepEqual([file.state, ...progressOf(file, BOB)], ["complete", 100, "complete"]);
  assert.equal(heard.at(-1), "update complete");
});

test("a receiver: acknowledged, accepted, active, complete with a Blob; progress by the sender's contact ID", async () => {
  const { world, files, got, log, enable, Types, room } = await filePage();
  const heard: string[] = [];
  Types.File.addListener("new", () => heard.push("new"));
  assert.equal(enable(), true);
  const id = files.offered(TEXT);
  files.tell(id);
  assert.equal(got.length, 0, "not from inside of anything");
  await world.pass(5);
  const [file] = got as [File];
  assert.deepEqual([file.state, file.party, file.label, file.size, file.type, file.file, file.room], ["acknowledged", "receive", "plan.txt", 25, "text/plain", null, room]);
  assert.deepEqual(file.progress, { [BOB]: { progress: 0, status: "pending" } });
  assert.deepEqual(heard, ["new"]);
  assert.deepEqual(log.slice(0, 2), ["callback acknowledged", "update acknowledged"]);
  const { accept } = file;
  accept();
  accept();
  await passUntil(world, () => file.state === "complete", "complete");
  assert.equal(await (file.file as Blob).text(), TEXT);
  assert.deepEqual(progressOf(file, BOB), [100, "complete"]);
  const states = log.map((line) => line.split(" ")[1]).filter((state, i, all) => state !== all[i - 1]);
  assert.deepEqual(states, ["acknowledged", "accepted", "active", "complete"]);
});

test("enableFeature: offers that exist are delivered; a second call replaces the callback", async () => {
  const { world, files, got, enable, PBX } = await filePage();
  const id = files.offered(TEXT);
  files.tell(id);
  await world.pass(5);
  assert.equal(got.length, 0, "the page has not said that it takes files");
  enable();
  await world.pass(5);
  assert.equal(got.length, 1);
  const second: File[] = [];
  assert.equal(PBX.enableFeature("file", (file: File) => second.push(file)), true);
  await world.pass(5);
  assert.deepEqual(second, got, "the same object");
  files.tell(files.offered(TEXT));
  await world.pass(5);
  assert.deepEqual([got.length, second.length], [1, 2]);
});

test("enableFeature again: a file that has ended waits for nobody", async () => {
  const { world, files, got, enable, PBX } = await filePage();
  enable();
  files.tell(files.offered(TEXT));
  await world.pass(5);
  got[0]!.accept();
  await passUntil(world, () => got[0]!.state === "complete", "complete");
  const second: File[] = [];
  PBX.enableFeature("file", (file: File) => second.push(file));
  await world.pass(5);
  assert.deepEqual(second, []);
});

test("update: something has changed each time, so that complete is told once", async () => {
  const { world, files, enable, got } = await filePage();
  enable();
  files.tell(files.offered(TEXT));
  await world.pass(5);
  const [file] = got as [File];
  const told: string[] = [];
  file.addListener("update", (f: File) => told.push(JSON.stringify([f.state, f.progress])));
  file.accept();
  await passUntil(world, () => file.state === "complete", "complete");
  files.changeReceiver(41, ME, { state: "file_complete", chunks: 7 }, "file_done");
  await world.pass(20);
  assert.equal(new Set(told).size, told.length, told.join("\n"));
  assert.match(told.at(-1)!, /complete/);
});

test("enableFeature is false without a callback, before the feed, and where the server offers no files", async () => {
  const { PBX, peer } = await filePage();
  assert.equal(PBX.enableFeature("file", undefined as never), false);
  const early = page();
  assert.equal(early.PBX.enableFeature("file", () => {}, ["chat"]), false);
  const other = await startedPage(() => {}, [() => {}]);
  assert.equal(other.PBX.enableFeature("file", () => {}, ["chat"]), false);
  assert.equal(peer.asked("setFeatures").length, 0);
});

test("the sender's own File is not given to his callback; cancel and reject take it back, once", async () => {
  const { world, peer, got, enable, room } = await filePage();
  enable();
  const file = room.sendFile(textBlob(TEXT));
  await passUntil(world, () => file.state === "offered", "offered");
  file.cancel();
  file.reject();
  file.accept();
  assert.equal(file.state, "offered", "nothing changes from inside of a call");
  await world.pass(20);
  assert.equal(file.state, "cancelled");
  assert.deepEqual(progressOf(file, BOB), [0, "cancelled"]);
  assert.equal(peer.asked("cancelFile").length, 1);
  assert.deepEqual(got, []);
});

test("reject and what the sender takes back", async () => {
  const { world, peer, files, got, enable } = await filePage();
  enable();
  for (let i = 0; i < 2; i += 1) files.tell(files.offered(TEXT));
  await world.pass(5);
  const [first, second] = got as [File, File];
  first.reject();
  first.reject();
  first.cancel();
  files.change(42, { state: "file_withdrawn" });
  await world.pass(20);
  assert.deepEqual([first.state, second.state, second.reason], ["rejected", "cancelled", "Bob has taken the file back."]);
  assert.deepEqual([...progressOf(first, BOB), ...progressOf(second, BOB)], [0, "rejected", 0, "cancelled"]);
  assert.equal(peer.asked("rejectFile").length, 1);
});

test("a file over the limit, and what is no file, ends as error with a readable reason", async () => {
  const { world, files, room, Types } = await filePage();
  files.refuseOffer = { code: "file_too_large", sentence: "A file may have 10 bytes." };
  const heard: string[] = [];
  Types.File.addListener("new", (file: File) => heard.push(`new ${file.state}`));
  const large = room.sendFile(textBlob(TEXT));
  const nothing = room.sendFile({ name: "x", size: 3, type: "text/plain" });
  assert.equal(nothing.state, "error");
  assert.deepEqual(heard, []);
  await world.pass(20);
  assert.deepEqual([large.state, large.code, large.reason], ["error", "file_too_large", "A file may have 10 bytes."]);
  assert.deepEqual(progressOf(large, BOB), [0, "error"]);
  assert.equal(nothing.code, "bad_request");
  assert.equal(heard.length, 2);
});

test("several receivers decide alone", async () => {
  const { world, files, PBX } = await filePage((f) => {
    f.peer.rooms = [{ room: makeRoom(1, [makeMember(ME, "Ann"), makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]), newest: 0, seen: 0 }];
  });
  const file = PBX.rooms[0]!.sendFile(textBlob(TEXT));
  assert.deepEqual(Object.keys(file.progress), [String(BOB), String(CAT)]);
  await passUntil(world, () => files.puts.length === 7, "uploaded");
  files.change(41, { receivers: [{ contactId: BOB, name: "Bob", state: "file_rejected", chunks: 0 }, { contactId: CAT, name: "Cat", state: "file_active", chunks: 2 }] });
  await world.pass(5);
  assert.deepEqual([file.state, ...progressOf(file, BOB), ...progressOf(file, CAT)], ["active", 0, "rejected", 28, "active"]);
  files.changeReceiver(41, CAT, { state: "file_complete", chunks: 7 }, "file_done");
  await world.pass(5);
  assert.equal(file.state, "complete");
});
