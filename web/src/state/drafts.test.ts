import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draftsOf, type TextStorage } from "./drafts";

function storage(initial: Record<string, string> = {}): TextStorage & { held: Map<string, string> } {
  const held = new Map(Object.entries(initial));
  return { held, getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value), removeItem: (key) => void held.delete(key) };
}

describe("drafts", () => {
  it("outlive the page, room by room and person by person", () => {
    const store = storage();
    draftsOf(1, store).put(7, "half a thou");
    assert.equal(draftsOf(1, store).get().get(7), "half a thou");
    assert.equal(draftsOf(1, store).get().get(8), undefined);
    assert.equal(draftsOf(2, store).get().get(7), undefined);
  });

  it("leave nothing behind when they are sent", () => {
    const store = storage();
    const drafts = draftsOf(1, store);
    drafts.put(7, "x");
    drafts.put(7, "");
    assert.equal(store.held.size, 0);
  });

  it("keep what another tab has begun in another room", () => {
    const store = storage();
    const here = draftsOf(1, store);
    draftsOf(1, store).put(8, "there");
    here.put(7, "here");
    assert.deepEqual([...draftsOf(1, store).get()], [[7, "here"], [8, "there"]]);
  });

  it("tell of a change, and of nothing else", () => {
    const drafts = draftsOf(1, storage());
    let told = 0;
    drafts.subscribe(() => { told += 1; });
    drafts.put(7, "x");
    drafts.put(7, "x");
    assert.equal(told, 1);
  });

  it("live as long as the page where nothing can be stored or read", () => {
    const refuses = () => { throw new Error("forbidden"); };
    const drafts = draftsOf(1, { getItem: refuses, setItem: refuses, removeItem: refuses });
    drafts.put(7, "x");
    assert.equal(drafts.get().get(7), "x");
    assert.equal(draftsOf(1, storage({ "foyer.drafts.1": "nonsense" })).get().size, 0);
  });
});
