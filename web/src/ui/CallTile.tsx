import { Avatar } from "./Avatar";
import { Icon } from "./Icon";
import { Video, type Attach } from "./Video";
import "./CallTile.css";

/** How the connection with somebody is. */
export type TileLink = "connected" | "connecting" | "interrupted" | "failed" | "lost";

/** Somebody in a call, or the screen he shares. */
export interface CallTileItem {
  key: string;
  name: string;
  seed: number;
  self: boolean;
  kind: "person" | "screen";
  /** What is shown or heard, if anything is. */
  stream: MediaStream | undefined;
  audio: boolean;
  video: boolean;
  link: TileLink;
  /** Left out while nothing is measured. */
  quality?: "good" | "fair" | "poor" | "lost" | undefined;
  speaking: boolean;
}

export interface CallTileProps {
  tile: CallTileItem;
  attach: Attach;
  pinned?: boolean;
  /** Only heard, where there is room for one picture. */
  unseen?: boolean;
  /** Puts it in the middle, or takes it out of there. Left out where there is nothing to choose. */
  onPin?: (() => void) | undefined;
  /** Why there is no connection. */
  onDiagnose?: (() => void) | undefined;
}

const linkWords: Record<TileLink, string> = {
  connected: "",
  connecting: "Connecting…",
  interrupted: "Reconnecting…",
  failed: "No connection",
  lost: "Has lost the server, may be back",
};

/** One picture in a call, with all that one wants to know of it. */
export function CallTile({ tile, attach, pinned, unseen, onPin, onDiagnose }: CallTileProps) {
  const { name, self, kind, stream, audio, video, link } = tile;
  const title = kind === "screen" ? (self ? "Your screen" : `${name}'s screen`) : self ? "You" : name;
  const shows = stream && video && link !== "failed";
  return (
    <li className={`tile tile-${kind}${tile.speaking ? " tile-speaking" : ""}${unseen ? " tile-unseen" : ""}`} aria-label={wordsOf(tile, title)}>
      {stream && <Video stream={stream} attach={self ? undefined : attach} hidden={!shows} mirrored={self && kind === "person"} whole={kind === "screen"} />}
      {!shows && <span className="tile-face"><Avatar name={name} seed={tile.seed} size="l" icon={kind === "screen" ? "screen" : undefined} /></span>}
      {linkWords[link] && (
        <span className="tile-link">
          {link === "failed" ? <Icon name="warn" size={16} /> : <span className="spinner" aria-hidden="true" />}
          {linkWords[link]}
          {link === "failed" && onDiagnose && <button type="button" className="tile-why" onClick={onDiagnose}>Find out why</button>}
        </span>
      )}
      <span className="tile-name" aria-hidden="true">
        {kind === "person" && !audio && <Icon name="micOff" size={16} />}
        <span>{title}</span>
        {tile.quality && <Bars quality={tile.quality} />}
      </span>
      {onPin && (
        <button type="button" className="tile-pin" aria-pressed={pinned} aria-label={`Keep ${title} in the middle`} title={pinned ? "No longer in the middle" : "Keep in the middle"} onClick={onPin}>
          <Icon name="pin" size={18} />
        </button>
      )}
    </li>
  );
}

/** What a reader of the screen is told of a tile. */
function wordsOf({ kind, audio, video, link, self, quality }: CallTileItem, title: string): string {
  const words = [title];
  if (kind === "person") words.push(audio ? "microphone on" : "muted", video ? "camera on" : "camera off");
  if (linkWords[link] && !self) words.push(linkWords[link]);
  if (quality === "poor") words.push("poor connection");
  return words.join(", ");
}

const bars = { good: 3, fair: 2, poor: 1, lost: 0 } as const;

function Bars({ quality }: { quality: keyof typeof bars }) {
  return <span className={`bars bars-${quality}`} title={`Connection: ${quality}`}>{[1, 2, 3].map((n) => <i key={n} className={n <= bars[quality] ? "on" : ""} />)}</span>;
}
