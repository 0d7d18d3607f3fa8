// Contract 2: properties, kinds, states, operations, messages, members of a Room.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Room } from "../../src/compat/room.js";
import type { RoomMessage } from "../../src/compat/room_message.js";
import { watch } from "../support/client_world.js";
import { record, startedPage } from "../support/page_world.js";
import { BOB, CAT, ME, makeContact, makeGuest, makeMember, makeMessage, makeRoom, makeSelf, messagesUpTo, oneToOne, type WirePeer } from "../support/wire_peer.js";

const GUEST = 20;
const withRoom = (peer: WirePeer) => {
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
};
const trio = (roomId = 1, more: Parameters<typeof makeRoom>[2] = {}) => makeRoom(roomId, [makeMember(ME, "Ann"), makeMember(BOB, "Bob"), makeMember(CAT, "Cat")], more);
const ids = (messages: RoomMessage[]) => messages.map((message) => message.msgID);
const code = (result: { error?: unknown }) => (result.error as { code?: string } | undefined)?.code;

test("2.1 properties of a one-to-one room", async () => {
  const { PBX } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  assert.deepEqual(
    { roomID: room.roomID, cID: room.cID, seen: room.seen, label: room.label, multi: room.multi, chatID: room.chatID, voyeur: room.voyeur, state: room.state },
    { roomID: 1, cID: BOB, seen: 0, label: "Bob", multi: false, chatID: String(BOB), voyeur: false, state: "open" },
  );
  assert.ok((room.chatID as unknown) == room.cID, "loosely equal to his cID");
  assert.deepEqual([room.public, room.archive], [false, false]);
  assert.deepEqual(room.members, {
    [ME]: { cID: ME, chatID: String(ME), name: "Ann", company: 3, state: "joined" },
    [BOB]: { cID: BOB, chatID: String(BOB), name: "Bob", company: 3, state: "joined" },
  });
});

test("2.1 with an XMPP contact the chatID is the JID", async () => {
  const { PBX } = await startedPage((peer) => {
    peer.rooms = [{ room: makeRoom(1, [makeMember(ME, "Ann"), makeMember(30, "Xavier", "joined", { kind: "xmpp", chatId: "x@jabber.example" })]) }];
  });
  assert.equal(PBX.rooms[0]!.chatID, "x@jabber.example");
  assert.equal(PBX.rooms[0]!.cID, 30);
});

test("2.1 properties of a multi room", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: trio() }];
  });
  const room = PBX.rooms[0]! as Room;
  assert.equal(room.cID, null);
  assert.equal(room.multi, true);
  assert.equal(room.label, "Bob, Cat");
  assert.equal(typeof room.chatID, "string");
  assert.ok(PBX.contacts.every((contact) => contact.chatID != room.chatID && (contact.cID as unknown) != room.chatID));
  peer.roomEvent(trio(1, { version: 2, name: "Project" }));
  await world.pass(10);
  assert.equal(room.label, "Project");
});

test("2.1 label is never undefined or empty", async () => {
  const { PBX } = await startedPage((peer) => {
    peer.rooms = [{ room: makeRoom(1, [makeMember(ME, "")], { multi: true }) }, { room: makeRoom(2, [], { multi: true }) }, { room: makeRoom(3, [makeMember(ME, "Ann"), makeMember(BOB, "")]) }];
  });
  for (const room of PBX.rooms) assert.ok(room.label.length > 0);
});

test("2.1 messages: a queue that reading empties; always an Array; a getter of the prototype, not enumerable", async () => {
  const { world, peer, PBX, Types } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  assert.deepEqual(room.messages, []);
  peer.messages(1, messagesUpTo(2));
  await world.pass(10);
  const first = room.messages;
  assert.ok(Array.isArray(first));
  assert.deepEqual(ids(first), [1, 2]);
  assert.deepEqual(room.messages, []);
  const descriptor = Object.getOwnPropertyDescriptor(Types.Room.prototype, "messages")!;
  assert.equal(typeof descriptor.get, "function");
  assert.equal(descriptor.enumerable, false);
  assert.equal(Object.hasOwn(room, "messages"), false);
  peer.messages(1, [makeMessage(3)]);
  await world.pass(10);
  JSON.stringify(room);
  const names: string[] = [];
  for (const name in room) names.push(name);
  assert.ok(!names.includes("messages"));
  assert.deepEqual(ids(room.messages), [3], "nothing but reading it empties it");
});

