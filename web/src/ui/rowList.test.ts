import assert from "node:assert/strict";
import { test } from "node:test";
import { heldRow } from "./rowList";
import type { Row } from "./rows";

const rows = ["loading", "day", "message", "message", "new", "message"].map((kind, index) => ({ kind, key: `${index}` }) as Row);

test("what is held is the first message in view, not what stands between messages", () => {
  assert.equal(heldRow(rows, 3, 5), 3);
  assert.equal(heldRow(rows, 4, 5), 5);
});

test("the oldest message may lose its heading, and is held only if there is no other", () => {
  assert.equal(heldRow(rows, 0, 5), 3);
  assert.equal(heldRow(rows, 0, 2), 2);
});

test("where no message is in view nothing is held", () => {
  assert.equal(heldRow(rows, 0, 1), undefined);
  assert.equal(heldRow([], 0, 0), undefined);
});
