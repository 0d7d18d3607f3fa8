import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useImperativeHandle, useState } from "react";
import { endWithin, type RowListProps } from "./rowList";
import type { Row } from "./rows";

/** How high a row is, before it was measured. */
const estimates: Partial<Record<Row["kind"], number>> = { message: 52, file: 150 };

/** The rows of a long conversation: those in view, and a few around them. Loaded late. */
export function VirtualRows({ ref, rows, box, draw, onLaidOut }: RowListProps) {
  const [found] = useState(() => measured(box));
  const list = useVirtualizer({
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

/** The rows that `PlainRows` has laid out until now, so that nothing moves when this takes over. */
function measured(box: HTMLElement): { offset: number; items: VirtualItem[] } {
  const drawn = [...box.querySelectorAll<HTMLElement>(".messages-row")];
  const items = drawn.map((row, index) => {
    const size = row.getBoundingClientRect().height;
    return { key: row.dataset["key"]!, index, start: row.offsetTop, end: row.offsetTop + size, size, lane: 0 };
  });
  return { offset: box.scrollTop, items };
}
