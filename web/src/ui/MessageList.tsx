import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button, Empty, Spinner, UnreadBadge } from "./controls";
import type { FileActions, FileItem } from "./FileCard";
import { Icon } from "./Icon";
import { late } from "./Late";
import { MessageRow } from "./MessageRow";
import { PlainRows } from "./PlainRows";
import { endWithin, toEndPx, type RowListHandle, type RowListProps } from "./rowList";
import { rowsOf, type Boundary, type MessageItem, type Row } from "./rows";
import "./MessageList.css";

export interface MessageListProps {
  label: string;
  messages: readonly MessageItem[];
  boundaries: readonly Boundary[];
  files: readonly FileItem[];
  fileActions: FileActions;
  newAfter: number | undefined;
  /** `loading`: the first page is under way. `failed`: it could not be had. */
  state: "loading" | "ready" | "failed";
  more: boolean;
  loadingOlder: boolean;
  /** Names are of no use in a conversation of two. */
  showNames: boolean;
  /** Messages below the reader's view that he has not seen. */
  unseen: number;
  now: number;
  onOlder: () => void;
  onReload: () => void;
  /** The reader has the newest message in view, or no longer has. */
  onAtEnd: (atEnd: boolean) => void;
  /** The message with this number has been in view, and with it all before. */
  onReached: (seq: number) => void;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** This near to the top, in pixels, older messages are asked for. */
const olderWithin = 600;
/** A message counts as seen when no more than this of it is hidden. */
const shadePx = 16;

/** So many rows are drawn all together. Of more, only those in view are. */
const mostPlainRows = 300;

const RowList = late<RowListProps>(PlainRows, () => import("./VirtualRows").then((part) => part.VirtualRows), ({ rows }) => rows.length > mostPlainRows);

export function MessageList(props: MessageListProps) {
  if (props.state === "loading") return <div className="messages-wait"><Spinner label="Loading messages" /></div>;
  if (props.state === "failed") {
    return (
      <div className="messages-wait">
        <Empty icon="warn" title="The messages could not be loaded">
          <p>Nothing is lost: they are on the server.</p>
          <Button icon="retry" onClick={props.onReload}>Try again</Button>
        </Empty>
      </div>
    );
  }
  return <Messages {...props} />;
}

function Messages({ label, messages, boundaries, files, fileActions, newAfter, more, loadingOlder, showNames, unseen, now, onOlder, onAtEnd, onReached, onRetry, onDiscard }: MessageListProps) {
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const rows = useMemo(() => rowsOf({ messages, newAfter, boundaries, files, more }), [messages, newAfter, boundaries, files, more]);
  const empty = messages.length === 0 && files.length === 0 && !more;
  /** Undefined: not known yet, so nothing counts as seen. */
  const [atEnd, setAtEnd] = useState<boolean>();
  const list = useRef<RowListHandle>(null);

  // Starts where the reader left off: at the "new" line if there is one, else at the end.
  useLayoutEffect(() => {
    if (!box) return;
    const line = rows.findIndex((row) => row.kind === "new");
    if (line >= 0) list.current?.toRow(line);
    else list.current?.toEnd();
  }, [box]); // once, when the list appears

  const look = useCallback(() => {
    if (empty) return setAtEnd(true); // nothing is there, and all of it is in view
    if (!box) return;
    setAtEnd(toEndPx(box) <= endWithin);
    const lowest = list.current?.lastAbove(box.scrollTop + box.clientHeight + shadePx);
    const reached = lowest === undefined ? 0 : seqAbove(rows, lowest);
    if (reached > 0) onReached(reached);
    if (more && !loadingOlder && box.scrollTop < olderWithin) onOlder();
  }, [box, empty, rows, more, loadingOlder, onOlder, onReached]);

  useEffect(look, [look]);
  useEffect(() => { if (atEnd !== undefined) onAtEnd(atEnd); }, [atEnd, onAtEnd]);
  // An own message is always shown, wherever the reader is.
  const lastOwn = messages.at(-1)?.own && messages.at(-1)?.seq === 0 ? messages.at(-1)!.key : undefined;
  const lastSent = files.findLast(({ own, state }) => own && state === "new")?.key;
  useEffect(() => { if (lastOwn ?? lastSent) list.current?.toEnd(); }, [lastOwn, lastSent]);

  if (empty) {
    return (
      <div className="messages-wait">
        <Empty icon="room" title="No messages yet"><p>Whatever is written here, everybody in the room can read.</p></Empty>
      </div>
    );
  }
  return (
    <div className="messages">
      <div className="messages-scroll" ref={setBox} onScroll={look} tabIndex={0} role="log" aria-live="off" aria-label={label}>
        {box && <RowList ref={list} rows={rows} box={box} onLaidOut={look}
          draw={(row) => <MessageRow row={row} showNames={showNames} now={now} onRetry={onRetry} onDiscard={onDiscard} fileActions={fileActions} />} />}
      </div>
      {atEnd === false && (
        <button type="button" className="to-end" onClick={() => list.current?.toEnd()}>
          <Icon name="down" size={18} /> {unseen > 0 ? "New messages" : "To the newest"} <UnreadBadge count={unseen} />
        </button>
      )}
    </div>
  );
}

/** The number of the last message at or above a row; 0: there is none. */
function seqAbove(rows: readonly Row[], index: number): number {
  for (let at = index; at >= 0; at -= 1) {
    const row = rows[at]!;
    if ((row.kind === "message" || row.kind === "notice") && row.message.seq > 0) return row.message.seq;
  }
  return 0;
}
