import { memo } from "react";
import { Avatar } from "./Avatar";
import { Spinner } from "./controls";
import type { FileActions } from "./FileCard";
import { Icon } from "./Icon";
import { late } from "./Late";
import { linkify } from "./linkify";
import type { MessageItem, Row } from "./rows";
import { clock, dayLabel, fullTime } from "./times";
import { namesList } from "./words";

const FileCard = late("column", () => import("./lateViews").then((part) => part.FileCard));

export interface MessageRowProps {
  row: Row;
  showNames: boolean;
  now: number;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  fileActions: FileActions;
}

export const MessageRow = memo(function MessageRow({ row, showNames, now, onRetry, onDiscard, fileActions }: MessageRowProps) {
  switch (row.kind) {
    case "start": return <p className="row-edge">{row.bounded ? "You joined here. What was written before is not shown to you." : "This is where the conversation begins."}</p>;
    case "loading": return <div className="row-edge"><Spinner label="Loading older messages" /></div>;
    case "day": return <div className="row-day" role="separator" aria-label={dayLabel(row.time, now)}><span>{dayLabel(row.time, now)}</span></div>;
    case "new": return <div className="row-new" role="separator" aria-label="New messages"><span>New</span></div>;
    case "joined": return <p className="row-joined">{namesList(row.names, 5)} joined here</p>;
    case "file": return <FileCard file={row.file} showNames={showNames} {...fileActions} />;
    case "notice":
      return (
        <p className="row-notice"><span>{row.message.text}</span> <time dateTime={iso(row.message)} title={fullTime(row.message.time)}>{clock(row.message.time)}</time></p>
      );
    case "message":
      return <Message row={row} showNames={showNames} onRetry={onRetry} onDiscard={onDiscard} />;
  }
});

type BubbleProps = Omit<MessageRowProps, "row" | "now" | "fileActions"> & { row: Extract<Row, { kind: "message" }> };

function Message({ row: { message, first, last }, showNames, onRetry, onDiscard }: BubbleProps) {
  const { own, delivery } = message;
  const names = showNames && !own;
  return (
    <article className={`message${own ? " message-own" : ""}${first ? " message-first" : ""}${last ? " message-last" : ""}`}
      aria-label={`${own ? "You" : message.authorName}, ${clock(message.time)}`}>
      {names && <span className="message-face">{last && <Avatar name={message.authorName} seed={message.authorId} size="s" />}</span>}
      <div className="message-body">
        {names && first && <p className="message-author">{message.authorName}</p>}
        <div className={`bubble bubble-${delivery.state}`}>
          <p className="bubble-text" dir="auto"><Text text={message.text} /></p>
          <span className="bubble-foot">
            <time dateTime={iso(message)} title={fullTime(message.time)}>{clock(message.time)}</time>
            {delivery.state === "sending" && <span>Sending…</span>}
            {delivery.state === "waiting" && <span>Waiting for the connection</span>}
          </span>
        </div>
        {delivery.state === "failed" && (
          <p className="message-failed" role="alert">
            <Icon name="warn" size={16} /> <span>Not sent. {delivery.reason}</span>
            <span className="message-choices">
              <button type="button" className="button button-quiet button-small" onClick={() => onRetry(message.key)}>Send again</button>
              <button type="button" className="button button-quiet-danger button-small" onClick={() => onDiscard(message.key)}>Discard</button>
            </span>
          </p>
        )}
      </div>
    </article>
  );
}

function Text({ text }: { text: string }) {
  return linkify(text).map((part, index) =>
    part.kind === "text" ? part.text : (
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
    ));
}

function iso(message: MessageItem): string {
  return new Date(message.time).toISOString();
}
