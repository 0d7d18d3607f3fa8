/** A long conversation with rows of very different heights: single words, long texts, code, links, notices, several in a row by one person. */
import type { MessageItem } from "../src/ui/rows";
import { now } from "./people";

export const historyLength = 1500;
const names = ["Ann Miller", "Ben Okafor", "Clara Lindqvist"];

/** The same numbers every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function textOf(index: number, next: () => number): string {
  const kind = next();
  const much = next();
  if (kind < 0.5) return `line ${index}${" and so on".repeat(Math.floor(much * 12))}`;
  if (kind < 0.7) return `line ${index}${" and then there is this to be said about it".repeat(5 + Math.floor(much * 40))}`;
  if (kind < 0.85) return `code ${index}\n${Array.from({ length: 2 + Math.floor(much * 40) }, (_, line) => `    if (rows[${line}] > ${index}) return ${line};`).join("\n")}`;
  if (kind < 0.95) return `see ${index}: https://example.com/${"a-long-way/".repeat(1 + Math.floor(much * 30))}${index}.html`;
  return `${index}${"\n".repeat(1 + Math.floor(much * 60))}and that was all`;
}

export const history: MessageItem[] = (() => {
  const next = numbers(7);
  let author = 0;
  let time = now - 40 * 24 * 3_600_000;
  return Array.from({ length: historyLength }, (_, at) => {
    const index = at + 1;
    const goesOn = next() < 0.5;
    if (!goesOn) author = (author + 1 + Math.floor(next() * 2)) % 3;
    time += goesOn ? 60_000 : Math.floor(next() * 70 * 60_000);
    return {
      seq: index, key: `h${index}`, authorId: author + 1, authorName: names[author]!, text: textOf(index, next), time, own: author === 0,
      notice: next() < 0.03, delivery: { state: "sent" as const },
    };
  });
})();

export const afterwards: MessageItem[] = Array.from({ length: 50 }, (_, index) => ({
  seq: historyLength + 1 + index, key: `h${historyLength + 1 + index}`, authorId: 2, authorName: "Ben Okafor", text: `later ${index + 1}`, time: now, own: false, notice: false, delivery: { state: "sent" },
}));