test("2.1 a one-to-one room becomes multi: same roomID, same object, cID null", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  const log = record(room);
  peer.roomEvent(makeRoom(1, [makeMember(ME, "Ann"), makeMember(BOB, "Bob"), makeMember(CAT, "Cat", "invited")], { version: 2, multi: true }));
  await world.pass(10);
  assert.equal(PBX.rooms[0], room);
  assert.deepEqual([room.roomID, room.multi, room.cID], [1, true, null]);
  assert.notEqual(room.chatID, String(BOB));
  assert.deepEqual(log, ["members open", "update open"]);
});

test("2.1 cID and members are set when the room appears", async () => {
  const { world, peer, Types } = await startedPage();
  let found: unknown;
  const onNew = (room: Room) => (found = [room.cID, Object.keys(room.members).map(Number), room.state, typeof room.label]);
  Types.Room.addListener("new", onNew);
  peer.roomEvent(oneToOne(1, "joined", "invited"));
  await world.pass(10);
  assert.deepEqual(found, [BOB, [ME, BOB], "invited", "string"]);
  Types.Room.removeListener("new", onNew);
});

test("2.1 Room.canSMS says whether the server can send text messages", async () => {
  const without = await startedPage();
  assert.equal(without.Types.Room.canSMS, false);
  const withSms = await startedPage((peer) => {
    peer.features = ["sms"];
  });
  assert.equal(withSms.Types.Room.canSMS, true);
  await startedPage();
});

test("a room says whether it is supervised, and tells when that changes", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: trio() }];
  });
  const room = PBX.rooms[0]! as Room;
  assert.equal(room.supervised, false);
  const log = record(room);
  peer.roomEvent(trio(1, { supervised: true })); // the same version: nothing that is stored has changed
  await world.pass(10);
  assert.equal(room.supervised, true);
  peer.roomEvent(trio(1, { supervised: false }));
  await world.pass(10);
  assert.equal(room.supervised, false);
  assert.deepEqual(log, ["update open", "update open"]);
});

test("2.2 the flags public and archive are readable", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: trio() }];
  });
  const room = PBX.rooms[0]! as Room;
  const log = record(room);
  peer.roomEvent(trio(1, { version: 2, archive: true, public: true }));
  await world.pass(10);
  assert.deepEqual([room.archive, room.public], [true, true]);
  assert.deepEqual(log, ["update open"]);
});

test("2.3 the creator sees inviting until the other side takes it up", async () => {
  const { world, peer, PBX } = await startedPage(() => {}, [() => {}]);
  const states: string[] = [];
  PBX.enableChat((room: Room) => {
    states.push(`new: ${room.state}`);
    room.addListener("update", (r: Room) => states.push(r.state));
  });
  peer.roomEvent(oneToOne(1, "invited"));
  await world.pass(10);
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2 }));
  await world.pass(10);
  assert.deepEqual(states, ["new: inviting", "inviting", "open"]);
});

test("2.3 the invited sees invited, then open, without accepting", async () => {
  const { world, peer, PBX } = await startedPage();
  peer.answer("takeUpRoom", () => {
    peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2 }));
    return { case: "done", value: {} };
  });
  const states: string[] = [];
  PBX.enableChat((room: Room) => {
    states.push(`new: ${room.state}`);
    room.addListener("update", (r: Room) => states.push(r.state));
  });
  peer.roomEvent(oneToOne(1, "joined", "invited"));
  await world.pass(20);
  assert.equal(states[0], "new: invited");
  assert.equal(states[states.length - 1], "open");
});

