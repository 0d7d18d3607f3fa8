import { Avatar } from "./Avatar";
import { IconButton } from "./controls";
import { Icon } from "./Icon";
import type { RoomItem } from "./RoomList";
import "./RoomHeader.css";

export interface RoomHeaderProps {
  room: RoomItem;
  subtitle: string;
  archive: boolean;
  /** Supervisors may watch it, and those in it are to know. */
  supervised?: boolean;
  peopleShown: boolean;
  peopleCount: number;
  onPeople: () => void;
  /** Left out where nobody can be added. */
  onAdd?: (() => void) | undefined;
  /** Left out where no call can be begun. */
  onCall?: (() => void) | undefined;
  homeHref: string;
}

export function RoomHeader({ room, subtitle, archive, supervised, peopleShown, peopleCount, onPeople, onAdd, onCall, homeHref }: RoomHeaderProps) {
  return (
    <div className="room-head">
      <a className="icon-button room-back" href={homeHref} aria-label="Back to the rooms"><Icon name="back" /></a>
      <Avatar name={room.label} seed={room.seed} show={room.show} icon={room.watched ? "eye" : room.multi ? (room.public ? "globe" : "people") : undefined} />
      <div className="room-title">
        <h1 id="room-title" tabIndex={-1}>{room.label}</h1>
        <p>
          {room.watched && <span className="tag tag-watch"><Icon name="eye" size={14} /> Watching</span>}
          {supervised && !room.watched && <span className="tag tag-watch" title="Supervisors of the company may read along."><Icon name="eye" size={14} /> Supervised</span>}
          {room.public && <span className="tag">Public</span>}
          {archive && <span className="tag">Archive</span>}
          <span className="room-subtitle">{subtitle}</span>
        </p>
      </div>
      {onCall && <IconButton icon="call" label="Call" onClick={onCall} />}
      {onAdd && <IconButton icon="addPerson" label="Add people" onClick={onAdd} />}
      <IconButton icon="people" label={`People (${peopleCount})`} aria-expanded={peopleShown} onClick={onPeople} />
    </div>
  );
}
