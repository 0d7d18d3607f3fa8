import assert from "node:assert/strict";
import { test } from "node:test";
import { clientWorld, deliveredSeqs, startedClient, watch } from "../support/client_world.js";
import { makeMessage, messagesUpTo, oneToOne } from "../support/wire_peer.js";

/** Started where no WebSocket passes. */
async function blockedClient() {
  const all = await clientWorld((peer) => {
    peer.blockSockets();
    peer.rooms = [{ room: oneToOne(5), newest: 2, messages: messagesUpTo(2) }];
  });
  const started = watch(all.client.start());
  await all.world.pass(5000);
  return { ...all, started };
}

test("where no WebSocket opens but HTTP works, server-sent events carry the feed", async () => {
  const { world, peer, client, started } = await blockedClient();
  assert.equal(started.state, "resolved");
  assert.equal(client.link.get().state, "open");
  assert.equal(world.sockets.length, 2, "after two that did not open");
  assert.equal(world.streams[0]!.url, "https://foyer.example/api/feed/events");
  assert.equal(peer.hellos[0]!.token, "bearer-1");
});

test("a server that cannot be reached at all is no reason to switch", async () => {
  const { world, peer, client } = await clientWorld();
  peer.blockSockets();
  peer.reachable = false;
  void client.start().catch(() => {});
  await world.pass(20_000);
  assert.equal(world.streams.length, 0);
});

test("a WebSocket that hangs counts as one that does not open", async () => {
  const { world, client } = await clientWorld((peer, world) => {
    peer.blockSockets();
    world.onSocket = () => {};
  });
  void client.start();
  await world.pass(60_000);
  assert.equal(client.link.get().state, "open");
  assert.equal(world.streams.length, 1);
});

test("frames go in order, one request at a time, and numbered", async () => {
  const { world, peer, client } = await blockedClient();
  let posted = 2;
  peer.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: ++posted } }));
  const room = client.room(5)!;
  const all = Array.from({ length: 40 }, (_, i) => room.post(`text ${i}`));
  await world.pass(5000);
  assert.equal((await Promise.all(all)).length, 40);
  assert.deepEqual(peer.asked("postMessage").map(({ text }) => text), Array.from({ length: 40 }, (_, i) => `text ${i}`));
  const batches = world.requests.flatMap(({ url }) => /frames[?]stream=stream-1&batch=([0-9]+)$/.exec(url)?.slice(1) ?? []);
  assert.deepEqual(batches, batches.map((_, i) => String(i + 1)));
});

test("messages come once and in order, across a stream that breaks off", async () => {
  const { world, peer, changes } = await blockedClient();
  peer.send({ case: "messageEvent", value: { roomId: 5, messages: [makeMessage(3)] } }, 0, peer.streams[0]!);
  await world.pass(200);
  peer.rooms = [{ room: oneToOne(5), newest: 5, messages: [makeMessage(4), makeMessage(5)] }];
  world.streams[0]!.tell("error");
  await world.pass(5000);
  assert.equal(world.streams.length, 2, "it stays with what works");
  assert.deepEqual(peer.hellos.at(-1)!.cursors, [{ roomId: 5, seq: 3 }]);
  assert.deepEqual(deliveredSeqs(changes, 5), [1, 2, 3, 4, 5]);
});

test("a post whose request fails is posted again with the same key", async () => {
  const { world, peer, client } = await blockedClient();
  peer.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 3 } }));
  peer.framesStatus = 0;
  const posted = watch(client.room(5)!.post("hi"));
  await world.pass(50);
  assert.equal(posted.state, "pending");
  peer.framesStatus = 200;
  await world.pass(5000);
  assert.equal(posted.state, "resolved");
  assert.equal(new Set(peer.asked("postMessage").map(({ idempotencyKey }) => idempotencyKey)).size, 1);
});

test("the end of the session over a stream is final", async () => {
  const { world, peer, client } = await blockedClient();
  peer.streams[0]!.events.closed(4003, "You have logged out.");
  await world.pass(100);
  const link = client.link.get();
  assert.ok(link.state === "closed" && link.reason === "logged_out");
});

test("after a while a loss is a reason to try the WebSocket again, with cursors; what was not answered is asked again", async () => {
  const { world, peer, client } = await blockedClient();
  const pending = watch(client.room(5)!.post("hi"));
  await world.pass(5 * 60_000);
  assert.equal(client.link.get().state, "open");
  const sockets = world.sockets.length;
  world.onSocket = (socket) => {
    socket.onSend = (text) => peer.take(socket, text);
    world.setTimer(() => !socket.closedByClient && socket.events.opened(), 1);
  };
  peer.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 3 } }));
  world.streams[0]!.tell("error");
  await world.pass(5000);
  assert.equal(client.link.get().state, "open");
  assert.equal(world.sockets.length, sockets + 1);
  assert.equal(world.streams.length, 1);
  assert.deepEqual(peer.hellos.at(-1)!.cursors, [{ roomId: 5, seq: 2 }]);
  assert.equal(pending.state, "resolved");
});

test("where it still does not open, one attempt is enough to go on with the stream", async () => {
  const { world, client } = await blockedClient();
  await world.pass(5 * 60_000);
  const sockets = world.sockets.length;
  world.streams[0]!.tell("error");
  await world.pass(5000);
  assert.equal(client.link.get().state, "open");
  assert.equal(world.sockets.length, sockets + 1);
  assert.equal(world.streams.length, 2);
});

test("where the platform has no server-sent events it goes on trying the WebSocket", async () => {
  const { world, client } = await clientWorld((peer, world) => {
    peer.blockSockets();
    world.openStream = undefined;
  });
  void client.start();
  await world.pass(60_000);
  assert.equal(client.link.get().state, "waiting");
});

test("the stream is not used where WebSockets open", async () => {
  const { world, peer } = await startedClient();
  peer.drop();
  await world.pass(5000);
  peer.drop();
  await world.pass(5000);
  assert.equal(world.streams.length, 0);
});
