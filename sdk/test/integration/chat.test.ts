// The script of existing pages, in a bare context, against the real server.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Program, bareApi, PASSWORD, realServer, until, type Server } from "../support/real_server.js";

let server: Server;
const open: Program[] = [];
const start = async (user: string, options: { autoseen?: boolean } = {}) => {
  const program = await Program.start(server, user, options);
  open.push(program);
  return program;
};

before(async () => {
  server = await realServer(["ann", "bob", "cat", "dan", "eve", "sue"]);
  server.grant("sue", "api_chat", "Acme");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((program) => program.end().catch(() => {})));
});
after(() => server.stop());

test("two people talk; each is told once, in order, with the right states", async () => {
  const [ann, bob] = [await start("ann"), await start("bob")];
  await until(() => ann.contact("bob").canChat, "bob is online");
  const room = await ann.contact("bob").chat();
  assert.equal(room.cID, ann.contact("bob").cID);
  assert.equal(room.label, "Bob");
  assert.ok(["inviting", "open"].includes(room.state));
  assert.equal(await room.post("hi bob"), 1);
  await until(() => bob.texts.length === 1 && ann.texts.length === 1, "delivered to both");
  assert.deepEqual(bob.texts, ["1 Ann: hi bob"]);
  assert.deepEqual(ann.texts, ["1 (own) Ann: hi bob"]);
  assert.equal(bob.states[0], "new invited");
  await until(() => room.state === "open", "open");
  const [theirs] = bob.PBX.rooms;
  assert.equal(theirs!.roomID, room.roomID);
  await theirs!.post("hi ann");
  await until(() => ann.texts.length === 2, "the answer");
  assert.equal(ann.texts[1], "2 Bob: hi ann");
  assert.equal(await ann.contact("bob").chat(), room, "asking again gives the same room");
  await until(() => room.seen === 2 && theirs!.seen === 2, "seen");
});

test("wrong password, nobody logged in, checkonly", async () => {
  const { PBX } = bareApi();
  await PBX.Auth.setHost(server.url);
  await assert.rejects(PBX.Auth.login({ username: "ann", password: "wrong" }), { code: "wrong_credentials" });
  await assert.rejects(PBX.Auth.login({ checkonly: true }));
  await assert.rejects(PBX.startFeed());
  assert.equal(PBX.Auth.id, null);
});

test("a message that was seen does not come again; what was missed comes once", async () => {
  const cat = await start("cat");
  const dan = await start("dan");
  const room = await cat.contact("dan").chat();
  await room.post("one");
  await until(() => dan.texts.length === 1, "one");
  await until(() => dan.PBX.rooms[0]!.seen === 1, "seen");
  await dan.end();
  await room.post("two");
  await room.post("three");
  const again = await start("dan");
  await until(() => again.texts.length === 2, "the missed ones");
  assert.deepEqual(again.texts, ["2 Cat: two", "3 Cat: three"]);
  assert.deepEqual(Array.from(await again.PBX.rooms[0]!.history({ limit: 10 }), (message) => message.msg), ["one", "two", "three"]);
});

test("seen is shared by the sessions of a user", async () => {
  const [eve, first, second] = [await start("eve"), await start("ann", { autoseen: false }), await start("ann", { autoseen: false })];
  const room = await eve.contact("ann").chat();
  await room.post("look");
  const of = (program: Program) => program.PBX.getRoom(room.roomID);
  await until(() => of(first) !== null && of(second) !== null && first.texts.includes("1 Eve: look"), "the room");
  assert.equal(of(first)!.seen, 0);
  await of(first)!.setSeen(99);
  assert.equal(of(first)!.seen, 1);
  await until(() => of(second)!.seen === 1, "shared");
});

