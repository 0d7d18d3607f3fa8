import assert from "node:assert/strict";
import { test } from "node:test";
import { startedClient, watch } from "../support/client_world.js";
import { BOB, makeMessage, oneToOne, type WirePeer } from "../support/wire_peer.js";

const withRoom = (peer: WirePeer) => {
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
};
const acknowledge = (peer: WirePeer) => {
  const keys: string[] = [];
  peer.answer("postMessage", ({ roomId, idempotencyKey }) => {
    if (!keys.includes(idempotencyKey)) keys.push(idempotencyKey);
    return { case: "messagePosted", value: { roomId, seq: keys.indexOf(idempotencyKey) + 1 } };
  });
};

test("a post resolves with the message's number", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  acknowledge(peer);
  const posted = watch(client.room(1)!.post("hello"));
  assert.deepEqual(client.room(1)!.pending.get().map((entry) => entry.text), ["hello"]);
  await world.pass(10);
  assert.deepEqual(posted, { state: "resolved", value: 1 });
  assert.deepEqual(client.room(1)!.pending.get(), []);
});

test("posts of one room go one after the other, in order, whatever is refused on the way", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  const order: string[] = [];
  let refusals = 2;
  peer.answer("postMessage", ({ roomId, text }) => {
    if (text === "one" && refusals-- > 0) return { case: "error", value: { code: "rate_limited", sentence: "slowly", retryAfterMs: 700 } };
    if (text === "two") return { case: "error", value: { code: "bad_text", sentence: "no" } };
    order.push(text);
    return { case: "messagePosted", value: { roomId, seq: order.length } };
  });
  const posts = ["one", "two", "three"].map((text) => watch(client.room(1)!.post(text)));
  await world.pass(600);
  assert.deepEqual(order, []);
  await world.pass(2000);
  assert.deepEqual(order, ["one", "three"]);
  assert.deepEqual(posts.map((post) => post.state), ["resolved", "rejected", "resolved"]);
  assert.equal((posts[1]!.error as { code: string }).code, "bad_text");
});

test("a post made offline is sent once when the connection is back", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  acknowledge(peer);
  peer.drop();
  const posted = watch(client.room(1)!.post("from the tunnel"));
  await world.pass(100);
  assert.equal(peer.asked("postMessage").length, 0);
  await world.pass(2000);
  assert.deepEqual(posted, { state: "resolved", value: 1 });
  assert.equal(peer.asked("postMessage").length, 1);
});

test("a post whose answer was lost is repeated with the same key", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.answer("postMessage", () => undefined);
  const posted = watch(client.room(1)!.post("hello"));
  const next = watch(client.room(1)!.post("again"));
  await world.pass(10);
  peer.drop();
  acknowledge(peer);
  await world.pass(3000);
  const [first, second, third] = peer.asked("postMessage");
  assert.equal(first!.idempotencyKey, second!.idempotencyKey);
  assert.notEqual(second!.idempotencyKey, third!.idempotencyKey);
  assert.deepEqual([posted.value, next.value], [1, 2]);
});

test("a rejected promise tells the code, the sentence and when to come back", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.refuse("postMessage", "watching_only", "you only watch");
  const posted = watch(client.room(1)!.post("hello"));
  await world.pass(10);
  const error = posted.error as { name: string; code: string; message: string };
  assert.deepEqual([error.name, error.code, error.message], ["ChatError", "watching_only", "you only watch"]);
});

test("inviting and adding guests are repeated with their keys when the answer was lost", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  const added = watch(client.room(1)!.add([{ name: "Greta Guest" }]));
  const invited = watch(client.inviteToChat([BOB, { name: "Gus" }]));
  await world.pass(10);
  peer.drop();
  peer.answer("inviteToChat", () => ({ case: "roomAnswer", value: { roomId: 1 } }));
  peer.answer("addMembers", () => ({ case: "roomAnswer", value: { roomId: 1 } }));
  await world.pass(3000);
  assert.equal(added.state, "resolved");
  assert.equal(invited.state, "resolved");
  for (const asked of [peer.asked("inviteToChat"), peer.asked("addMembers")]) {
    const keys = asked.map((value) => value.idempotencyKey);
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
    assert.ok(keys[0]);
  }
});

