// The modern surface: stores, events(), history, timeline, people, logging.
import assert from "node:assert/strict";
import { test } from "node:test";
import { normaliseHost } from "../../src/client/basic_client.js";
import { ChatClient } from "../../src/client/chat_client.js";
import type { RoomHappening } from "../../src/rooms/chat_room.js";
import { startedClient, watch } from "../support/client_world.js";
import { BOB, CAT, ME, makeMember, makeMessage, makeRoom, messagesUpTo, oneToOne, type WirePeer } from "../support/wire_peer.js";
import { World } from "../support/world.js";

const withRoom = (peer: WirePeer) => {
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
};

test("hosts are made alike", () => {
  assert.equal(normaliseHost("chat.example.org/"), "https://chat.example.org");
  assert.equal(normaliseHost("http://localhost:8080"), "http://localhost:8080");
  assert.equal(normaliseHost("//chat.example.org"), "https://chat.example.org");
  assert.equal(normaliseHost("https://Chat.Example.org:443/api/?x"), "https://chat.example.org");
  assert.equal(normaliseHost("http://chat.example.org:80"), "http://chat.example.org");
  assert.equal(normaliseHost(""), "");
});

test("events(): what happens, in order, until the room ends", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of client.room(1)!.events()) seen.push(event.type === "messages" ? event.messages.map((m) => m.text).join() : event.type);
  })();
  peer.messages(1, messagesUpTo(2));
  await world.settle();
  peer.messages(1, [makeMessage(3)]);
  peer.roomGone(1);
  await reading;
  assert.deepEqual(seen, ["changed", "text 1,text 2", "changed", "text 3", "ended"]);
});

test("events(): ends by the signal, by break, and at once for a room that has ended", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  const room = client.room(1)!;
  const abort = new AbortController();
  const events = room.events({ signal: abort.signal });
  const next = watch<IteratorResult<RoomHappening>>(events.next());
  await world.settle();
  assert.equal(next.state, "pending");
  abort.abort();
  await world.settle();
  assert.equal(next.value!.done, true);
  peer.roomGone(1);
  assert.equal((await room.events().next()).done, true);
  await assert.rejects(room.post("too late"), { code: "room_ended" });
});

test("history takes before, after and limit, and a signal", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.answer("readHistory", ({ roomId }) => ({ case: "historyPage", value: { roomId, messages: messagesUpTo(2), newest: 2 } }));
  const page = client.room(1)!.history({ before: 3, limit: 5 });
  await world.pass(5);
  assert.deepEqual((await page).messages.map((message) => message.seq), [1, 2]);
  const abort = new AbortController();
  peer.answer("readHistory", () => undefined);
  const aborted = watch(client.room(1)!.history({ signal: abort.signal }));
  abort.abort();
  await world.settle();
  assert.equal((aborted.error as Error).name, "AbortError");
});

test("the timeline holds live messages and older pages without gap or repeat", async () => {
  const { world, peer, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 10, seen: 10 }];
    p.answer("readHistory", ({ roomId, before, limit }) => {
      const to = before ? before - 1 : 11;
      const from = Math.max(1, to - limit + 1);
      return { case: "historyPage", value: { roomId, messages: messagesUpTo(to, from), more: from > 1, newest: 11 } };
    });
  });
  const { timeline } = client.room(1)!;
  const seqs = () => timeline.view.get().messages.map((message) => message.seq);
  const first = timeline.loadOlder(4);
  assert.equal(timeline.view.get().loading, true);
  peer.messages(1, [makeMessage(11)]);
  peer.messages(1, [makeMessage(12)]);
  await world.pass(5);
  await first;
  assert.deepEqual(seqs(), [8, 9, 10, 11, 12]);
  for (let i = 0; i < 3; i += 1) await Promise.all([timeline.loadOlder(4), world.pass(5)]);
  assert.deepEqual(seqs(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assert.deepEqual([timeline.view.get().complete, timeline.view.get().loading], [true, false]);
});

test("a timeline that could not be loaded can be asked again", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.refuse("readHistory", "store_failed");
  const failed = watch(client.room(1)!.timeline.loadOlder());
  await world.pass(5);
  assert.equal(failed.state, "rejected");
  assert.equal(client.room(1)!.timeline.view.get().loading, false);
});

