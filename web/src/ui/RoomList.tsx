import { Avatar } from "./Avatar";
import { Button, Empty, Spinner, UnreadBadge } from "./controls";
import { Icon } from "./Icon";
import { shortTime } from "./times";
import { useRoving } from "./useRoving";
import type { Show } from "./words";
import "./lists.css";

/** A room as the list shows it. */
export interface RoomItem {
  id: number;
  label: string;
  multi: boolean;
  public: boolean;
  watched: boolean;
  unread: number;
  /** The other party's presence and id; one-to-one rooms only. */
  show?: Show | undefined;
  seed: number;
  preview: string;
  /** Of the newest message, or of the creation; 0: not known. */
  time: number;
  /** An own message was refused and waits for a decision, something was begun to be written, or a file waits for an answer. */
  mark: "refused" | "draft" | "file" | undefined;
}

export interface RoomListProps {
  rooms: readonly RoomItem[];
  state: "loading" | "ready";
  /** The text it was filtered by; "" for all. */
  query: string;
  current: number | undefined;
  now: number;
  hrefOf: (id: number) => string;
  /** Left out, both, for guests. */
  onNewRoom: (() => void) | undefined;
  onPublicRooms: (() => void) | undefined;
}

/** The rooms of the reader, and, for a supervisor, apart from them the rooms he only watches. */
export function RoomList({ rooms, state, query, current, now, hrefOf, onNewRoom, onPublicRooms }: RoomListProps) {
  const { ref, onKeyDown } = useRoving<HTMLElement>();
  if (state === "loading") return <div className="list-wait"><Spinner label="Loading rooms" /></div>;
  const own = rooms.filter((room) => !room.watched);
  const watched = rooms.filter((room) => room.watched);
  if (rooms.length === 0) {
    return query ? <Empty icon="search" title="No room found"><p>Nothing is called “{query}”.</p></Empty> : (
      <Empty icon="room" title="No rooms yet">
        <p>{onNewRoom ? "Start a conversation with a colleague, or enter a public room." : "Rooms that you are invited into stand here."}</p>
        {onNewRoom && <Button kind="primary" icon="plus" onClick={onNewRoom}>New room</Button>}
        {onPublicRooms && <Button kind="quiet" onClick={onPublicRooms}>Browse public rooms</Button>}
      </Empty>
    );
  }
  const row = (room: RoomItem) => <RoomRow key={room.id} room={room} current={room.id === current} now={now} href={hrefOf(room.id)} />;
  return (
    <section ref={ref} onKeyDown={onKeyDown} aria-label="Rooms">
      {own.length > 0 && <ul className="list">{own.map(row)}</ul>}
      {watched.length > 0 && (
        <section aria-labelledby="watched-rooms">
          <h2 className="list-head" id="watched-rooms"><Icon name="eye" size={16} /> Watching</h2>
          <ul className="list">{watched.map(row)}</ul>
        </section>
      )}
    </section>
  );
}

const marks = { draft: "Draft", refused: "Not sent", file: "File" };

function RoomRow({ room, current, now, href }: { room: RoomItem; current: boolean; now: number; href: string }) {
  const icon = room.watched ? "eye" : room.public ? "globe" : "people";
  return (
    <li>
      <a className={`item${room.unread > 0 ? " item-unread" : ""}`} href={href} data-roving aria-current={current ? "page" : undefined}>
        <Avatar name={room.label} seed={room.seed} show={room.show} icon={room.multi || room.watched ? icon : undefined} />
        <span className="item-words">
          <span className="item-line">
            <span className="item-title">{room.label}</span>
            {room.watched && <span className="hidden-visually">, watching</span>}
            {room.time > 0 && <time className="item-time" dateTime={new Date(room.time).toISOString()}>{shortTime(room.time, now)}</time>}
          </span>
          <span className="item-line">
            <span className="item-more">{room.mark && <em className={`item-mark${room.mark === "file" ? " item-mark-file" : ""}`}>{marks[room.mark]}</em>}{room.preview}</span>
            <UnreadBadge count={room.unread} />
          </span>
        </span>
      </a>
    </li>
  );
}