test("an aborted request rejects with the signal's reason; a post that has not left is taken back", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.drop();
  const first = watch(client.room(1)!.post("first"));
  const abort = new AbortController();
  const second = watch(client.room(1)!.post("second", { signal: abort.signal }));
  abort.abort(new Error("changed my mind"));
  await world.settle();
  assert.equal((second.error as Error).message, "changed my mind");
  acknowledge(peer);
  await world.pass(3000);
  assert.equal(first.state, "resolved");
  assert.deepEqual(peer.asked("postMessage").map((value) => value.text), ["first"]);
});

test("no more than 32 requests are in flight", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  const asked = Array.from({ length: 50 }, () => watch(client.listPublicRooms()));
  await world.pass(10);
  assert.equal(peer.frames("listPublicRooms").length, 32);
  for (const frame of peer.frames("listPublicRooms")) peer.reply(frame, { case: "publicRooms", value: {} });
  await world.pass(10);
  assert.equal(peer.frames("listPublicRooms").length, 50);
  assert.equal(asked.filter((one) => one.state === "resolved").length, 32);
});

test("a bounded number of requests waits", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.drop();
  const asked = Array.from({ length: 10_001 }, () => watch(client.listPublicRooms()));
  await world.settle();
  assert.equal(asked[9_999]!.state, "pending");
  assert.equal((asked[10_000]!.error as { code: string }).code, "limit_reached");
});

test("requests keep below the server's rate; what nobody waits for goes last", async () => {
  const { world, peer, client } = await startedClient((p) => {
    p.answer("listPublicRooms", () => ({ case: "publicRooms", value: {} }));
    p.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 1 } }));
    p.rooms = Array.from({ length: 300 }, (_, i) => ({ room: oneToOne(i + 1), newest: 1, seen: 0, messages: [makeMessage(1)] }));
  });
  for (const room of client.rooms.get()) room.markSeen(1);
  const posted = watch(client.room(1)!.post("first"));
  await world.pass(20);
  assert.equal(posted.state, "resolved", "a post does not wait for what is marked as seen");
  await world.pass(980);
  const inFirstSecond = peer.asked("setSeen").length;
  assert.ok(inFirstSecond <= 90 + 45, `${inFirstSecond}`);
  await world.pass(5000);
  assert.equal(peer.asked("setSeen").length, 300);
});

test("a refusal for the rate holds everything back for as long as the server says", async () => {
  const { world, peer, client } = await startedClient(withRoom);
  peer.answer("listPublicRooms", () => ({ case: "error", value: { code: "rate_limited", retryAfterMs: 3000 } }));
  const asked = watch(client.listPublicRooms());
  await world.pass(10);
  peer.answer("listPublicRooms", () => ({ case: "publicRooms", value: {} }));
  const later = watch(client.listPublicRooms());
  await world.pass(2900);
  assert.equal(peer.asked("listPublicRooms").length, 1);
  await world.pass(200);
  assert.deepEqual([asked.state, later.state], ["resolved", "resolved"]);
});

test("what the server would end the connection for is refused here: too long, too large, half a surrogate pair", async () => {
  const { world, peer, client } = await startedClient((p) => {
    withRoom(p);
    p.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 1 } }));
  });
  const room = client.room(1)!;
  const codeOf = async (work: Promise<unknown>) => {
    const result = watch(work);
    await world.pass(10);
    return result.state === "rejected" ? (result.error as { code: string }).code : result.state;
  };
  assert.equal(await codeOf(room.post("x".repeat(65_536))), "resolved");
  assert.equal(await codeOf(room.post("x".repeat(65_537))), "bad_text");
  assert.equal(await codeOf(room.post("é".repeat(32_769))), "bad_text");
  assert.equal(await codeOf(room.post("😀".repeat(16_384))), "resolved");
  assert.equal(await codeOf(room.post("😀".repeat(16_385))), "bad_text");
  assert.equal(await codeOf(room.post("half \ud83d a face")), "bad_text");
  assert.equal(await codeOf(room.post("a whole \\ud83d one 😀")), "resolved");
  assert.equal(await codeOf(room.add([{ name: "x".repeat(1 << 20) }])), "limit_reached");
  assert.equal(peer.asked("postMessage").length, 3);
  assert.equal(client.link.get().state, "open");
});
