import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Message } from "@foyer/sdk";
import type { Outgoing } from "../../state/outgoing";
import { mergeOutgoing } from "./mergeOutgoing";

const me = 1;
const message = (seq: number, authorId: number, text: string): Message => ({ seq, authorId, authorName: "", text, timeMs: seq });
const written = (key: string, text: string, more: Partial<Outgoing> = {}): Outgoing => ({ key, text, time: 100, after: 2, ...more });
const shown = (messages: Message[], outgoing: Outgoing[], keys = new Map<number, string>()) => {
  const { items, arrived } = mergeOutgoing(messages, outgoing, me, keys, true);
  return { rows: items.map(({ key, text, delivery }) => `${key} ${text} ${delivery.state}`), arrived: [...arrived] };
};

describe("messages on their way among those that are there", () => {
  it("stand at the end until they are there", () => {
    assert.deepEqual(shown([message(1, 2, "a")], [written("k", "hello")]).rows, ["m1 a sent", "k hello sending"]);
  });

  it("show once when they come back before their answer, in the same row", () => {
    const { rows, arrived } = shown([message(3, me, "hello")], [written("k", "hello")]);
    assert.deepEqual(rows, ["k hello sent"]);
    assert.deepEqual(arrived, []);
  });

  it("show once when the answer comes first", () => {
    assert.deepEqual(shown([], [written("k", "hello", { seq: 3 })]).rows, ["k hello sent"]);
    assert.deepEqual(shown([message(3, me, "hello")], [written("k", "hello", { seq: 3 })]), { rows: ["k hello sent"], arrived: [["k", 3]] });
  });

  it("keep their row when they are no longer on their way", () => {
    assert.deepEqual(shown([message(3, me, "hello")], [], new Map([[3, "k"]])).rows, ["k hello sent"]);
  });

  it("are two when the same was written twice", () => {
    const both = [written("k1", "ok"), written("k2", "ok")];
    assert.deepEqual(shown([message(3, me, "ok")], both).rows, ["k1 ok sent", "k2 ok sending"]);
    assert.deepEqual(shown([message(3, me, "ok"), message(4, me, "ok")], both).rows, ["k1 ok sent", "k2 ok sent"]);
    assert.deepEqual(shown([message(3, me, "ok")], [written("k1", "ok"), written("k2", "ok", { seq: 3 })]).rows, ["k2 ok sent", "k1 ok sending"]);
  });

  it("are not taken for older messages, nor for those of others", () => {
    assert.deepEqual(shown([message(2, me, "ok"), message(3, 2, "ok")], [written("k", "ok")]).rows, ["m2 ok sent", "m3 ok sent", "k ok sending"]);
  });

  it("say when they wait for the connection, and why they were refused", () => {
    const waiting = mergeOutgoing([], [written("a", "x"), written("b", "y", { failed: "no" })], me, new Map(), false);
    assert.deepEqual(waiting.items.map(({ delivery }) => delivery), [{ state: "waiting" }, { state: "failed", reason: "no" }]);
  });

  it("leave the others' rows as they were", () => {
    const messages = [message(1, 2, "a")];
    assert.equal(mergeOutgoing(messages, [], me, new Map(), true).items[0], mergeOutgoing(messages, [written("k", "x")], me, new Map(), true).items[0]);
  });
});
