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
          {room.public && <span className="tag">Public</span>}
          {archive && <span className="tag">Archive</span>}
          {supervised && !room.watched && <Supervised />}
          <span className="room-subtitle">{subtitle}</span>
        </p>
      </div>
      {onCall && <IconButton icon="call" label="Call" onClick={onCall} />}
      {onAdd && <IconButton icon="addPerson" label="Add people" onClick={onAdd} />}
      <IconButton icon="people" label={`People (${peopleCount})`} aria-expanded={peopleShown} onClick={onPeople} />
    </div>
  );
}

/** On a phone the eye sees one word of it; who listens hears it all. */
function Supervised() {
  const words = "A supervisor may read along";
  return (
    <span className="tag tag-watch" title={words}>
      <Icon name="eye" size={14} /> <span className="room-supervised">{words}</span><span className="room-supervised-short" aria-hidden>Supervised</span>
    </span>
  );
}
