import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OutgoingBox, type Outgoing } from "./outgoing";

/** A box whose posts are answered by hand. */
function given(items: readonly Outgoing[] = []) {
  const posted: { text: string; key: string; done: (seq: number) => void; refuse: (error: Error) => void }[] = [];
  const saved: (readonly Outgoing[])[] = [];
  let keys = 0;
  const box = new OutgoingBox(items, {
    post: (text, key) => new Promise((done, refuse) => posted.push({ text, key, done, refuse })),
    newKey: () => `k${++keys}`,
    now: () => 1000,
    save: (next) => saved.push(next),
  });
  return { box, posted, saved };
}
const turn = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(done))));

describe("messages on their way", () => {
  it("are posted with a key and get their number", async () => {
    const { box, posted } = given();
    box.send("hello", 4);
    assert.deepEqual(box.get(), [{ key: "k1", text: "hello", time: 1000, after: 4 }]);
    posted[0]!.done(5);
    await turn();
    assert.equal(box.get()[0]!.seq, 5);
  });

  it("are kept with the reason when they are refused, and repeated with the same key", async () => {
    const { box, posted } = given();
    box.send("hello", 0);
    posted[0]!.refuse(new Error("A limit was reached."));
    await turn();
    assert.equal(box.get()[0]!.failed, "A limit was reached.");
    box.retry("k1");
    assert.equal(box.get()[0]!.failed, undefined);
    assert.equal(posted[1]!.key, posted[0]!.key);
  });

  it("are posted again with their key after a reload, unless they were refused", () => {
    const { posted } = given([{ key: "a", text: "one", time: 1, after: 0 }, { key: "b", text: "two", time: 2, after: 0, failed: "no" }]);
    assert.deepEqual(posted.map(({ key }) => key), ["a"]);
  });

  it("are gone when dropped, whatever the answer is", async () => {
    const { box, posted, saved } = given();
    box.send("hello", 0);
    box.drop(["k1"]);
    posted[0]!.done(1);
    await turn();
    assert.deepEqual(box.get(), []);
    assert.deepEqual(saved.at(-1), []);
  });
});
