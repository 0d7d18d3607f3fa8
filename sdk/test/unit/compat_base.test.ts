// Contract 3 and 4: events and the base class.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Room } from "../../src/compat/room.js";
import { page, record, startedPage } from "../support/page_world.js";
import { CAT, ME, makeMember, makeMessage, makeRoom, messagesUpTo, oneToOne, BOB, type WirePeer } from "../support/wire_peer.js";

const withRoom = (peer: WirePeer) => {
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
};

test("new: class level only, for rooms created here, invited or become visible; not replayed", async () => {
  const { world, peer, Types, PBX } = await startedPage(withRoom);
  const seen: number[] = [];
  const listener = (room: Room) => seen.push(room.roomID);
  Types.Room.addListener("new", listener);
  await world.pass(10);
  assert.deepEqual(seen, [], "not for objects older than the listener");
  peer.roomEvent(oneToOne(2, "joined", "invited"));
  peer.roomEvent(makeRoom(3, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]));
  await world.pass(10);
  assert.deepEqual(seen, [2, 3]);
  assert.equal(PBX.rooms[0]!.addListener("new", () => {}), null, "class level only");
  Types.Room.removeListener("new", listener);
});

test("a class listener that is older than the feed hears new for every room of the snapshot", async () => {
  const all = page({ prepare: withRoom });
  const seen: number[] = [];
  const listener = (room: Room) => seen.push(room.roomID);
  assert.equal(all.Types.Room.addListener("new", listener), listener, "before login");
  void all.PBX.Auth.login({ username: "ann", password: "secret" }).then(() => all.PBX.startFeed());
  await all.world.pass(50);
  assert.deepEqual(seen, [1]);
  all.Types.Room.removeListener("new", listener);
});

test("members: an update follows in the same turn", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const log = record(PBX.rooms[0]! as Room);
  await world.pass(10);
  log.length = 0;
  let turn: string[] = [];
  const turns: string[][] = [];
  PBX.rooms[0]!.addListener("members", () => {
    turn.push("members");
    void Promise.resolve().then(() => turns.push(turn.splice(0)));
  });
  PBX.rooms[0]!.addListener("update", () => turn.push("update"));
  peer.roomEvent(oneToOne(1, "left", "joined", { version: 2 }));
  await world.pass(10);
  assert.deepEqual(log, ["members closed", "update closed"]);
  assert.deepEqual(turns, [["members", "update"]]);
});

test("a detail of a member changed: members", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const log = record(PBX.rooms[0]! as Room);
  peer.roomEvent(makeRoom(1, [makeMember(ME, "Ann"), makeMember(BOB, "Robert")], { version: 2 }));
  await world.pass(10);
  assert.deepEqual(log, ["members open", "update open"]);
  assert.equal(PBX.rooms[0]!.members[BOB]!.name, "Robert");
  assert.equal(PBX.rooms[0]!.label, "Robert");
});

test("update: any change at all; nothing changed, no event", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const log = record(PBX.rooms[0]! as Room);
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2 }));
  await world.pass(10);
  assert.deepEqual(log, []);
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 3, archive: true, multi: true }));
  await world.pass(10);
  assert.deepEqual(log, ["update open"]);
});

test("message: then update, in the same turn; arrivals within 100 ms come as one, in order", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  const log = record(room);
  const got: number[][] = [];
  room.addListener("message", (r: Room) => got.push(r.messages.map((message) => message.msgID)));
  peer.messages(1, [makeMessage(1)]);
  await world.pass(5);
  assert.deepEqual(log.slice(0, 2), ["message open", "update open"]);
  for (let seq = 2; seq <= 6; seq += 1) {
    peer.messages(1, [makeMessage(seq)]);
    await world.pass(10);
  }
  assert.deepEqual(got, [[1]]);
  await world.pass(100);
  assert.deepEqual(got, [[1], [2, 3, 4, 5, 6]]);
});

