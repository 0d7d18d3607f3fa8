import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, WireError } from "../../src/wire/index.js";

const refusal = (json: unknown): string => {
    try {
        decode("ServerFrame", json);
    } catch (error) {
        assert(error instanceof WireError);
        return error.message;
    }
    return "accepted";
};

test("a decoded message has every field", () => {
    const frame = decode("ServerFrame", { roomEvent: { room: { roomId: 7, members: [{ contactId: 1 }] } } });
    assert.equal(frame.re, 0);
    assert(frame.body?.case === "roomEvent");
    const { room, newest } = frame.body.value;
    assert.equal(newest, 0);
    assert.deepEqual(room, {
        roomId: 7, version: 0, multi: false, name: "", public: false, archive: false, ownerId: 0, companyId: 0, createdMs: 0, supervised: false,
        members: [{ contactId: 1, name: "", companyId: 0, companyName: "", chatId: "", kind: "user", state: "invited", firstSeq: 0, uname: "" }],
    });
});

test("what a newer server added is ignored", () => {
    assert.deepEqual(decode("ServerFrame", { re: 3, poll: { question: "?" } }), { re: 3, body: undefined });
    assert.equal(decode("Resource", { show: "asleep", mood: 1 }).show, "offline");
    assert.equal(decode("Error", { code: "too_windy" }).code, "internal");
});

test("a missing or null message is undefined where it may be missing", () => {
    assert.equal(decode("RoomGone", { roomId: 1 }).room, undefined);
    assert.equal(decode("RoomGone", { roomId: 1, room: null }).room, undefined);
    assert.equal(decode("ModifyRoom", {}).name, undefined);
});

test("a value of the wrong type is refused with its place", () => {
    assert.equal(refusal(null), "message: expected an object");
    assert.equal(refusal([]), "message: expected an object");
    assert.equal(refusal({ re: -1 }), "re: expected a whole number of 32 bits");
    assert.equal(refusal({ re: 4294967296 }), "re: expected a whole number of 32 bits");
    assert.equal(refusal({ re: 4294967295 }), "accepted");
    assert.equal(refusal({ re: "1" }), "re: expected a whole number of 32 bits");
    assert.equal(refusal({ roomEvent: {} }), "body.roomEvent.room: expected a value");
    assert.equal(refusal({ roomEvent: { room: { members: [{}, { name: 2 }] } } }), "body.roomEvent.room.members[1].name: expected a string");
    assert.equal(refusal({ snapshot: { gone: [1, {}] } }), "body.snapshot.gone[1]: expected a whole number of 32 bits");
    assert.equal(refusal({ snapshot: { rooms: {} } }), "body.snapshot.rooms: expected a list");
    assert.equal(refusal({ snapshot: { last: 1 } }), "body.snapshot.last: expected true or false");
    assert.equal(refusal({ pong: { nowMs: "0" } }), "body.pong.nowMs: expected a number");
    assert.equal(refusal({ presenceEvent: { presence: [{ resources: [{ show: 1 }] }] } }), "body.presenceEvent.presence[0].resources[0].show: expected a Show");
});

test("names of Object.prototype are no fields", () => {
    const frame = decode("ServerFrame", JSON.parse('{"__proto__":{"re":7},"constructor":{},"toString":1}'));
    assert.deepEqual(frame, { re: 0, body: undefined });
});

test("encoding leaves defaults out and keeps given optional fields", () => {
    const modify = encode("ClientFrame", { id: 1, body: { case: "modifyRoom", value: { roomId: 3, name: "", public: false, goMulti: false } } });
    assert.deepEqual(modify, { id: 1, modifyRoom: { roomId: 3, name: "", public: false } });
    assert.deepEqual(encode("ClientFrame", { id: 2, body: { case: "bye", value: {} } }), { id: 2, bye: {} });
    assert.deepEqual(encode("Hello", { show: "offline", cursors: [], token: "" }), {});
    assert.deepEqual(encode("InviteToChat", { parties: [{ contactId: 4 }, { guest: { name: "Gus", invite: true } }] }), {
        parties: [{ contactId: 4 }, { guest: { name: "Gus", invite: true } }],
    });
});

test("what was encoded decodes to the same", () => {
    const frame = decode("ClientFrame", { id: 9, createRoom: { parties: [{ guest: {} }], name: "n", archive: true } });
    assert.deepEqual(decode("ClientFrame", encode("ClientFrame", frame)), frame);
});