test("2.3 we leave: closed once, then dead once; readable during it, gone afterwards", async () => {
  const { world, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("leaveRoom", () => {
      p.roomGone(1, oneToOne(1, "joined", "left", { version: 2 }));
      return { case: "done", value: {} };
    });
  });
  const room = PBX.rooms[0]! as Room & { mine?: number };
  room.mine = 5;
  const states: string[] = [];
  const readable: unknown[] = [];
  room.addListener("update", (r: Room) => {
    states.push(r.state);
    if (r.state === "dead") readable.push(r.roomID, r.cID, r.label, r.seen, r.multi, r.chatID, r.voyeur, Object.keys(r.members).length, r.messages);
  });
  const left = watch(room.leave());
  await world.pass(50);
  assert.equal(left.state, "resolved");
  assert.deepEqual(states, ["closed", "dead"]);
  assert.deepEqual(readable, [1, BOB, "Bob", 0, false, String(BOB), false, 2, []]);
  assert.deepEqual(PBX.rooms, []);
  assert.equal(PBX.getRoom(1), null);
  for (const name of ["roomID", "cID", "seen", "label", "members", "multi", "chatID", "voyeur", "state", "messages", "public", "archive"] as const) {
    assert.throws(() => room[name], Error, name);
  }
  assert.equal(room.mine, 5, "what the page hung on it stays");
  for (const call of [room.post("x"), room.add([CAT]), room.leave(), room.remove(CAT), room.modify({ name: "x" }), room.setSeen(1), room.history()]) {
    const result = watch<unknown>(call);
    await world.pass(10);
    assert.equal(code(result), "room_ended");
  }
  assert.throws(() => room.sendFile({}));
  assert.throws(() => room.videoChat({}));
  assert.deepEqual(states, ["closed", "dead"]);
});

test("2.3 dead is told to class listeners, too, once", async () => {
  const { world, peer, Types } = await startedPage(withRoom);
  const states: string[] = [];
  const listener = (room: Room) => states.push(room.state);
  Types.Room.addListener("update", listener);
  await world.pass(10);
  states.length = 0;
  peer.roomGone(1);
  await world.pass(10);
  assert.deepEqual(states, ["closed", "dead"]);
  Types.Room.removeListener("update", listener);
});

test("2.3 a RoomEvent that says we left, then the loss: one closed, one dead", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const log = record(PBX.rooms[0]! as Room);
  peer.roomEvent(oneToOne(1, "joined", "left", { version: 2 }));
  peer.roomGone(1, oneToOne(1, "joined", "left", { version: 2 }));
  await world.pass(10);
  assert.deepEqual(log.filter((line) => line.startsWith("update")), ["update closed", "update dead"]);
});

test("2.3 the other party leaves: closed but alive; our post brings him back", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("postMessage", ({ roomId }) => {
      p.roomEvent(oneToOne(1, "invited", "joined", { version: 3 }), 1);
      return { case: "messagePosted", value: { roomId, seq: 1 } };
    });
  });
  const room = PBX.rooms[0]! as Room;
  const states: string[] = [];
  room.addListener("update", (r: Room) => states.push(r.state));
  peer.roomEvent(oneToOne(1, "left", "joined", { version: 2 }));
  await world.pass(10);
  assert.deepEqual(states, ["closed"]);
  assert.equal(PBX.rooms.length, 1);
  const posted = room.post("are you there?");
  await world.pass(20);
  assert.equal(await posted, 1);
  assert.equal(room.state, "open");
});

test("2.3 a supervisor loses sight of a room: dead, not closed", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.self = makeSelf({ supervises: [3] });
    p.rooms = [{ room: makeRoom(1, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]), newest: 4 }];
  });
  const room = PBX.rooms[0]! as Room;
  assert.deepEqual([room.voyeur, room.state, room.cID, room.label], [true, "open", null, "Bob, Cat"]);
  const log = record(room);
  peer.roomGone(1);
  await world.pass(10);
  assert.deepEqual(log, ["update dead"]);
});

