import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveredSeqs, startedClient } from "../support/client_world.js";
import { BOB, CAT, ME, makeMember, makeMessage, makeRoom, messagesUpTo, oneToOne, type WirePeer } from "../support/wire_peer.js";

const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);
/** The peer answers ReadHistory.after from messages 1 … newest, in pages. */
const withHistory = (peer: WirePeer, newest: () => number, page = 3, floor = 1) =>
  peer.answer("readHistory", ({ roomId, after }) => {
    const messages = messagesUpTo(newest(), Math.max(after + 1, floor)).slice(0, page);
    const last = messages[messages.length - 1]?.seq ?? newest();
    return { case: "historyPage", value: { roomId, messages, more: last < newest(), newest: newest() } };
  });

test("a snapshot brings what lies above the user's seen, once", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 5, seen: 2, messages: messagesUpTo(5, 3) }];
  });
  peer.messages(1, messagesUpTo(5));
  await world.settle();
  assert.deepEqual(deliveredSeqs(changes, 1), [3, 4, 5]);
});

test("a snapshot with more is read on before anything later is shown", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 9, seen: 0, messages: messagesUpTo(2), more: true }];
    withHistory(p, () => 11);
  });
  peer.messages(1, [makeMessage(10), makeMessage(11)]);
  await world.pass(50);
  assert.deepEqual(deliveredSeqs(changes, 1), upTo(11));
});

test("a hole is filled from the history before anything behind it is shown", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 2, seen: 2 }];
    withHistory(p, () => 6);
  });
  peer.messages(1, [makeMessage(5)]);
  peer.messages(1, [makeMessage(6)]);
  assert.deepEqual(deliveredSeqs(changes, 1), []);
  await world.pass(50);
  assert.deepEqual(deliveredSeqs(changes, 1), [3, 4, 5, 6]);
  assert.equal(peer.asked("readHistory")[0]!.after, 2);
});

test("repeats are not shown", async () => {
  const { peer, changes } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
  });
  peer.messages(1, messagesUpTo(3));
  peer.messages(1, messagesUpTo(4, 2));
  assert.deepEqual(deliveredSeqs(changes, 1), [1, 2, 3, 4]);
});

test("a connection lost while a hole is filled: the snapshot goes on where it stopped", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 2, seen: 2 }];
    p.answer("readHistory", () => undefined);
  });
  peer.messages(1, [makeMessage(5)]);
  await world.pass(10);
  peer.drop();
  withHistory(peer, () => 7);
  peer.rooms = [{ room: oneToOne(1), newest: 7, seen: 2, messages: messagesUpTo(4, 3), more: true }];
  await world.pass(3000);
  assert.deepEqual(peer.hellos[1]!.cursors, [{ roomId: 1, seq: 2 }]);
  assert.deepEqual(deliveredSeqs(changes, 1), [3, 4, 5, 6, 7]);
});

test("a history that cannot be read is asked for again", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
    p.refuse("readHistory", "store_failed");
  });
  peer.messages(1, [makeMessage(2)]);
  await world.pass(100);
  withHistory(peer, () => 2);
  await world.pass(1100);
  assert.deepEqual(deliveredSeqs(changes, 1), [1, 2]);
});

test("what a newcomer may not read is no hole", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    const room = makeRoom(1, [makeMember(ME, "Ann", "joined", { firstSeq: 6 }), makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]);
    p.rooms = [{ room, newest: 7, seen: 0, messages: messagesUpTo(7, 6) }];
  });
  peer.messages(1, [makeMessage(8)]);
  await world.pass(10);
  assert.deepEqual(deliveredSeqs(changes, 1), [6, 7, 8]);
  assert.equal(peer.asked("readHistory").length, 0);
});

test("a room that appears with a boundary waits for what comes after it", async () => {
  const { peer, changes, world } = await startedClient();
  const room = makeRoom(1, [makeMember(ME, "Ann", "joined", { firstSeq: 6 }), makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]);
  peer.roomEvent(room, 5);
  peer.messages(1, [makeMessage(6)]);
  await world.pass(10);
  assert.deepEqual(deliveredSeqs(changes, 1), [6]);
  assert.equal(peer.asked("readHistory").length, 0);
});

test("a room that comes back to a fresh session brings only what the user has not seen", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    withHistory(p, () => 9);
    p.answer("setSeen", ({ roomId }) => ({ case: "seenEvent", value: { roomId, seq: 8 } }));
  });
  peer.roomEvent(oneToOne(1, "joined", "invited"), 9);
  peer.messages(1, [makeMessage(9)]);
  await world.pass(50);
  assert.deepEqual(deliveredSeqs(changes, 1), [9]);
  assert.equal(peer.asked("setSeen")[0]!.seq, 0, "it only asked");
});

