import type { RoomView, Self } from "@foyer/sdk";

/** What the reader may do in a room (contract 1.1): what he may not is not offered. The server decides all the same. */
export interface Permissions {
  post: boolean;
  add: boolean;
  remove: boolean;
  rename: boolean;
  flags: boolean;
  leave: boolean;
  /** Begin and enter calls. */
  call: boolean;
  /** Send files. */
  file: boolean;
}

/** `features`: what the server offers to this reader; a guest may be without some. */
export function permissionsIn(room: RoomView, self: Self, features: readonly string[]): Permissions {
  const member = !room.watching;
  const supervises = room.members.some((each) => self.supervises.includes(each.companyId)) || self.supervises.includes(room.companyId);
  const guest = self.kind === "guest";
  const extendable = room.members.every((each) => each.kind !== "xmpp");
  const alive = room.standing !== "ended";
  const closedMulti = room.multi && room.standing === "closed";
  const chat = features.includes("chat");
  const takesPart = alive && member && !closedMulti;
  return {
    post: takesPart && chat,
    add: alive && !guest && extendable && (member || supervises),
    remove: alive && room.multi && supervises,
    rename: alive && member && room.multi && chat,
    flags: alive && room.multi && (room.ownerId === self.contactId || supervises),
    leave: alive && member,
    call: takesPart && extendable && features.includes("av"),
    file: takesPart && features.includes("file"),
  };
}