test("2.3 a supervisor leaves a room that he may go on watching: closed, dead, and a new one that he watches", async () => {
  const { world, peer, PBX, Types } = await startedPage((p) => {
    p.self = makeSelf({ supervises: [3] });
    p.rooms = [{ room: trio() }];
  });
  const room = PBX.rooms[0]! as Room;
  const log: string[] = [];
  const onNew = (r: Room) => log.push(`new ${r.roomID} ${r.voyeur} ${r.state}`);
  Types.Room.addListener("new", onNew);
  room.addListener("update", (r: Room) => log.push(`${r.state} ${r.voyeur}`));
  peer.roomEvent(makeRoom(1, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")], { version: 2, multi: true }));
  peer.messages(1, [makeMessage(1)]);
  await world.pass(20);
  assert.deepEqual(log, ["closed false", "dead false", "new 1 true open"]);
  assert.throws(() => room.state);
  assert.equal(PBX.rooms.length, 1);
  assert.deepEqual(ids(PBX.rooms[0]!.messages), [1]);
  peer.roomGone(1);
  await world.pass(20);
  assert.deepEqual(PBX.rooms, []);
  Types.Room.removeListener("new", onNew);
});

test("2.3 a room that comes back after its death is a new object with the same roomID", async () => {
  const { world, peer, PBX, Types } = await startedPage(withRoom);
  const former = PBX.rooms[0]!;
  const log: string[] = [];
  const onNew = (room: Room) => log.push(`new ${room.roomID}`);
  Types.Room.addListener("new", onNew);
  former.addListener("update", (room: Room) => log.push(room.state));
  peer.roomGone(1, oneToOne(1, "joined", "left", { version: 2 }));
  peer.roomEvent(oneToOne(1, "joined", "invited", { version: 3 }));
  await world.pass(20);
  assert.deepEqual(log, ["closed", "dead", "new 1"]);
  assert.notEqual(PBX.rooms[0], former);
  assert.equal(PBX.rooms.length, 1);
  Types.Room.removeListener("new", onNew);
});

test("2.4 post: resolves with the message ID as a Number, and calls back", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 12 } }));
  });
  const calls: unknown[] = [];
  const result = PBX.rooms[0]!.post("hello", (...args: unknown[]) => calls.push(args));
  await world.pass(10);
  assert.equal(await result, 12);
  assert.deepEqual(calls, [[true, 12]]);
  assert.ok(peer.asked("postMessage")[0]!.idempotencyKey.length > 0);
});

test("2.4 post: refused with a code and a sentence, and calls back (false, reason)", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  peer.refuse("postMessage", "bad_text", "The text is empty.");
  const calls: unknown[] = [];
  const result = watch(PBX.rooms[0]!.post("", (...args: unknown[]) => calls.push(args)));
  await world.pass(10);
  assert.equal(code(result), "bad_text");
  assert.deepEqual(calls, [[false, "The text is empty."]]);
});

test("2.4 post: what is no text is refused here; a number is posted as its digits", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 1 } }));
  });
  const results = [undefined, null, {}].map((text) => watch(PBX.rooms[0]!.post(text as never)));
  void PBX.rooms[0]!.post(42 as never);
  await world.pass(10);
  assert.deepEqual(results.map(code), ["bad_text", "bad_text", "bad_text"]);
  assert.deepEqual(peer.asked("postMessage").map((value) => value.text), ["42"]);
});

test("2.4 the author receives his own message back, as own", async () => {
  const { world, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("postMessage", ({ roomId, text }) => {
      p.messages(1, [makeMessage(1, text, { authorId: ME, authorName: "Ann" })]);
      return { case: "messagePosted", value: { roomId, seq: 1 } };
    });
  });
  const got: RoomMessage[] = [];
  PBX.rooms[0]!.addListener("message", (room: Room) => got.push(...room.messages));
  void PBX.rooms[0]!.post("mine");
  await world.pass(10);
  assert.deepEqual(got, [{ msgID: 1, msg: "mine", cID: ME, cN: "Ann", own: true, time: 5001 }]);
});

test("2.4 add: contact IDs, digits, Contacts, Addresses and guests; resolves with the same Room", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("addMembers", ({ roomId }) => ({ case: "roomAnswer", value: { roomId } }));
  });
  const room = PBX.rooms[0]! as Room;
  const book = PBX.getAddressbook();
  await world.pass(10);
  const address = (await book).find((one) => one.cID === CAT)!;
  const calls: unknown[] = [];
  const added = room.add([CAT, "9", PBX.getContact(CAT), address, { name: "Greta", email: "g@x.example", mobile: "+4912", invite: true }, { name: "Gus" }], (...args: unknown[]) => calls.push(args));
  await world.pass(10);
  assert.equal(await added, room);
  assert.deepEqual(calls, [[true, room]]);
  const guest = (name: string, more: object = {}) => ({ contactId: 0, guest: makeGuest(name, more) });
  const contact = { contactId: CAT, guest: undefined };
  const { idempotencyKey, ...asked } = peer.asked("addMembers")[0]!;
  assert.ok(idempotencyKey);
  assert.deepEqual(asked, {
    roomId: 1,
    parties: [contact, contact, contact, contact, guest("Greta", { email: "g@x.example", mobile: "+4912", invite: true }), guest("Gus")],
  });
});

