import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Rest } from "../../rest/client";
import { decode } from "../../rest/wire/codec";
import { exportText, readWholeRoom } from "./roomExport";

const message = (seq: number, text: string) => ({ seq, authorId: 1, authorName: "Ann <b>", text, timeMs: Date.UTC(2025, 2, 12, 11, 4, seq) });
const page = (messages: unknown[], more: boolean) => decode("AdminHistoryPage", { room: { roomId: 7, name: "Lobby" }, members: [{ contactId: 1, name: "Ann <b>" }, { contactId: 2, name: "Bob" }], messages, more });
const whole = page([message(1, "hi"), message(2, "<script>alert(1)</script>\n& more")], false);

describe("an export", () => {
  it("fetches page after page from the last message it has, and tells how far it is", async () => {
    const asked: unknown[] = [];
    const pages = [page([message(1, "a"), message(2, "b")], true), page([message(3, "c")], false)];
    const rest = ((call: string, request: unknown) => { asked.push([call, request]); return Promise.resolve(pages.shift()); }) as Rest;
    const progress: number[] = [];
    const { messages, room } = await readWholeRoom(rest, 7, (done) => progress.push(done), new AbortController().signal);
    assert.deepEqual(messages.map(({ seq }) => seq), [1, 2, 3]);
    assert.equal(room.name, "Lobby");
    assert.deepEqual(progress, [2, 3]);
    assert.deepEqual(asked, [["ReadRoomAsAdministrator", { roomId: 7, after: 0 }], ["ReadRoomAsAdministrator", { roomId: 7, after: 2 }]]);
  });

  it("stops where the reader has gone", async () => {
    const gone = new AbortController();
    const rest = (() => { gone.abort(); return Promise.resolve(page([message(1, "a")], true)); }) as unknown as Rest;
    await assert.rejects(readWholeRoom(rest, 7, () => {}, gone.signal), { name: "AbortError" });
  });

  it("as JSON Lines is the room, then a message a line", () => {
    const lines = exportText.jsonl("Lobby", whole).trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(lines.length, 3);
    assert.deepEqual((lines[0]!["room"] as { roomId: number }).roomId, 7);
    assert.deepEqual(lines[0], { room: { roomId: 7, name: "Lobby" }, members: [{ contactId: 1, name: "Ann <b>" }, { contactId: 2, name: "Bob" }] });
    assert.deepEqual([lines[1]!["seq"], lines[2]!["text"]], [1, "<script>alert(1)</script>\n& more"]);
  });

  it("as text is a line a message, with times in UTC", () => {
    assert.equal(exportText.text("Lobby", whole), "Lobby (room 7)\nAnn <b>, Bob\n\n[2025-03-12 11:04:01] Ann <b>: hi\n[2025-03-12 11:04:02] Ann <b>: <script>alert(1)</script>\n    & more\n");
  });

  it("as a page shows what was written, and runs nothing of it", () => {
    const html = exportText.html("Lobby", whole);
    assert.doesNotMatch(html, /<script|<b>/u);
    assert.match(html, /&#60;script&#62;alert\(1\)&#60;\/script&#62;\n&#38; more/u);
    assert.match(html, /<h1>Lobby \(room 7\)<\/h1><p>Ann &#60;b&#62;, Bob<\/p>/u);
  });
});
