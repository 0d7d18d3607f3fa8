import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RoomMember, RoomView, Self } from "@foyer/sdk";
import { permissionsIn } from "./permissions";

const self = (change: Partial<Self> = {}): Self => ({ contactId: 1, uname: "ann", name: "Ann", companyId: 1, companyName: "", email: "", kind: "user", administrator: false, supervises: [], sessionId: 1, ...change });
const member = (contactId: number, kind: RoomMember["kind"] = "user"): RoomMember => ({ contactId, name: "", companyId: 1, companyName: "", chatId: "", kind, state: "joined", firstSeq: 1, uname: "" });
const room = (change: Partial<RoomView> = {}): RoomView => ({
  id: 7, version: 1, multi: true, name: "", label: "x", public: false, archive: false, ownerId: 2, companyId: 1, members: [member(1), member(2), member(3)],
  createdMs: 0, supervised: false, peer: undefined, watching: false, standing: "open", newest: 0, seen: 0, unread: 0, ...change,
});
const allowed = (view: RoomView, who: Self) => Object.entries(permissionsIn(view, who)).filter(([, may]) => may).map(([name]) => name).join(" ");

describe("what is offered in a room", () => {
  it("a member writes, adds, renames and leaves; the owner sets flags, too", () => {
    assert.equal(allowed(room(), self()), "post add rename leave call");
    assert.equal(allowed(room({ ownerId: 1 }), self()), "post add rename flags leave call");
  });

  it("a guest writes and leaves", () => {
    assert.equal(allowed(room(), self({ kind: "guest" })), "post rename leave call");
  });

  it("a supervisor who watches adds, removes and sets flags, and never writes", () => {
    assert.equal(allowed(room({ watching: true, members: [member(2), member(3)] }), self({ supervises: [1] })), "add remove flags");
  });

  it("a one-to-one room has no name, no flags, and nobody is removed from it", () => {
    assert.equal(allowed(room({ multi: false }), self({ supervises: [1] })), "post add leave call");
  });

  it("a room with an XMPP contact is not extended", () => {
    assert.equal(allowed(room({ multi: false, members: [member(1), member(2, "xmpp")] }), self()), "post leave");
  });

  it("a closed one-to-one room can be written to, a closed multi room cannot", () => {
    assert.ok(permissionsIn(room({ multi: false, standing: "closed" }), self()).post);
    assert.ok(!permissionsIn(room({ standing: "closed" }), self()).post);
  });
});
