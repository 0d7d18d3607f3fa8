import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffDelay } from "../../src/transport/backoff.js";
import { clientWorld, startedClient, watch } from "../support/client_world.js";

test("it greets with the bearer token, by the JSON subprotocol", async () => {
  const { world, peer } = await startedClient();
  assert.equal(world.socket.url, "wss://foyer.example/api/feed");
  assert.equal(world.socket.protocol, "foyer.v1.json");
  assert.equal(peer.hellos[0]!.token, "bearer-1");
  assert.equal(peer.hellos[0]!.show, "offline");
  assert.match(peer.hellos[0]!.client, /^foyer-sdk\//);
});

test("back-off is full jitter below an exponential bound, on top of the server's hint", () => {
  const rules = { baseMs: 1000, capMs: 30_000 };
  assert.equal(backoffDelay(0, () => 0, rules), 0);
  assert.equal(backoffDelay(0, () => 0.999, rules), 999);
  assert.equal(backoffDelay(3, () => 0.5, rules), 4000);
  assert.equal(backoffDelay(50, () => 0.999, rules), 29_970);
  assert.equal(backoffDelay(0, () => 0.5, rules, 2000), 2500);
});

test("a lost connection comes back by itself, with cursors", async () => {
  const { world, peer, client } = await startedClient();
  peer.drop();
  const link = client.link.get();
  assert.equal(link.state, "waiting");
  await world.pass(2000);
  assert.equal(client.link.get().state, "open");
  assert.equal(peer.hellos.length, 2);
  assert.equal(peer.hellos[1]!.epoch, 1);
});

test("attempts that fail wait longer and longer, up to the cap", async () => {
  const { world, peer, client } = await startedClient();
  peer.reachable = false;
  peer.drop();
  const waits: number[] = [];
  client.link.subscribe(() => {
    const link = client.link.get();
    if (link.state === "waiting") waits.push(link.retryAtMs - world.now());
  });
  await world.pass(120_000);
  assert.deepEqual(waits.slice(0, 6), [500, 1000, 2000, 4000, 8000, 15_000]);
});

test("when the network comes back it tries at once", async () => {
  const { world, peer, client } = await startedClient();
  world.chance = 0.999;
  peer.reachable = false;
  peer.drop();
  await world.pass(20_000);
  peer.reachable = true;
  world.comeOnline();
  await world.pass(10);
  assert.equal(client.link.get().state, "open");
});

test("a resumable close is resumed at once", async () => {
  const { world, peer, client } = await startedClient();
  world.chance = 0.999;
  peer.drop(4001, "too slow");
  await world.pass(5);
  assert.equal(client.link.get().state, "open");
});

test("GoingAway's hint is honoured", async () => {
  const { world, peer, client } = await startedClient();
  world.chance = 0;
  peer.send({ case: "goingAway", value: { reason: "stopping", retryAfterMs: 5000 } });
  peer.drop(1001);
  await world.pass(4990);
  assert.equal(client.link.get().state, "waiting");
  await world.pass(20);
  assert.equal(client.link.get().state, "open");
});

test("logged out is final, and is told to what waits", async () => {
  const { world, peer, client } = await startedClient();
  const waiting = watch(client.listPublicRooms());
  peer.drop(4003, "the session was ended");
  await world.pass(100_000);
  assert.deepEqual(client.link.get(), { state: "closed", reason: "logged_out", sentence: "the session was ended" });
  assert.equal(client.self.get(), undefined);
  assert.equal((waiting.error as { code: string }).code, "not_logged_in");
  assert.equal(world.sockets.length, 1);
});

test("a client that would do the same wrong thing again stops", async () => {
  const { world, peer, client } = await startedClient();
  peer.drop(4002, "no common subprotocol");
  await world.pass(100_000);
  assert.equal((client.link.get() as { reason: string }).reason, "refused");
});

test("a Hello refused as not logged in is final; start() rejects", async () => {
  const { world, peer, client } = await clientWorld((p) => {
    p.welcomes = false;
  });
  const started = watch(client.start());
  await world.pass(5);
  peer.reply(peer.frames("hello")[0]!, { case: "error", value: { code: "not_logged_in", sentence: "who are you?" } });
  await world.settle();
  assert.equal((started.error as { code: string }).code, "not_logged_in");
});

test("a socket that does not open because the session is gone is told apart from a server that is away", async () => {
  const { world, peer, client } = await clientWorld();
  peer.reachable = false;
  world.onRequest = () => ({ status: 401, text: '{"error":{"code":"not_logged_in"}}' });
  const started = watch(client.start());
  await world.pass(10);
  assert.equal((started.error as { code: string }).code, "not_logged_in");
});

test("an idle connection is kept alive, and silence ends it", async () => {
  const { world, peer, client } = await startedClient();
  await world.pass(40_000);
  assert.ok(peer.asked("ping").length >= 2);
  assert.equal(client.link.get().state, "open");
  peer.answer("ping", () => undefined);
  await world.pass(26_000);
  assert.equal(world.sockets.length > 1, true, "it opened a new connection");
  assert.equal(world.sockets[0]!.closedByClient, true);
});

test("a server that does not answer the Hello is given up after a while", async () => {
  const { world, peer, client } = await clientWorld((p) => {
    p.welcomes = false;
  });
  void client.start();
  await world.pass(20_100);
  assert.equal(client.link.get().state, "waiting");
  peer.welcomes = true;
  await world.pass(2000);
  assert.equal(client.link.get().state, "open");
});

test("a frame that cannot be read ends the connection, not the client", async () => {
  const { world, client, logger } = await startedClient();
  world.socket.events.received("{ no json");
  await world.pass(2000);
  assert.equal(client.link.get().state, "open");
  assert.deepEqual(logger.of("error"), ["a frame could not be read"]);
});

test("what a former socket still says is not heard", async () => {
  const { world, peer, client } = await startedClient();
  const former = world.socket;
  former.events.closed(1006, "");
  await world.pass(2000);
  peer.send({ case: "contactGone", value: { contactIds: [8] } }, 0, former);
  former.events.closed(4003, "old");
  assert.equal(client.link.get().state, "open");
  assert.ok(client.person(8));
});

test("stop says Bye and does not come back", async () => {
  const { world, peer, client } = await startedClient();
  await client.stop();
  await world.pass(100_000);
  assert.equal(peer.asked("bye").length, 1);
  assert.equal(world.sockets.length, 1);
  assert.deepEqual((client.link.get() as { reason: string }).reason, "stopped");
});

test("the presence is kept over a reconnect", async () => {
  const { world, peer, client } = await startedClient();
  await Promise.all([client.setPresence("away", "at lunch"), world.pass(10)]);
  assert.deepEqual(peer.asked("setPresence"), [{ show: "away", text: "at lunch" }]);
  peer.drop();
  await world.pass(2000);
  assert.equal(peer.hellos[1]!.show, "away");
  assert.equal(peer.hellos[1]!.showText, "at lunch");
});

test("a presence that was set between Hello and Welcome is told, too", async () => {
  const { world, peer, client } = await clientWorld((p) => {
    p.welcomes = false;
  });
  void client.start();
  await world.pass(5);
  void client.setPresence("online");
  peer.welcomes = true;
  peer.drop();
  peer.welcomes = false;
  await world.pass(3000);
  void client.setPresence("dnd");
  assert.equal(peer.hellos.at(-1)!.show, "online");
  peer.greetNow();
  await world.pass(10);
  assert.deepEqual(peer.asked("setPresence"), [{ show: "dnd", text: "" }]);
});

test("a close that somebody on the way made look normal is a loss; one the server called final is not", async () => {
  const { world, peer, client } = await startedClient();
  peer.drop(1000);
  await world.pass(2000);
  assert.equal(client.link.get().state, "open");
  peer.send({ case: "goingAway", value: { reason: "go", final: true } });
  peer.drop(1001, "go");
  await world.pass(60_000);
  assert.equal((client.link.get() as { reason: string }).reason, "refused");
});
