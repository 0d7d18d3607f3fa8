import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Message, RoomMember, RoomView } from "@foyer/sdk";
import { itemOf, totalUnread } from "./roomItems";

const member = (contactId: number, name: string): RoomMember => ({ contactId, name, companyId: 1, companyName: "", chatId: String(contactId), kind: "user", state: "joined", firstSeq: 1, uname: "" });
const bob = member(2, "Bob Stone");
const room = (change: Partial<RoomView> = {}) => {
  const view: RoomView = {
    id: 7, version: 1, multi: false, name: "", label: "Bob Stone", public: false, archive: false, ownerId: 1, companyId: 1, members: [member(1, "Ann"), bob],
    createdMs: 50, supervised: false, peer: bob, watching: false, standing: "open", newest: 9, seen: 4, unread: 5, ...change,
  };
  return { id: view.id, view: { get: () => view, subscribe: () => () => {} } };
};
const message = (authorId: number, text: string): Message => ({ seq: 9, authorId, authorName: "Bob Stone", text, timeMs: 90 });
const around = { selfId: 1, draft: undefined, newest: undefined, refused: false, person: () => undefined };

describe("a room in the list", () => {
  it("counts what is unread as newest minus seen, but nothing in rooms that are only watched", () => {
    assert.equal(itemOf(room(), around).unread, 5);
    assert.equal(itemOf(room({ watching: true, seen: 0, unread: 9 }), around).unread, 0);
    assert.equal(totalUnread([{ unread: 5 }, { unread: 0 }, { unread: 2 }]), 7);
  });

  it("shows the newest message on one line, and who wrote it where that is not plain", () => {
    assert.equal(itemOf(room(), { ...around, newest: message(2, "one\n two") }).preview, "one two");
    assert.equal(itemOf(room({ multi: true }), { ...around, newest: message(2, "one") }).preview, "Bob: one");
    assert.equal(itemOf(room(), { ...around, newest: message(1, "one") }).preview, "You: one");
    assert.equal(itemOf(room({ multi: true }), { ...around, newest: message(0, "renamed") }).preview, "renamed");
  });

  it("shows a draft before anything else", () => {
    const item = itemOf(room(), { ...around, draft: "half", newest: message(2, "one") });
    assert.deepEqual([item.preview, item.mark], ["half", "draft"]);
    assert.equal(itemOf(room(), { ...around, draft: "half", refused: true }).mark, "refused");
  });

  it("shows a file that waits for an answer", () => {
    const item = itemOf(room(), { ...around, newest: message(2, "one"), file: { name: "plan.pdf", createdMs: 99 } });
    assert.deepEqual([item.preview, item.mark, item.time], ["plan.pdf", "file", 99]);
    assert.equal(itemOf(room(), { ...around, draft: "half", file: { name: "plan.pdf", createdMs: 99 } }).mark, "draft");
  });

  it("stands where its newest message stands, else where it was made", () => {
    assert.equal(itemOf(room(), { ...around, newest: message(2, "one") }).time, 90);
    assert.equal(itemOf(room(), around).time, 50);
  });
});
