/** What was begun to be written, room by room, kept over a reload on this device. */
import type { Store } from "@foyer/sdk";
import { Cell } from "./cell";

export interface Drafts extends Store<ReadonlyMap<number, string>> {
  put(roomId: number, text: string): void;
}

/** Storage as far as drafts need it; a page may be forbidden to have one. */
export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The drafts of one person. `storage` undefined: they live as long as the page. */
export function draftsOf(selfId: number, storage: TextStorage | undefined): Drafts {
  const key = `foyer.drafts.${selfId}`;
  const cell = new Cell(read(storage, key));
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    put(roomId, text) {
      if ((cell.get().get(roomId) ?? "") === text) return;
      const next = new Map(read(storage, key, cell.get())); // another tab may have written to another room
      if (text === "") next.delete(roomId);
      else next.set(roomId, text);
      write(storage, key, next);
      cell.set(next);
    },
  };
}

function read(storage: TextStorage | undefined, key: string, otherwise: ReadonlyMap<number, string> = new Map()): ReadonlyMap<number, string> {
  if (!storage) return otherwise;
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? "{}");
    if (typeof stored !== "object" || stored === null) return otherwise;
    return new Map(Object.entries(stored).flatMap(([id, text]) => (typeof text === "string" ? [[Number(id), text] as const] : [])));
  } catch {
    return otherwise; // unreadable or forbidden: what is held in memory counts
  }
}

function write(storage: TextStorage | undefined, key: string, drafts: ReadonlyMap<number, string>): void {
  try {
    if (drafts.size === 0) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(Object.fromEntries(drafts)));
  } catch {
    // Full or forbidden: the draft stays in memory.
  }
}

/** The browser's storage, or undefined where a page may not have it. */
export function storageOf(kind: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return globalThis[kind];
  } catch {
    return undefined;
  }
}
