import type { Message } from "@foyer/sdk";
import type { Outgoing } from "../../state/outgoing";
import type { Delivery, MessageItem } from "../../ui/rows";

export interface Merged {
  items: MessageItem[];
  /** Acknowledged messages that have appeared in the room, with their numbers: they need not be kept any longer. */
  arrived: ReadonlyMap<string, number>;
}

/** Which row a number has been shown in, so that a message keeps its row when the server's copy replaces it. */
export type RowKeys = ReadonlyMap<number, string>;

/**
 * The messages of a room followed by those still on their way. A message may come back before it is acknowledged: then
 * it is known by author, text and being newer than what the room held when it was written. It never shows twice.
 */
export function mergeOutgoing(messages: readonly Message[], outgoing: readonly Outgoing[], selfId: number, keys: RowKeys, connected: boolean): Merged {
  const claims = claimsOf(messages, outgoing, selfId, keys);
  const rowKeys = new Map(keys);
  for (const [key, seq] of claims) rowKeys.set(seq, key);
  const here = messages.map((message) => stored(message, selfId, rowKeys.get(message.seq)));
  const open = outgoing.filter((item) => !claims.has(item.key)).map((item) => onItsWay(item, selfId, connected));
  const arrived = new Map(outgoing.flatMap(({ key, seq }) => (seq !== undefined && claims.has(key) ? [[key, seq] as const] : [])));
  return { items: [...here, ...open], arrived };
}

/** Which message each outgoing one has become, by its key. Those with a number know; the others take what is left. */
function claimsOf(messages: readonly Message[], outgoing: readonly Outgoing[], selfId: number, keys: RowKeys): Map<string, number> {
  const claims = new Map<string, number>();
  const taken = new Set(keys.keys());
  for (const { key, seq } of outgoing) {
    if (seq === undefined || !messages.some((message) => message.seq === seq)) continue;
    claims.set(key, seq);
    taken.add(seq);
  }
  for (const { key, seq, text, after } of outgoing) {
    if (seq !== undefined) continue;
    const found = messages.find((message) => message.authorId === selfId && message.seq > after && message.text === text && !taken.has(message.seq));
    if (!found) continue;
    claims.set(key, found.seq);
    taken.add(found.seq);
  }
  return claims;
}

const held = new WeakMap<Message, MessageItem>();

/** One item per message for as long as it lives: rows that did not change are not drawn again. */
function stored(message: Message, selfId: number, key: string | undefined): MessageItem {
  const before = held.get(message);
  if (before && before.key === (key ?? before.key)) return before;
  const { seq, authorId, authorName, text, timeMs } = message;
  const item: MessageItem = {
    seq, key: key ?? `m${seq}`, authorId, authorName, text, time: timeMs, own: authorId === selfId, notice: authorId === 0, delivery: { state: "sent" },
  };
  held.set(message, item);
  return item;
}

function onItsWay(item: Outgoing, selfId: number, connected: boolean): MessageItem {
  const delivery: Delivery =
    item.failed !== undefined ? { state: "failed", reason: item.failed }
      : item.seq !== undefined ? { state: "sent" }
        : { state: connected ? "sending" : "waiting" };
  return { seq: 0, key: item.key, authorId: selfId, authorName: "", text: item.text, time: item.time, own: true, notice: false, delivery };
}