test("a room that comes back to the session that lost it goes on where it stopped", async () => {
  const { peer, changes, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 3, seen: 3 }];
    withHistory(p, () => 4);
  });
  peer.roomGone(1, oneToOne(1, "joined", "left", { version: 2 }));
  peer.roomEvent(oneToOne(1, "joined", "invited", { version: 3 }), 4);
  peer.messages(1, [makeMessage(4)]);
  await world.pass(50);
  assert.deepEqual(deliveredSeqs(changes, 1), [4]);
});

test("a watched room brings what is said from now on", async () => {
  const { peer, changes, world, client } = await startedClient((p) => {
    p.rooms = [{ room: makeRoom(1, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]), newest: 5, seen: 0 }];
  });
  peer.messages(1, [makeMessage(6)]);
  peer.roomEvent(makeRoom(2, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]), 3);
  peer.messages(2, [makeMessage(4)]);
  await world.pass(10);
  assert.deepEqual(deliveredSeqs(changes, 1), [6]);
  assert.deepEqual(deliveredSeqs(changes, 2), [4]);
  assert.equal(client.room(1)!.view.get().unread, 0);
  assert.deepEqual(peer.asked("setSeen"), []);
});

test("another epoch: all rooms end and come anew", async () => {
  const { peer, changes, world, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 9, seen: 9 }];
  });
  const former = client.room(1)!;
  peer.drop();
  peer.epoch = 2;
  peer.epochChanged = true;
  peer.rooms = [{ room: oneToOne(1), newest: 4, seen: 3, messages: [makeMessage(4)] }];
  await world.pass(3000);
  assert.equal(former.ended, true);
  assert.notEqual(client.room(1), former);
  assert.deepEqual(deliveredSeqs(changes, 1), [4]);
  assert.ok(changes.some((change) => change.type === "epochChanged"));
});

test("rooms that a snapshot no longer names have ended", async () => {
  const { peer, world, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1) }, { room: makeRoom(2, [makeMember(ME, "Ann"), makeMember(CAT, "Cat")]) }];
  });
  peer.drop();
  peer.rooms = [{ room: oneToOne(1) }];
  peer.gone = [2];
  await world.pass(3000);
  assert.deepEqual(client.rooms.get().map((room) => room.id), [1]);
});

test("an older form of a room does not replace a newer one", async () => {
  const { peer, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1, "joined", "joined", { version: 5, name: "new" }) }];
  });
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 4, name: "old" }));
  assert.equal(client.room(1)!.view.get().name, "new");
});

test("an invited client takes the room up at once", async () => {
  const { peer, world } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1, "joined", "invited") }];
  });
  peer.roomEvent(makeRoom(2, [makeMember(ME, "Ann", "invited"), makeMember(CAT, "Cat"), makeMember(BOB, "Bob")]));
  await world.pass(10);
  assert.deepEqual(peer.asked("takeUpRoom").map((value) => value.roomId), [1, 2]);
});

test("a supervisor who watched a room and is added to it takes it up, connected or not", async () => {
  const others = [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")];
  const withMe = (roomId: number) => makeRoom(roomId, [...others, makeMember(ME, "Ann", "invited")], { version: 2 });
  const { peer, world } = await startedClient((p) => {
    p.rooms = [{ room: makeRoom(1, others) }, { room: makeRoom(2, others) }];
  });
  peer.roomEvent(withMe(1));
  await world.pass(10);
  assert.deepEqual(peer.asked("takeUpRoom"), [{ roomId: 1 }]);
  peer.drop();
  peer.rooms = [{ room: makeRoom(1, [...others, makeMember(ME, "Ann")], { version: 3 }) }, { room: withMe(2) }];
  await world.pass(3000);
  assert.deepEqual(peer.asked("takeUpRoom").slice(1), [{ roomId: 2 }]);
});

test("seen moves forward only, is told once at a time, and is shared", async () => {
  const { peer, world, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 9, seen: 2, messages: messagesUpTo(9, 3) }];
  });
  const room = client.room(1)!;
  assert.equal(room.view.get().unread, 7);
  const moves = [room.setSeen(4), room.setSeen(6), room.setSeen(5)];
  assert.equal(room.view.get().seen, 6);
  await world.pass(20);
  await Promise.all(moves);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [4, 6]);
  peer.send({ case: "seenEvent", value: { roomId: 1, seq: 8 } });
  assert.equal(room.view.get().seen, 8);
  peer.send({ case: "seenEvent", value: { roomId: 1, seq: 3 } });
  assert.equal(room.view.get().seen, 8);
  await Promise.all([room.setSeen(99), world.pass(20)]);
  assert.equal(room.view.get().seen, 9, "beyond the newest counts as the newest");
});

test("what was marked as seen while offline is told once, and nothing ticks until then", async () => {
  const { peer, world, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 9, seen: 2, messages: messagesUpTo(9, 3) }];
  });
  await client.stop({ graceful: false });
  client.room(1)!.markSeen(5);
  await world.pass(1000);
  assert.equal(world.pendingTimers, 0);
  void client.start();
  await world.pass(500);
  client.room(1)!.markSeen(6);
  client.room(1)!.markSeen(7);
  await world.pass(1000);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [5, 6, 7]);
});