test("views are values: label, peer, standing, unread", async () => {
  const { world, peer, client } = await startedClient((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 3, seen: 1, messages: messagesUpTo(3, 2) }];
  });
  const room = client.room(1)!;
  const before = room.view.get();
  assert.deepEqual([before.label, before.peer?.contactId, before.standing, before.unread, before.watching], ["Bob", BOB, "open", 2, false]);
  let told = 0;
  const end = room.view.subscribe(() => (told += 1));
  peer.messages(1, [makeMessage(4)]);
  assert.equal(told, 1);
  assert.notEqual(room.view.get(), before);
  assert.equal(before.unread, 2, "the former value has not changed");
  end();
  await Promise.all([room.setSeen(4), world.pass(5)]);
  assert.equal(told, 1);
  assert.equal(room.view.get().unread, 0);
});

test("rooms and people are stores", async () => {
  const { peer, client } = await startedClient(withRoom);
  let told = 0;
  client.rooms.subscribe(() => (told += 1));
  peer.roomEvent(makeRoom(2, [makeMember(ME, "Ann"), makeMember(CAT, "Cat")]));
  assert.deepEqual(client.rooms.get().map((room) => room.id), [1, 2]);
  assert.equal(told, 1);
  assert.deepEqual(client.people.get().map((person) => [person.name, person.isSelf]), [["Ann", true], ["Bob", false], ["Cat", false]]);
  peer.send({ case: "presenceEvent", value: { presence: [{ contactId: BOB, resources: [{ name: "web", show: "away", text: "lunch" }] }] } });
  assert.deepEqual([client.person(BOB)!.show, client.person(BOB)!.canChat], ["away", true]);
});

test("start() may be aborted; the feed goes on", async () => {
  const world = new World();
  const client = new ChatClient({ host: "https://foyer.example", environment: world });
  const abort = new AbortController();
  const started = watch(client.start({ signal: abort.signal }));
  abort.abort();
  await world.settle();
  assert.equal((started.error as Error).name, "AbortError");
  assert.equal(client.link.get().state, "connecting");
});

test("what a client takes is told at once, and again with every Hello, until it logs out", async () => {
  const { world, peer, client } = await startedClient((p) => p.answer("setFeatures", () => ({ case: "done", value: {} })));
  client.take("file");
  client.take("cmd");
  client.take("cmd");
  await world.settle();
  assert.deepEqual(peer.asked("setFeatures").map(({ features }) => features), [["file"], ["file", "cmd"]]);
  peer.drop();
  await world.pass(2000);
  assert.deepEqual(peer.hellos.map(({ features }) => features), [[], ["file", "cmd"]]);
  assert.equal(peer.asked("setFeatures").length, 2);
  await client.logOut();
  await client.session.logIn({ username: "ann", password: "secret" });
  void client.start().catch(() => {});
  await world.pass(10);
  assert.deepEqual(peer.hellos.at(-1)!.features, []);
});

test("stop() while connecting rejects who waits", async () => {
  const world = new World();
  const client = new ChatClient({ host: "https://foyer.example", environment: world });
  const started = watch(client.start());
  await client.stop();
  await world.settle();
  assert.equal((started.error as { code: string }).code, "unavailable");
});

test("a listener that throws is logged; no text and no secret is", async () => {
  const { peer, client, logger } = await startedClient(withRoom);
  client.subscribe(() => {
    throw new Error("broken");
  });
  peer.messages(1, [makeMessage(1, "a secret text")]);
  assert.ok(logger.of("error").includes("a listener threw"));
  const all = JSON.stringify(logger.lines);
  assert.ok(!all.includes("secret text") && !all.includes("bearer-1"));
});

test("a room of which the owner changed the flags says so", async () => {
  const { world, peer, client } = await startedClient((p) => {
    withRoom(p);
    p.answer("modifyRoom", ({ roomId, archive }) => {
      p.roomEvent(oneToOne(1, "joined", "joined", { version: 2, archive: archive ?? false }));
      return { case: "roomAnswer", value: { roomId } };
    });
  });
  await Promise.all([client.room(1)!.modify({ archive: true }), world.pass(5)]);
  assert.equal(client.room(1)!.view.get().archive, true);
  assert.deepEqual(peer.asked("modifyRoom"), [{ roomId: 1, name: undefined, public: undefined, archive: true, goMulti: false }]);
});
