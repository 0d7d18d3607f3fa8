import { useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { endWithin, heldRow, oldestRow, toEndPx, type RowListProps } from "./rowList";

/** Where the reader is: at the end, or with an edge of a row at its distance from the upper edge. It must not change while rows come and grow. */
interface Place { atEnd: boolean; row: Element | undefined; edge: "top" | "bottom"; edgePx: number; scrollTop: number }

/** The rows of a conversation, one below the other. What the reader has in view stays where it is, and the end stays at the end. */
export function PlainRows({ ref, rows, box, draw, onLaidOut }: RowListProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ atEnd: true, row: undefined, edge: "top", edgePx: 0, scrollTop: 0 });

  const edgeOf = (row: Element, edge: Place["edge"]) => row.getBoundingClientRect()[edge] - box.getBoundingClientRect().top;
  const note = () => {
    const { top, bottom } = box.getBoundingClientRect();
    const drawn = [...canvas.current!.children];
    const first = drawn.findIndex((each) => each.getBoundingClientRect().bottom > top);
    const last = drawn.findLastIndex((each) => each.getBoundingClientRect().top < bottom);
    const held = first < 0 ? undefined : heldRow(rows, first, last);
    const row = drawn[held ?? -1];
    const edge = held === oldestRow(rows) ? "bottom" : "top"; // its heading may go
    place.current = { atEnd: toEndPx(box) <= endWithin, row, edge, edgePx: row ? edgeOf(row, edge) : 0, scrollTop: box.scrollTop };
  };
  const hold = () => {
    const { atEnd, row, edge, edgePx, scrollTop } = place.current;
    const moved = box.scrollTop - scrollTop; // by the reader, who is not told of before the next frame
    if (atEnd && moved >= 0) box.scrollTop = box.scrollHeight;
    else if (row?.isConnected) box.scrollTop += edgeOf(row, edge) - (edgePx - moved);
    note();
  };

  useImperativeHandle(ref, () => ({
    toEnd: () => {
      box.scrollTop = box.scrollHeight;
      note();
    },
    toRow: (index) => {
      const row = canvas.current!.children[index] as HTMLElement | undefined;
      if (row) box.scrollTop = (row.offsetTop + endOf(row) - box.clientHeight) / 2;
      note();
    },
    lastAbove: (bottomPx) => {
      const last = [...canvas.current!.children].findLastIndex((row) => endOf(row as HTMLElement) <= bottomPx);
      return last < 0 ? undefined : last;
    },
  }));

  useLayoutEffect(hold, [rows]);
  useEffect(() => {
    box.addEventListener("scroll", note);
    return () => box.removeEventListener("scroll", note);
  }, [box, rows]);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      hold();
      onLaidOut();
    });
    observer.observe(canvas.current!);
    observer.observe(box);
    return () => observer.disconnect();
  }, [box, onLaidOut]);

  return (
    <div className="messages-canvas messages-plain" ref={canvas}>
      {rows.map((row) => <div key={row.key} data-key={row.key} className="messages-row">{draw(row)}</div>)}
    </div>
  );
}

function endOf(row: HTMLElement): number {
  return row.offsetTop + row.offsetHeight;
}
