/** What stands in a message list, row by row: computed from the messages, never stored. */
import type { FileItem } from "./FileCard";
import { dayOf } from "./times";

/** A message as the list shows it. */
export interface MessageItem {
  /** Its number in the room; 0 while it has none. */
  seq: number;
  /** Stable from the first attempt to send until the server's copy has replaced it, so that the row stays the same. */
  key: string;
  authorId: number;
  authorName: string;
  text: string;
  /** Milliseconds since 1970. */
  time: number;
  own: boolean;
  /** A notice by the server: nobody's message. */
  notice: boolean;
  delivery: Delivery;
}

/** `sent`: on the server's disk. `failed`: refused or given up, with the reason. */
export type Delivery = { state: "sent" } | { state: "sending" } | { state: "waiting" } | { state: "failed"; reason: string };

/** A member whose history begins in the middle of the room. */
export interface Boundary { name: string; firstSeq: number }

export type Row =
  /** `bounded`: there is more, but not for this reader, who joined here. */
  | { kind: "start"; key: string; bounded: boolean }
  | { kind: "loading"; key: string }
  | { kind: "day"; key: string; time: number }
  | { kind: "new"; key: string }
  | { kind: "joined"; key: string; names: string[] }
  | { kind: "file"; key: string; file: FileItem }
  | { kind: "notice"; key: string; message: MessageItem }
  | { kind: "message"; key: string; message: MessageItem; first: boolean; last: boolean };

export interface RowsInput {
  /** In order of seq; those without a number last. */
  messages: readonly MessageItem[];
  /** The "new" line stands above the first message of others beyond this seq; undefined: no line. */
  newAfter: number | undefined;
  boundaries: readonly Boundary[];
  /** They stand where they were offered. */
  files?: readonly FileItem[];
  /** Older messages exist that are not loaded. */
  more: boolean;
}

/** Messages of one author closer than this stand together. */
const groupGapMs = 5 * 60_000;

export function rowsOf({ messages, newAfter, boundaries, files = [], more }: RowsInput): Row[] {
  const rows: Row[] = [more ? { kind: "loading", key: "edge" } : { kind: "start", key: "edge", bounded: (messages[0]?.seq ?? 1) > 1 }];
  const joins = joinsBySeq(boundaries, messages[0]?.seq ?? 0);
  // Where the first new message is not loaded yet, the line would stand in the wrong place.
  let lineDrawn = newAfter === undefined || (more && (messages[0]?.seq ?? 0) > newAfter + 1);
  let day = Number.NaN;
  let previous: Extract<Row, { kind: "message" }> | undefined;
  const waitingFiles = [...files].sort((a, b) => a.time - b.time);
  const pushDay = (time: number, key: string) => {
    if (dayOf(time) === day) return;
    day = dayOf(time);
    rows.push({ kind: "day", key: `day-${day}-${key}`, time });
    previous = undefined;
  };
  const pushFilesBefore = (time: number) => {
    while (waitingFiles[0] && waitingFiles[0].time < time) {
      const file = waitingFiles.shift()!;
      pushDay(file.time, file.key);
      rows.push({ kind: "file", key: file.key, file });
      previous = undefined;
    }
  };
  const next = (messages.findLast((message) => message.seq > 0)?.seq ?? 0) + 1;
  const pushJoined = (seq: number) => {
    const names = joins.get(seq);
    if (!names) return;
    joins.delete(seq);
    rows.push({ kind: "joined", key: `joined-${seq}`, names });
    previous = undefined;
  };
  for (const message of messages) {
    pushFilesBefore(message.time);
    pushDay(message.time, message.key);
    pushJoined(message.seq || next); // what is on its way comes after all that is there
    if (!lineDrawn && message.seq > newAfter! && !message.own) {
      lineDrawn = true;
      rows.push({ kind: "new", key: "new" });
      previous = undefined;
    }
    if (message.notice) {
      rows.push({ kind: "notice", key: message.key, message });
      previous = undefined;
      continue;
    }
    const row: Row = { kind: "message", key: message.key, message, first: true, last: true };
    if (previous && continues(previous.message, message)) {
      previous.last = false;
      row.first = false;
    }
    rows.push(row);
    previous = row;
  }
  pushJoined(next);
  pushFilesBefore(Infinity);
  return rows;
}

function continues(before: MessageItem, after: MessageItem): boolean {
  return before.authorId === after.authorId && before.own === after.own && after.time - before.time < groupGapMs;
}

/** Who joined before which message. Those there from the first message, or from before what is loaded, are not told. */
function joinsBySeq(boundaries: readonly Boundary[], oldest: number): Map<number, string[]> {
  const joins = new Map<number, string[]>();
  for (const { name, firstSeq } of boundaries) {
    if (firstSeq <= 1 || firstSeq < oldest) continue;
    joins.set(firstSeq, [...(joins.get(firstSeq) ?? []), name]);
  }
  return joins;
}
