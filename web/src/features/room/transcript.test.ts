import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, transcriptOf } from "./transcript";

const message = (seq: number) => ({ seq, authorId: 1, authorName: "Ann", text: `words ${seq}`, timeMs: Date.UTC(2027, 0, 5, 9, seq) });

test("a transcript has a line for each message", () => {
  const text = transcriptOf("Spring catalogue", [message(1), message(2)], "en-GB");
  assert.match(text, /^Spring catalogue\n\n\[05\/01\/2027, .*\] Ann: words 1\n\[.*\] Ann: words 2\n$/);
});

test("it is read page by page to the beginning, in order", async () => {
  const stored = Array.from({ length: 25 }, (_, index) => message(index + 1));
  const history = async ({ before = 26 } = {}) => {
    const older = stored.filter(({ seq }) => seq < before);
    return { messages: older.slice(-10), more: older.length > 10, roomId: 1, newest: 25 };
  };
  assert.deepEqual((await readAll({ history })).map(({ seq }) => seq), stored.map(({ seq }) => seq));
});