test("order: instance before class, listeners in the order they were added", async () => {
  const { world, peer, PBX, Types } = await startedPage(withRoom);
  const log: string[] = [];
  const add = (name: string) => {
    const listener = () => log.push(name);
    return listener;
  };
  const onClass = [add("class 1"), add("class 2")];
  Types.Room.addListener("update", onClass[0]);
  PBX.rooms[0]!.addListener("update", add("instance 1"));
  Types.Room.addListener("update", onClass[1]);
  PBX.rooms[0]!.addListener("update", add("instance 2"));
  await world.pass(200);
  log.length = 0;
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2, archive: true }));
  await world.pass(10);
  assert.deepEqual(log, ["instance 1", "instance 2", "class 1", "class 2"]);
  for (const listener of onClass) Types.Room.removeListener("update", listener);
});

test("no event from inside a call of the API, or from inside a new-room callback", async () => {
  let inside = false;
  const violations: string[] = [];
  const log: string[] = [];
  const all = page({
    prepare: (peer) => {
      withRoom(peer);
      peer.answer("leaveRoom", () => ({ case: "done", value: {} }));
    },
  });
  const { world, peer, PBX, Types } = all;
  const guard = (name: string) => () => {
    log.push(name);
    if (inside) violations.push(name);
  };
  const call = (work: () => void) => {
    inside = true;
    work();
    inside = false;
  };
  const onNew = guard("new");
  const onUpdate = guard("update");
  Types.Room.addListener("new", onNew);
  Types.Room.addListener("update", onUpdate);
  // A socket that answers from inside send().
  peer.answer("postMessage", ({ roomId }, frame) => {
    peer.send({ case: "messageEvent", value: { roomId, messages: [makeMessage(1)] } });
    peer.reply(frame, { case: "messagePosted", value: { roomId, seq: 1 } });
    return undefined;
  });
  call(() => void PBX.Auth.login({ username: "ann", password: "secret" }));
  await world.pass(20);
  call(() => void PBX.startFeed());
  await world.pass(20);
  call(() => {
    PBX.enableChat((room: Room) => {
      const before = inside;
      inside = true;
      room.addListener("update", guard("instance update"));
      void room.post("hello");
      void room.setSeen(0);
      inside = before;
    });
  });
  await world.pass(300);
  call(() => void PBX.rooms[0]!.leave());
  await world.pass(20);
  assert.deepEqual(violations, []);
  assert.ok(log.includes("instance update"));
  Types.Room.removeListener("new", onNew);
  Types.Room.removeListener("update", onUpdate);
});

test("after new at least one update follows, also for rooms that enableChat hands over", async () => {
  const { world, peer, PBX, Types } = await startedPage(withRoom);
  const log: string[] = [];
  const onNew = (room: Room) => {
    log.push(`new ${room.roomID}`);
    room.addListener("update", (r: Room) => log.push(`update ${r.roomID}`));
  };
  PBX.enableChat(onNew);
  await world.pass(10);
  assert.deepEqual(log, ["new 1", "update 1"]);
  log.length = 0;
  Types.Room.addListener("new", onNew);
  peer.roomEvent(makeRoom(2, [makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]));
  await world.pass(10);
  assert.deepEqual(log.filter((line) => line === "new 2").length, 2, "class listener and roomCB");
  assert.equal(log[log.length - 1], "update 2");
  Types.Room.removeListener("new", onNew);
});

test("the same object every time, and pages may hang their own properties on it", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room & { mine?: string };
  room.mine = "kept";
  const got: unknown[] = [];
  room.addListener("update", (r: Room) => got.push(r));
  peer.messages(1, [makeMessage(1)]);
  await world.pass(200);
  peer.roomEvent(oneToOne(1, "left", "joined", { version: 2 }));
  await world.pass(10);
  assert.ok(got.length >= 2);
  assert.ok(got.every((one) => one === room));
  assert.equal(room.mine, "kept");
  assert.equal(Object.isFrozen(room), false);
  assert.equal(Object.isExtensible(room), true);
});

test("a listener that throws is reported and disturbs nobody else", async () => {
  const { world, peer, PBX, Types, logger } = await startedPage(withRoom);
  const log: string[] = [];
  const onClass = () => log.push("class");
  PBX.rooms[0]!.addListener("update", () => {
    throw new Error("the page's mistake");
  });
  PBX.rooms[0]!.addListener("update", () => log.push("next"));
  Types.Room.addListener("update", onClass);
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2, archive: true }));
  await world.pass(10);
  assert.deepEqual(log, ["next", "class"]);
  assert.deepEqual(logger.of("error"), ["a function of the page threw"]);
  Types.Room.removeListener("update", onClass);
});

