import { useVirtualizer, type VirtualItem, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useImperativeHandle, useState } from "react";
import { endWithin, heldRow, oldestRow, type RowListProps } from "./rowList";
import type { Row } from "./rows";

/** How high a row is, before it was measured. */
const estimates: Partial<Record<Row["kind"], number>> = { message: 52, file: 150 };

/** So much of what is in view a page up goes: as browsers do it. */
const pageShare = 0.875;

/** The rows of a long conversation: those in view, and a few around them. Loaded late. */
export function VirtualRows({ ref, rows, box, draw, onLaidOut }: RowListProps) {
  const [found] = useState(() => measured(box));
  const list = useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => box,
    getItemKey: useCallback((index: number) => rows[index]!.key, [rows]),
    estimateSize: (index) => estimates[rows[index]!.kind] ?? 44,
    initialMeasurementsCache: found.items,
    initialOffset: found.offset,
    overscan: 12,
    paddingStart: 8,
    paddingEnd: 12,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endWithin,
  });
  useHeldPlace(list, rows);
  useScrollKeys(box);
  useImperativeHandle(ref, () => ({
    toEnd: () => list.scrollToEnd(),
    toRow: (index) => list.scrollToIndex(index, { align: "center" }),
    lastAbove: (bottomPx) => list.getVirtualItems().findLast((item) => item.end <= bottomPx)?.index,
  }), [list]);
  useEffect(onLaidOut, [onLaidOut, list.getTotalSize()]);
  return (
    <div className="messages-canvas" style={{ height: list.getTotalSize() }}>
      {list.getVirtualItems().map((item) => (
        <div key={item.key} ref={list.measureElement} data-index={item.index} className="messages-row" style={{ transform: `translateY(${item.start}px)` }}>
          {draw(rows[item.index]!)}
        </div>
      ))}
    </div>
  );
}

/**
 * Has the library hold what `PlainRows` holds when rows come and grow. By itself it would hold the row at the upper edge, also one
 * that goes elsewhere when older messages are loaded, and the reader with it; and while one scrolls up it would let what is in view
 * move with the height of rows above.
 */
function useHeldPlace(list: Virtualizer<HTMLElement, Element>, rows: readonly Row[]): void {
  /** What was held when rows came, for as long as it is in view: those that came above it have not been measured yet. */
  const [place] = useState<{ key?: string; mayLoseHeading?: boolean }>({});
  const held = () => {
    const { startIndex, endIndex } = list.calculateRange() ?? { startIndex: 0, endIndex: 0 };
    const before = rows.slice(startIndex, endIndex + 1).findIndex(({ key }) => key === place.key);
    return before >= 0 ? startIndex + before : heldRow(rows, startIndex, endIndex) ?? startIndex;
  };
  list.getVirtualItemForOffset = () => { // asked what to hold, before the rows change
    const index = held();
    place.key = rows[index]?.key;
    place.mayLoseHeading = index === oldestRow(rows);
    return list.measurementsCache[index];
  };
  list.shouldAdjustScrollPositionOnItemSizeChange = ({ key, index, start }) => {
    const offset = list.scrollOffset ?? 0;
    if (offset <= 0) return false; // at the very beginning that is what is held
    if (!list.itemSizeCache.has(key) && start < offset) return true;
    return index < held() || (key === place.key && place.mayLoseHeading === true);
  };
}

/**
 * Far up, and a page up, in one step: on the way of its own the browser would be stopped by the first row that proves higher than it
 * was guessed.
 */
function useScrollKeys(box: HTMLElement): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.key === "Home") box.scrollTop = 0;
      else if (event.key === "PageUp") box.scrollTop -= box.clientHeight * pageShare;
      else return;
      event.preventDefault();
    };
    box.addEventListener("keydown", onKey);
    return () => box.removeEventListener("keydown", onKey);
  }, [box]);
}

/** The rows that `PlainRows` has laid out until now, so that nothing moves when this takes over. */
function measured(box: HTMLElement): { offset: number; items: VirtualItem[] } {
  const drawn = [...box.querySelectorAll<HTMLElement>(".messages-row")];
  const items = drawn.map((row, index) => {
    const size = row.getBoundingClientRect().height;
    return { key: row.dataset["key"]!, index, start: row.offsetTop, end: row.offsetTop + size, size, lane: 0 };
  });
  return { offset: box.scrollTop, items };
}