test("2.4 add: what is nobody is refused here, all of it", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const result = watch(PBX.rooms[0]!.add([CAT, {} as never]));
  await world.pass(10);
  assert.equal(code(result), "bad_request");
  assert.equal(peer.asked("addMembers").length, 0);
});

test("2.4 remove: resolves with the Room", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: trio() }];
    p.answer("removeMember", ({ roomId }) => ({ case: "roomAnswer", value: { roomId } }));
  });
  const removed = PBX.rooms[0]!.remove(CAT);
  await world.pass(10);
  assert.equal(await removed, PBX.rooms[0]);
  assert.deepEqual(peer.asked("removeMember"), [{ roomId: 1, contactId: CAT }]);
});

test("2.4 modify: name, gomulti and the flags, each only when given", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("modifyRoom", ({ roomId }) => ({ case: "roomAnswer", value: { roomId } }));
  });
  const room = PBX.rooms[0]! as Room;
  const calls: unknown[] = [];
  void room.modify({ name: "Project" }, (...args: unknown[]) => calls.push(args));
  void room.modify({ gomulti: true });
  void room.modify({ public: false, archive: true });
  const wrong = watch(room.modify(undefined as never));
  await world.pass(10);
  assert.deepEqual(calls, [[true, room]]);
  assert.deepEqual(peer.asked("modifyRoom"), [
    { roomId: 1, name: "Project", public: undefined, archive: undefined, goMulti: false },
    { roomId: 1, name: undefined, public: undefined, archive: undefined, goMulti: true },
    { roomId: 1, name: undefined, public: false, archive: true, goMulti: false },
  ]);
  assert.equal(code(wrong), "bad_request");
});

test("2.4 setSeen: only forward; beyond the newest counts as the newest", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 5, seen: 2, messages: messagesUpTo(5, 3) }];
  }, [{ autoseen: false }]);
  const room = PBX.rooms[0]! as Room;
  const updates = record(room);
  const [first, second, third] = [watch(room.setSeen(4)), watch(room.setSeen(3)), watch(room.setSeen(1000))];
  await world.pass(20);
  assert.deepEqual([first.state, second.state, third.state], ["resolved", "resolved", "resolved"]);
  assert.equal(room.seen, 5);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [4, 5]);
  assert.ok(updates.includes("update open"));
});

test("2.4 history: pages backwards, in order, without touching messages", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 9, seen: 8, messages: [makeMessage(9)] }];
    p.answer("readHistory", ({ roomId, before, limit }) => ({ case: "historyPage", value: { roomId, messages: messagesUpTo(before - 1, before - limit), more: true, newest: 9 } }));
  });
  const room = PBX.rooms[0]! as Room;
  const read = room.history({ before: 6, limit: 2 });
  await world.pass(10);
  assert.deepEqual(ids(await read), [4, 5]);
  assert.deepEqual(peer.asked("readHistory"), [{ roomId: 1, before: 6, after: 0, limit: 2 }]);
  assert.deepEqual(ids(room.messages), [9]);
});

test("2.4 a refusal nobody waits for is logged, and is no unhandled rejection", async () => {
  const { world, peer, PBX, logger } = await startedPage(withRoom);
  peer.refuse("leaveRoom", "forbidden");
  PBX.rooms[0]!.leave();
  await world.pass(10);
  assert.deepEqual(logger.of("warn"), ["refused"]);
});

test("2.5 a message's fields; notices come from SYSTEM", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  peer.messages(1, [makeMessage(1, "hi"), makeMessage(2, "Bob was removed.", { authorId: 0, authorName: "SYSTEM" })]);
  await world.pass(10);
  assert.deepEqual(PBX.rooms[0]!.messages, [
    { msgID: 1, msg: "hi", cID: BOB, cN: "Bob", own: false, time: 5001 },
    { msgID: 2, msg: "Bob was removed.", cID: 0, cN: "SYSTEM", own: false, time: 5002 },
  ]);
});

