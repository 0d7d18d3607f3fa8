import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derived, sameItems } from "./derived";

function source() {
  const listeners = new Set<() => void>();
  return {
    listeners,
    subscribe: (listener: () => void) => { listeners.add(listener); return () => void listeners.delete(listener); },
    change: () => listeners.forEach((listener) => listener()),
  };
}

describe("a derived store", () => {
  it("computes once per change while somebody listens", () => {
    const from = source();
    let computed = 0;
    const store = derived(from.subscribe, () => ++computed);
    store.subscribe(() => {});
    store.get();
    store.get();
    assert.equal(computed, 1);
    from.change();
    assert.equal(store.get(), 2);
  });

  it("keeps the old value where nothing is different", () => {
    const from = source();
    const store = derived(from.subscribe, () => [{ id: 1, label: "a" }], sameItems);
    store.subscribe(() => {});
    const before = store.get();
    from.change();
    assert.equal(store.get(), before);
  });

  it("lets go of its sources with the last listener", () => {
    const from = source();
    const store = derived(from.subscribe, () => 1);
    const ends = [store.subscribe(() => {}), store.subscribe(() => {})];
    assert.equal(from.listeners.size, 1);
    for (const end of ends) { end(); end(); }
    assert.equal(from.listeners.size, 0);
  });
});