test("addListener: the callback, or null for no function, an unknown event, a dead object", async () => {
  const { world, peer, PBX, Types } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  const listener = () => {};
  assert.equal(room.addListener("update", listener), listener);
  assert.equal(room.addListener("update", "no function"), null);
  assert.equal(room.addListener("update", undefined), null);
  assert.equal(room.addListener("nonsense", listener), null);
  assert.equal(Types.Room.addListener("nonsense", listener), null);
  assert.equal(Types.Room.addListener("update", 5), null);
  peer.roomGone(1);
  await world.pass(10);
  assert.equal(room.addListener("update", listener), null);
});

test("removeListener needs the same two values", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  let count = 0;
  const listener = () => (count += 1);
  room.addListener("update", listener);
  assert.equal(room.removeListener("update", () => {}), null);
  assert.equal(room.removeListener("message", listener), null);
  peer.messages(1, [makeMessage(1)]);
  await world.pass(5);
  assert.ok(count > 0);
  assert.equal(room.removeListener("update", listener), listener);
  assert.equal(room.removeListener("update", listener), null, "gone");
  const before = count;
  peer.messages(1, [makeMessage(2)]);
  await world.pass(200);
  assert.equal(count, before);
});

test("a listener removed by one before it is not called", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const room = PBX.rooms[0]! as Room;
  const log: string[] = [];
  const second = () => log.push("second");
  room.addListener("update", () => void room.removeListener("update", second));
  room.addListener("update", second);
  peer.roomEvent(oneToOne(1, "joined", "joined", { version: 2, archive: true }));
  await world.pass(10);
  assert.deepEqual(log, []);
});

test("every class in IPCortex.Types has both as statics, that work before login and unbound", () => {
  const { Types } = page();
  for (const [name, type] of Object.entries(Types)) {
    const { addListener, removeListener } = type as unknown as { addListener(e: string, f: unknown): unknown; removeListener(e: string, f: unknown): unknown };
    const listener = () => {};
    assert.equal(addListener("update", listener), listener, name);
    assert.equal(removeListener("update", listener), listener, name);
    assert.equal(addListener("update", 1), null, name);
    assert.equal((type as { name: string }).name, name);
  }
  for (const name of ["Address", "Av", "Call", "Cmd", "Contact", "Device", "File", "Queue", "Room"]) assert.ok(name in Types, name);
  const listener = () => {};
  assert.equal(Types.Av.addListener("media", listener), listener);
  assert.equal(Types.Av.removeListener("media", listener), listener);
  assert.equal(Types.Call.addListener("dtmf", listener), listener, "telephony takes any name");
});

test("methods are bound, and not in the way of enumeration", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    withRoom(p);
    p.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 1 } }));
  });
  const { post, addListener, removeListener } = PBX.rooms[0]! as Room;
  const listener = () => {};
  assert.equal(addListener("update", listener), listener);
  assert.equal(removeListener("update", listener), listener);
  const posted = post("hello");
  await world.pass(10);
  assert.equal(await posted, 1);
  assert.equal(peer.asked("postMessage")[0]!.text, "hello");
  assert.equal(PBX.rooms[0]!.post, post, "the same function every time");
  const keys = Object.keys(PBX.rooms[0]!);
  assert.ok(keys.includes("roomID"));
  assert.ok(!keys.includes("post") && !keys.includes("messages"));
});

test("messages that came before anybody listened are told to the first listener that comes", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 3, seen: 0, messages: messagesUpTo(3) }];
  });
  await world.pass(500);
  assert.deepEqual(peer.asked("setSeen"), [], "nobody was told: nothing is seen");
  const got: number[] = [];
  PBX.rooms[0]!.addListener("message", (room: Room) => got.push(...room.messages.map((message) => message.msgID)));
  await world.pass(200);
  assert.deepEqual(got, [1, 2, 3]);
  assert.deepEqual(peer.asked("setSeen").map((value) => value.seq), [3]);
});