test("2.5 a session receives what lies above the user's seen, once, over reconnects", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 5, seen: 3, messages: messagesUpTo(5, 4) }];
  });
  const got: number[] = [];
  PBX.enableChat((room: Room) => room.addListener("update", (r: Room) => got.push(...ids(r.messages))));
  await world.pass(200);
  peer.drop();
  peer.rooms = [{ room: oneToOne(1), newest: 7, seen: 5, messages: messagesUpTo(7, 6) }];
  await world.pass(3000);
  assert.deepEqual(got, [4, 5, 6, 7]);
});

test("2.5 autoseen: what was delivered to a listener counts, not what is still in the queue", async () => {
  const { world, peer, PBX } = await startedPage((p) => withRoom(p), []);
  const room = PBX.rooms[0]! as Room;
  room.addListener("message", () => {}); // does not read
  peer.messages(1, messagesUpTo(2));
  await world.pass(200);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [2]);
  assert.equal(room.seen, 2);
  assert.deepEqual(ids(room.messages), [1, 2]);
});

test("2.5 autoseen: nobody listened, nothing is seen, though the queue was read", async () => {
  const { world, peer, PBX } = await startedPage((p) => withRoom(p), []);
  peer.messages(1, messagesUpTo(2));
  await world.pass(200);
  assert.deepEqual(ids(PBX.rooms[0]!.messages), [1, 2]);
  await world.pass(200);
  assert.deepEqual(peer.asked("setSeen"), []);
});

test("2.5 autoseen: what the page reads in the room callback is seen, as it listens from then on", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 5, seen: 3, messages: messagesUpTo(5, 4) }];
  });
  const got: number[] = [];
  const read = (room: Room) => got.push(...ids(room.messages));
  PBX.enableChat((room: Room) => {
    room.addListener("update", read);
    read(room);
  });
  await world.pass(200);
  assert.deepEqual(got, [4, 5]);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [5]);
  assert.equal(PBX.rooms[0]!.seen, 5);
});

test("2.5 autoseen: an unrelated update that reads the queue does not keep seen back", async () => {
  const { world, peer, PBX } = await startedPage((p) => withRoom(p), []);
  const room = PBX.rooms[0]! as Room;
  const got: number[] = [];
  room.addListener("update", (r: Room) => got.push(...ids(r.messages)));
  peer.messages(1, [makeMessage(1)]);
  await world.pass(5);
  peer.messages(1, [makeMessage(2)]);
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2, archive: true }), 2);
  await world.pass(5);
  assert.deepEqual(got, [1, 2], "read in the unrelated update");
  await world.pass(400);
  assert.equal(room.seen, 2);
  assert.equal(peer.asked("setSeen").at(-1)!.seq, 2);
});

test("2.5 autoseen: a class listener counts", async () => {
  const { world, peer, Types } = await startedPage((p) => withRoom(p), []);
  const listener = () => {};
  Types.Room.addListener("message", listener);
  peer.messages(1, [makeMessage(1)]);
  await world.pass(200);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [1]);
  Types.Room.removeListener("message", listener);
});

test("2.5 autoseen off: only setSeen moves it", async () => {
  const { world, peer, PBX } = await startedPage((p) => withRoom(p), [{ autoseen: false }]);
  const room = PBX.rooms[0]! as Room;
  room.addListener("message", () => {});
  peer.messages(1, messagesUpTo(3));
  await world.pass(200);
  assert.deepEqual(peer.asked("setSeen"), []);
  void room.setSeen(2);
  await world.pass(20);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [2]);
  assert.equal(room.seen, 2);
});

test("2.1 seen is shared by all sessions of the user and never goes back", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 9, seen: 4, messages: messagesUpTo(9, 5) }];
  }, [{ autoseen: false }]);
  const room = PBX.rooms[0]! as Room;
  const log = record(room);
  await world.pass(200);
  log.length = 0;
  peer.send({ case: "seenEvent", value: { roomId: 1, seq: 7 } });
  await world.pass(10);
  assert.equal(room.seen, 7);
  assert.deepEqual(log, ["update open"]);
  peer.send({ case: "seenEvent", value: { roomId: 1, seq: 5 } });
  await world.pass(10);
  assert.equal(room.seen, 7);
});