test("leaving: closed, dead, gone; the other's post brings the one who left back", async () => {
  const [ann, eve] = [await start("ann"), await start("eve")];
  const room = await ann.contact("eve").chat();
  await room.post("before");
  await until(() => eve.PBX.getRoom(room.roomID) !== null, "eve has it");
  const theirs = eve.PBX.getRoom(room.roomID)!;
  const states: string[] = [];
  const id = room.roomID;
  room.addListener("update", (r: typeof room) => states.push(r.state));
  await room.leave();
  await until(() => states.at(-1) === "dead", "dead");
  assert.deepEqual(states.slice(-2), ["closed", "dead"]);
  assert.equal(ann.PBX.getRoom(id), null);
  assert.throws(() => room.roomID);
  await until(() => theirs.state === "closed", "the other side is closed but alive");
  const texts = ann.texts.length;
  await theirs.post("come back");
  await until(() => ann.PBX.getRoom(id) !== null, "it is back");
  await until(() => ann.texts.length > texts, "with the message");
  assert.match(ann.texts.at(-1)!, /Eve: come back$/);
  await until(() => theirs.state === "open", "open again");
});

test("a third person makes it multi, in place, and reads only what comes after", async () => {
  const [bob, cat, dan] = [await start("bob"), await start("cat"), await start("dan")];
  const room = await bob.contact("cat").chat();
  const id = room.roomID;
  await room.post("just us");
  const events: string[] = [];
  for (const event of ["members", "message", "update"]) room.addListener(event, () => events.push(event));
  assert.equal(await room.add([bob.contact("dan")]), room);
  await until(() => room.multi, "multi");
  assert.deepEqual([room.roomID, room.cID], [id, null]);
  assert.equal(events[events.indexOf("members") + 1], "update");
  await until(() => dan.PBX.getRoom(id) !== null, "dan has it");
  await room.post("welcome");
  await until(() => dan.texts.some((text) => text.endsWith("Bob: welcome")), "dan reads on");
  assert.ok(!dan.texts.some((text) => text.includes("just us")));
  await until(() => cat.PBX.getRoom(id)?.multi === true, "cat sees it");
  await room.modify({ name: "Project" });
  await until(() => cat.PBX.getRoom(id)!.label === "Project", "renamed");
});

test("a supervisor sees rooms he is not in, may not post, may remove", async () => {
  const [ann, bob, cat, sue] = [await start("ann"), await start("bob"), await start("cat"), await start("sue")];
  const room = await ann.PBX.createRoom([ann.contact("bob"), ann.contact("cat")], { name: "Talk" });
  await until(() => sue.PBX.getRoom(room.roomID) !== null, "sue watches");
  const watched = sue.PBX.getRoom(room.roomID)!;
  assert.equal(watched.voyeur, true);
  await assert.rejects(watched.post("hello"), { code: "watching_only" });
  await room.post("between us");
  await until(() => sue.texts.some((text) => text.endsWith("Ann: between us")), "sue reads");
  await until(() => bob.PBX.getRoom(room.roomID) !== null, "bob has it");
  await assert.rejects(room.remove(ann.contact("cat").cID), (error: { code: string }) => error.code === "forbidden");
  assert.equal(await watched.remove(sue.contact("bob").cID), watched);
  await until(() => bob.PBX.getRoom(room.roomID) === null, "bob lost it");
  assert.equal(bob.states.at(-1), "dead");
  await until(() => cat.PBX.getRoom(room.roomID) !== null, "cat kept it");
});

test("presence: online, away, offline", async () => {
  const [ann, bob] = [await start("ann"), await start("bob")];
  await until(() => ann.contact("bob").show === "online", "online");
  await bob.PBX.setStatus("dnd", "in a meeting");
  const eve = await start("eve");
  await eve.PBX.setStatus("away");
  await until(() => ann.contact("eve").show !== "", "eve is visible");
  await until(() => Object.values(ann.contact("bob").states).includes("dnd"), "one of his resources is busy");
});

test("logging out ends the feed and says so: error 2", async () => {
  const eve = await start("eve");
  const other = bareApi();
  await other.PBX.Auth.setHost(server.url);
  const tokens: string[] = [];
  await other.PBX.Auth.login({ username: "eve", password: PASSWORD, tokenCB: (token: string) => tokens.push(token) });
  assert.equal(tokens.length, 1);
  await eve.PBX.Auth.logout();
  assert.equal(eve.PBX.Auth.id, null);
  assert.equal(eve.PBX.rooms.length, 0);
  const third = bareApi();
  await third.PBX.Auth.setHost(server.url);
  await third.PBX.Auth.login({ token: tokens[0] });
  assert.equal(third.PBX.Auth.uname, "eve");
});
