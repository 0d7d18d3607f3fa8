import type { ReactNode, Ref } from "react";
import type { Row } from "./rows";

/** What lays out the rows of a conversation: all of them (`PlainRows`), or, of many, those in view (`VirtualRows`). */
export interface RowListProps {
  ref: Ref<RowListHandle>;
  rows: readonly Row[];
  /** What the list is scrolled in. */
  box: HTMLElement;
  draw: (row: Row) => ReactNode;
  /** Where rows end may have changed. */
  onLaidOut: () => void;
}

export interface RowListHandle {
  toEnd: () => void;
  /** Brings a row to the middle of what is in view. */
  toRow: (index: number) => void;
  /** The last row that ends above this place, in pixels from the beginning of the list; undefined: none does. */
  lastAbove: (bottomPx: number) => number | undefined;
}

/** This near to the bottom, in pixels, the reader counts as being at the end and the list follows new messages. */
export const endWithin = 60;

/** How far what is in view is from the end, in pixels. */
export function toEndPx(box: HTMLElement): number {
  return box.scrollHeight - box.scrollTop - box.clientHeight;
}

/**
 * The row that must not move while rows come and grow: the first of those in view (`first` to `last`) that stays when older ones are
 * loaded. Rows between messages then go elsewhere, and the oldest message may lose its heading; it is taken only if it is alone.
 */
export function heldRow(rows: readonly Row[], first: number, last: number): number | undefined {
  const oldest = oldestRow(rows);
  let found: number | undefined;
  for (let index = Math.max(first, oldest); index <= last && oldest >= 0; index += 1) {
    if (!stays(rows[index]!)) continue;
    found ??= index;
    if (index > oldest) return index;
  }
  return found;
}

/** -1: there is none. */
export function oldestRow(rows: readonly Row[]): number {
  return rows.findIndex(stays);
}

function stays({ kind }: Row): boolean {
  return kind === "message" || kind === "notice" || kind === "file";
}
