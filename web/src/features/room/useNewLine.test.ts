import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { moveLine, type NewLine, type NewLineInput } from "./useNewLine";

/** Plays a sequence of what the reader and the room do; returns where the line stands at the end. */
function after(...steps: NewLineInput[]): number | undefined {
  return steps.reduce<NewLine>(moveLine, { after: undefined, began: false, looking: false }).after;
}

describe("the new line", () => {
  it("stands after what was seen when the reader came", () => {
    assert.equal(after({ newest: 0, seen: 3, looking: false }, { newest: 9, seen: 3, looking: false }, { newest: 9, seen: 9, looking: true }), 3);
  });

  it("is not there when everything was seen", () => {
    assert.equal(after({ newest: 9, seen: 9, looking: true }), undefined);
  });

  it("does not come for what arrives while the reader looks", () => {
    assert.equal(after({ newest: 9, seen: 9, looking: true }, { newest: 10, seen: 9, looking: true }), undefined);
  });

  it("moves to where the reader looked away", () => {
    assert.equal(after({ newest: 9, seen: 3, looking: true }, { newest: 10, seen: 10, looking: false }, { newest: 12, seen: 10, looking: false }), 10);
  });

  it("stays when he comes back", () => {
    assert.equal(after({ newest: 9, seen: 9, looking: true }, { newest: 9, seen: 9, looking: false }, { newest: 12, seen: 9, looking: false }, { newest: 12, seen: 12, looking: true }), 9);
  });
});
