import { Icon } from "./Icon";

/** Tells a supervisor that the room before him is none of his. `supervised`: the people in it know that he may be there. */
export function WatchStrip({ supervised }: { supervised?: boolean }) {
  return <p className="watch-strip"><Icon name="eye" size={18} /> You are watching this room. {supervised ? "The people in it see that it is supervised, not by whom." : "The people in it do not see you."}</p>;
}
