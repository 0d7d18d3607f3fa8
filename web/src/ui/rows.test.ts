import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FileItem } from "./FileCard";
import { rowsOf, type MessageItem, type RowsInput } from "./rows";

const noon = new Date(2025, 2, 12, 12).getTime();
const minute = 60_000;
const day = 24 * 60 * minute;

function said(seq: number, authorId: number, at: number, more: Partial<MessageItem> = {}): MessageItem {
  return { seq, key: `m${seq}`, authorId, authorName: `Person ${authorId}`, text: "", time: at, own: authorId === 1, notice: authorId === 0, delivery: { state: "sent" }, ...more };
}

function kinds(messages: MessageItem[], more: Partial<RowsInput> = {}): string[] {
  return rowsOf({ messages, newAfter: undefined, boundaries: [], more: false, ...more }).map((row) =>
    row.kind === "message" ? `${row.message.seq}${row.first ? " first" : ""}${row.last ? " last" : ""}` : row.kind === "joined" ? `joined ${row.names.join("+")}` : row.kind);
}

describe("rows of a message list", () => {
  it("begins with the start of the conversation, or with more to load", () => {
    assert.deepEqual(kinds([]), ["start"]);
    assert.deepEqual(kinds([], { more: true }), ["loading"]);
  });

  it("tells a newcomer that there is more before his time", () => {
    assert.deepEqual(rowsOf({ messages: [said(5, 2, noon)], newAfter: undefined, boundaries: [], more: false })[0], { kind: "start", key: "edge", bounded: true });
  });

  it("separates days by the reader's own midnight", () => {
    const midnight = new Date(2025, 2, 13).getTime();
    assert.deepEqual(kinds([said(1, 2, midnight - 1), said(2, 2, midnight)]), ["start", "day", "1 first last", "day", "2 first last"]);
  });

  it("puts what one author writes within five minutes together", () => {
    assert.deepEqual(kinds([said(1, 2, noon), said(2, 2, noon + minute), said(3, 3, noon + minute), said(4, 3, noon + 7 * minute)]),
      ["start", "day", "1 first", "2 last", "3 first last", "4 first last"]);
  });

  it("draws the new line above the first message of others that was not seen, once", () => {
    assert.deepEqual(kinds([said(1, 2, noon), said(2, 1, noon), said(3, 2, noon), said(4, 2, noon)], { newAfter: 1 }),
      ["start", "day", "1 first last", "2 first last", "new", "3 first", "4 last"]);
  });

  it("draws no new line where everything was seen or only own messages follow", () => {
    assert.ok(!kinds([said(1, 2, noon), said(2, 1, noon)], { newAfter: 1 }).includes("new"));
    assert.ok(!kinds([said(1, 2, noon)], { newAfter: undefined }).includes("new"));
  });

  it("draws no new line while the first new message is not loaded", () => {
    assert.ok(!kinds([said(5, 2, noon)], { newAfter: 1, more: true }).includes("new"));
    assert.ok(kinds([said(5, 2, noon)], { newAfter: 4, more: true }).includes("new"));
    assert.ok(kinds([said(5, 2, noon)], { newAfter: 1 }).includes("new"));
  });

  it("tells who joined before which message, also when nothing was written since", () => {
    const boundaries = [{ name: "Cat", firstSeq: 2 }, { name: "Dan", firstSeq: 2 }, { name: "Eve", firstSeq: 3 }, { name: "Ann", firstSeq: 1 }];
    assert.deepEqual(kinds([said(1, 2, noon), said(2, 2, noon)], { boundaries }), ["start", "day", "1 first last", "joined Cat+Dan", "2 first last", "joined Eve"]);
  });

  it("tells who joined before what is still on its way", () => {
    const waiting = said(0, 1, noon, { key: "p1", delivery: { state: "waiting" } });
    assert.deepEqual(kinds([said(1, 2, noon), waiting], { boundaries: [{ name: "Gus", firstSeq: 2 }] }), ["start", "day", "1 first last", "joined Gus", "0 first last"]);
  });

  it("keeps silent about those who joined before what is loaded", () => {
    assert.deepEqual(kinds([said(51, 2, noon)], { boundaries: [{ name: "Cat", firstSeq: 20 }], more: true }), ["loading", "day", "51 first last"]);
  });

  it("breaks a group at a notice", () => {
    assert.deepEqual(kinds([said(1, 2, noon), said(2, 0, noon), said(3, 2, noon)]), ["start", "day", "1 first last", "notice", "3 first last"]);
  });

  it("gives every row a key of its own", () => {
    const rows = rowsOf({ messages: [said(1, 2, noon - day), said(2, 2, noon), said(3, 2, noon - day), said(0, 1, noon, { key: "p1" })], newAfter: 0, boundaries: [{ name: "Cat", firstSeq: 2 }], more: true });
    assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
  });

  it("puts files where they were offered, between messages, and the newest last", () => {
    const file = (key: string, time: number) => ({ key, time }) as FileItem;
    const files = [file("late", noon + 9 * minute), file("early", noon - minute), file("middle", noon + 2 * minute)];
    const order = rowsOf({ messages: [said(1, 2, noon), said(2, 2, noon + minute), said(3, 2, noon + 3 * minute)], newAfter: undefined, boundaries: [], more: false, files }).map(({ key }) => key);
    assert.deepEqual(order.filter((key) => !key.startsWith("day")), ["edge", "early", "m1", "m2", "middle", "m3", "late"]);
    assert.deepEqual(kinds([], { files: [file("only", noon)] }), ["start", "day", "file"]);
  });
});
