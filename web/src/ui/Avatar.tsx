import { initialsOf, hueOf } from "./initials";
import { Icon, type IconName } from "./Icon";
import type { Show } from "./words";
import "./Avatar.css";

export interface AvatarProps {
  name: string;
  /** What the colour is made from; the same person has the same colour everywhere. */
  seed: number;
  size?: "s" | "m" | "l";
  /** Left out: no presence is shown. */
  show?: Show | undefined;
  /** A room of several people is a rounded square with an icon. */
  icon?: IconName | undefined;
}

/** A person's initials on his colour. Decoration: the name always stands beside it. */
export function Avatar({ name, seed, size = "m", show, icon }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size}${icon ? " avatar-room" : ""}${icon === "eye" ? " avatar-watch" : ""}`} aria-hidden="true"
      style={{ "--hue": String(hueOf(seed)) } as React.CSSProperties}>
      {icon ? <Icon name={icon} size={size === "s" ? 16 : 20} /> : initialsOf(name)}
      {show && <span className={`avatar-presence presence-${show}`} />}
    </span>
  );
}
