import { Icon } from "./Icon";

/** Tells a supervisor that the room before him is none of his. */
export function WatchStrip() {
  return <p className="watch-strip"><Icon name="eye" size={18} /> You are watching this room. The people in it do not see you.</p>;
}
