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
const all = ["chat", "av", "file"];
const allowed = (view: RoomView, who: Self, features = all) => Object.entries(permissionsIn(view, who, features)).filter(([, may]) => may).map(([name]) => name).join(" ");

describe("what is offered in a room", () => {
  it("a member writes, adds, renames and leaves; the owner sets flags, too", () => {
    assert.equal(allowed(room(), self()), "post add rename leave call file");
    assert.equal(allowed(room({ ownerId: 1 }), self()), "post add rename flags leave call file");
  });

  it("a guest writes and leaves", () => {
    assert.equal(allowed(room(), self({ kind: "guest" })), "post rename leave call file");
  });

  it("a guest does what his company lets him, and can always leave", () => {
    const guest = self({ kind: "guest" });
    assert.equal(allowed(room(), guest, ["av", "file"]), "leave call file");
    assert.equal(allowed(room(), guest, ["chat", "file"]), "post rename leave file");
    assert.equal(allowed(room(), guest, ["chat", "av"]), "post rename leave call");
    assert.equal(allowed(room(), guest, []), "leave");
  });

  it("a supervisor who watches adds, removes and sets flags, and never writes", () => {
    assert.equal(allowed(room({ watching: true, members: [member(2), member(3)] }), self({ supervises: [1] })), "add remove flags");
  });

  it("a one-to-one room has no name, no flags, and nobody is removed from it", () => {
    assert.equal(allowed(room({ multi: false }), self({ supervises: [1] })), "post add leave call file");
  });

  it("a room with an XMPP contact is not extended", () => {
    assert.equal(allowed(room({ multi: false, members: [member(1), member(2, "xmpp")] }), self()), "post leave file");
  });

  it("a closed one-to-one room can be written to, a closed multi room cannot", () => {
    assert.ok(permissionsIn(room({ multi: false, standing: "closed" }), self(), all).post);
    assert.ok(!permissionsIn(room({ standing: "closed" }), self(), all).post);
  });
});
