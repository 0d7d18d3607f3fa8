// Contacts, guests and persistent rooms, against the real server.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Room } from "../../src/compat/room.js";
import { Program, realServer, until, type Server } from "../support/real_server.js";

let server: Server;
const open: Program[] = [];
const start = async (user: string) => {
  const program = await Program.start(server, user);
  open.push(program);
  return program;
};

before(async () => {
  server = await realServer(["ann", "bob", "cat", "sue"]);
  server.grant("sue", "api_chat", "Acme");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((program) => program.end().catch(() => {})));
});
after(() => server.stop());

test("ending a relation and asking again: canChat follows, a post to who left is refused with a reason", async () => {
  const [ann, bob] = [await start("ann"), await start("bob")];
  await until(() => ann.contact("bob").canChat && bob.contact("ann").canChat, "both online");
  const room = await ann.contact("bob").chat();
  await room.post("hello");
  await until(() => bob.PBX.getRoom(room.roomID) !== null, "bob has it");
  await bob.PBX.getRoom(room.roomID)!.leave();
  await until(() => room.state === "closed", "closed");
  await ann.contact("bob").xmppDel();
  await until(() => !ann.contact("bob").canChat && !bob.contact("ann").canChat, "ended for both");
  await assert.rejects(room.post("are you there?"), { code: "not_in_roster" });
  await assert.rejects(ann.contact("bob").chat(), { code: "not_in_roster" });
  await ann.contact("bob").xmppReq();
  await bob.contact("ann").xmppAuth();
  await until(() => ann.contact("bob").canChat, "again");
  assert.ok((await room.post("there you are")) > 1);
});

test("a guest who cannot be is refused in words, and nothing is made", async () => {
  const ann = await start("ann");
  const before = ann.PBX.rooms.length;
  const calls: unknown[][] = [];
  const refused = ann.PBX.chatInvite([{ name: "<script>" }], (...args: unknown[]) => calls.push(args));
  await assert.rejects(refused, { code: "bad_name" });
  assert.equal(calls[0]![0], false);
  assert.equal(typeof calls[0]![1], "string");
  assert.equal(ann.PBX.rooms.length, before);
});

test("a supervisor's room is multi with two; the flags are readable and can be changed", async () => {
  const [sue, ann, bob] = [await start("sue"), await start("ann"), await start("bob")];
  const room = await sue.PBX.createRoom([sue.contact("ann")], { name: "Desk", archive: true });
  assert.deepEqual([room.multi, room.archive, room.public, room.label], [true, true, false, "Desk"]);
  await until(() => ann.PBX.getRoom(room.roomID) !== null, "ann has it");
  await ann.PBX.getRoom(room.roomID)!.post("for the archive");
  await room.modify({ public: true });
  await until(() => ann.PBX.getRoom(room.roomID)!.public, "public");
  assert.equal(bob.PBX.getRoom(room.roomID), null, "listed to bob, but he is not in it");
  await room.add([sue.contact("bob")]);
  await until(() => bob.texts.some((text) => text.includes("for the archive")), "who joins later reads the history");
});

test("a room that one leaves dies; what was hung on it and the list are right", async () => {
  const [ann, cat] = [await start("ann"), await start("cat")];
  const room = (await ann.PBX.createRoom([ann.contact("cat"), ann.contact("bob")], { name: "Lunch" })) as Room & { mine?: string };
  room.mine = "kept";
  await until(() => cat.PBX.getRoom(room.roomID) !== null, "cat has it");
  const id = room.roomID;
  await cat.PBX.getRoom(id)!.leave();
  await until(() => cat.PBX.getRoom(id) === null, "cat lost it");
  assert.deepEqual(cat.states.slice(-2), ["closed", "dead"]);
  await until(() => room.members[cat.PBX.Auth.id!]?.state !== "joined", "ann sees it");
  assert.equal(room.mine, "kept");
  assert.equal(room.state === "dead", false);
});

test("oneself is in the contacts, and in the address book as isMe", async () => {
  const ann = await start("ann");
  const me = ann.PBX.getContact(ann.PBX.Auth.id!)!;
  assert.equal(me.uname, "ann");
  await until(() => me.show === "online", "one sees oneself", 2000);
  const book = await ann.PBX.getAddressbook();
  assert.equal(Array.from(book).filter((address) => address.isMe).length, 1);
});
