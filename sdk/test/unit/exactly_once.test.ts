// Contract 10, promises 3 and 4: whatever is lost, repeated or cut off on the way, a room is delivered gapless and once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveredSeqs, startedClient } from "../support/client_world.js";
import { makeMessage, messagesUpTo, oneToOne } from "../support/wire_peer.js";

/** A small generator of repeatable chance. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

for (let seed = 1; seed <= 60; seed += 1) {
  test(`history ${seed}`, async () => {
    const random = chance(seed);
    let newest = Math.floor(random() * 5);
    const floor = newest > 2 && random() < 0.3 ? 3 : 1;
    const seen = Math.max(floor - 1, Math.floor(random() * newest));
    const posted = new Map<string, number>();
    const { world, peer, changes, client } = await startedClient((p) => {
      p.rooms = [{ room: oneToOne(1), newest, seen, messages: messagesUpTo(newest, seen + 1) }];
      p.answer("readHistory", ({ roomId, after }) => {
        if (random() < 0.2) return { case: "error", value: { code: "store_failed" } };
        const page = messagesUpTo(newest, Math.max(after + 1, floor)).slice(0, 1 + Math.floor(random() * 3));
        const last = page[page.length - 1]?.seq ?? newest;
        return { case: "historyPage", value: { roomId, messages: page, more: last < newest, newest } };
      });
      p.answer("postMessage", ({ roomId, idempotencyKey }) => {
        if (random() < 0.2) return { case: "error", value: { code: "rate_limited", retryAfterMs: 50 } };
        if (!posted.has(idempotencyKey)) posted.set(idempotencyKey, ++newest);
        if (random() < 0.3) return undefined; // stored, but the answer is lost with the connection
        return { case: "messagePosted", value: { roomId, seq: posted.get(idempotencyKey)! } };
      });
    });
    const answers: Promise<number>[] = [];
    for (let step = 0; step < 60; step += 1) {
      const dice = random();
      const from = Math.max(1, newest - Math.floor(random() * 4));
      if (dice < 0.35) newest += 1 + Math.floor(random() * 2);
      if (dice < 0.3) peer.messages(1, messagesUpTo(newest, from));
      else if (dice < 0.4) peer.messages(1, [makeMessage(newest)]);
      else if (dice < 0.5) answers.push(client.room(1)!.post(`own ${step}`));
      else if (dice < 0.6) {
        const cursor = client.room(1)!.cursor;
        peer.drop();
        const missed = messagesUpTo(newest, Math.max(cursor, floor - 1) + 1);
        peer.rooms = [{ room: oneToOne(1), newest, seen, messages: missed.slice(0, 2), more: missed.length > 2 }];
      }
      await world.pass(Math.floor(random() * 400));
    }
    const cursor = client.room(1)!.cursor;
    peer.drop();
    peer.answer("postMessage", ({ roomId, idempotencyKey }) => {
      if (!posted.has(idempotencyKey)) posted.set(idempotencyKey, ++newest);
      return { case: "messagePosted", value: { roomId, seq: posted.get(idempotencyKey)! } };
    });
    peer.rooms = [{ room: oneToOne(1), newest, seen, messages: messagesUpTo(newest, cursor + 1) }];
    await world.pass(60_000);
    peer.messages(1, [makeMessage(newest)]);
    await world.pass(60_000);
    const expected = Array.from({ length: newest - seen }, (_, i) => seen + 1 + i);
    assert.deepEqual(deliveredSeqs(changes, 1), expected);
    const numbers = await Promise.all(answers);
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b), "own posts kept their order");
    assert.equal(new Set(numbers).size, answers.length);
    assert.equal(posted.size, answers.length, "each stored once");
  });
}
