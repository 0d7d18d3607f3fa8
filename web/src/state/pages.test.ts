import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { begun, withItem, withPage, type Held } from "./pages";

interface Thing { id: number; name: string }
const idOf = ({ id }: Thing) => id;
const things = (...ids: number[]): Thing[] => ids.map((id) => ({ id, name: `thing ${id}` }));
const held = (...ids: number[]): Held<Thing> => ({ ...begun<Thing>("all"), items: things(...ids) });

describe("a list of pages", () => {
  it("grows by a page, and is over with the last", () => {
    const first = withPage(begun<Thing>("all"), { items: things(1, 2), more: true }, idOf);
    assert.deepEqual([first.items?.map(idOf), first.more, first.busy], [[1, 2], true, false]);
    const second = withPage(first, { items: things(3), more: false }, idOf);
    assert.deepEqual([second.items?.map(idOf), second.more], [[1, 2, 3], false]);
  });

  it("shows nothing twice: what was added meanwhile comes again in its place", () => {
    assert.deepEqual(withPage(held(9, 1, 2), { items: things(8, 9), more: false }, idOf).items?.map(idOf), [9, 1, 2, 8]);
  });

  it("ends where a page is empty, whatever it says of more", () => {
    assert.equal(withPage(held(1), { items: [], more: true }, idOf).more, false);
  });

  it("changes one in its place, and shows a new one first", () => {
    assert.deepEqual(withItem(held(1, 2), { id: 2, name: "other" }, idOf).items, [things(1)[0], { id: 2, name: "other" }]);
    assert.deepEqual(withItem(held(1, 2), things(3)[0]!, idOf).items?.map(idOf), [3, 1, 2]);
  });
});