test("2.5 in a room that is only watched nothing is marked as seen", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.self = makeSelf({ supervises: [3] });
    p.rooms = [{ room: makeRoom(1, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]), newest: 4 }];
  }, []);
  const room = PBX.rooms[0]! as Room;
  const got: number[] = [];
  room.addListener("message", (r: Room) => got.push(...ids(r.messages)));
  peer.messages(1, [makeMessage(5)]);
  await world.pass(200);
  assert.deepEqual(got, [5]);
  assert.deepEqual(peer.asked("setSeen"), []);
  const refused = watch(room.setSeen(5));
  await world.pass(10);
  assert.equal(code(refused), "watching_only");
});

test("2.6 members: guests only have a uname", async () => {
  const { PBX } = await startedPage((p) => {
    p.rooms = [{ room: makeRoom(1, [makeMember(ME, "Ann"), makeMember(GUEST, "Greta", "invited", { kind: "guest", uname: "g4711" })], { multi: true }) }];
  });
  const { members } = PBX.rooms[0]!;
  assert.equal(members[ME]!.uname, undefined);
  assert.deepEqual(members[GUEST], { cID: GUEST, chatID: String(GUEST), name: "Greta", company: 3, state: "invited", uname: "g4711" });
});

test("2.6 a member who did not change stays the same object", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: trio() }];
  });
  const room = PBX.rooms[0]! as Room;
  const before = room.members;
  peer.roomEvent(makeRoom(1, [makeMember(ME, "Ann"), makeMember(BOB, "Bob"), makeMember(CAT, "Cat", "left")], { version: 2, multi: true }));
  await world.pass(10);
  assert.equal(room.members[BOB], before[BOB]);
  assert.equal(room.members[CAT]!.state, "left");
});

test("6 and 5: where the server has no files and calls they come back at once, in error", async () => {
  const { world, PBX, Types } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  const stream = { id: "stream", getTracks: () => [] };
  const av = room.videoChat(stream);
  assert.equal(av instanceof Types.Av, true);
  assert.equal("then" in av, false);
  assert.match(av.id, /^[a-z]/);
  assert.deepEqual([av.state, av.remoteMedia, av.localMedia, av.signalling], ["error", {}, [stream], room]);
  const log: string[] = [];
  av.addListener("update", () => log.push("av update"));
  const file = room.sendFile({ name: "plan.pdf", size: 12, type: "application/pdf" });
  file.addListener("update", () => log.push("file update"));
  assert.deepEqual([file.state, file.party, file.label, file.size, file.type], ["error", "send", "plan.pdf", 12, "application/pdf"]);
  assert.deepEqual(file.progress, { [BOB]: { progress: 0, status: "error" } });
  for (const call of [() => av.accept(), () => av.reject(), () => av.close(), () => av.leave(), () => file.accept(), () => file.reject(), () => file.cancel()]) call();
  assert.deepEqual(log, []);
  await world.pass(10);
  assert.deepEqual(log, ["av update", "file update"]);
});

test("2.1 a contact's name in contacts is not needed for the label", async () => {
  const { PBX } = await startedPage((p) => {
    p.contacts = [makeContact(CAT, "Cat")];
    withRoom(p);
  });
  assert.equal(PBX.rooms[0]!.label, "Bob");
});

test("2.1 the queue of a room that nobody reads is bounded: the oldest make way, and it is said once", async () => {
  const { world, peer, PBX, logger } = await startedPage(withRoom);
  for (let from = 1; from <= 100_000; from += 10_000) peer.messages(1, messagesUpTo(from + 9_999, from));
  await world.pass(10);
  assert.deepEqual(logger.of("warn"), []);
  peer.messages(1, messagesUpTo(100_001, 100_001));
  peer.messages(1, messagesUpTo(100_003, 100_002));
  await world.pass(10);
  assert.equal(logger.of("warn").length, 1);
  const { messages } = PBX.rooms[0]!;
  assert.deepEqual([messages.length, messages[0]!.msgID, messages.at(-1)!.msgID], [100_000, 4, 100_003]);
});
