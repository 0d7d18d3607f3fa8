import type { Member, MemberState, PersonKind, Room } from "../wire/index.js";

/** Where a room stands for its reader (contract 2.3). `ended`: the object is dead. */
export type RoomStanding = "invited" | "inviting" | "open" | "closed" | "ended";

export interface RoomMember {
  readonly contactId: number;
  readonly name: string;
  readonly companyId: number;
  readonly companyName: string;
  readonly chatId: string;
  readonly kind: PersonKind;
  readonly state: MemberState;
  /** The history boundary: this member reads messages from this one on. */
  readonly firstSeq: number;
  /** Guests only; empty for others. */
  readonly uname: string;
}

/** A room as its reader sees it. A value: a change makes a new one. */
export interface RoomView {
  readonly id: number;
  readonly version: number;
  readonly multi: boolean;
  /** The given name; empty if it has none. */
  readonly name: string;
  /** What to show: the other party's name, the given name, or the names of the members. Never empty. */
  readonly label: string;
  readonly public: boolean;
  readonly archive: boolean;
  readonly ownerId: number;
  readonly companyId: number;
  readonly members: readonly RoomMember[];
  readonly createdMs: number;
  /** Supervisors may watch it, and the company wishes that those in it see so. */
  readonly supervised: boolean;
  /** One-to-one: the other party. */
  readonly peer: RoomMember | undefined;
  /** Visible by the rights of a supervisor only, not as a member. */
  readonly watching: boolean;
  readonly standing: RoomStanding;
  readonly newest: number;
  /** The highest message the user has seen in any of his sessions. */
  readonly seen: number;
  /** newest − seen; 0 in a room that is only watched. */
  readonly unread: number;
}

export interface Reading {
  selfId: number;
  /** Holds api_chat somewhere: a room that he left may stay visible. */
  supervisor: boolean;
  newest: number;
  seen: number;
  ended: boolean;
}

/** Derives the reader's view. `before` is the view it replaces: a room that was open does not become inviting again. */
export function viewRoom(room: Room, reading: Reading, before: RoomView | undefined): RoomView {
  const newest = Math.max(reading.newest, before?.newest ?? 0);
  const sameRoom = before?.members === room.members && before.version === room.version && before.supervised === room.supervised;
  if (sameRoom && !reading.ended) {
    const { seen } = reading; // as with every message: nothing else has changed
    return { ...before, newest, seen, unread: unreadOf(before.watching, newest, seen) };
  }
  const me = room.members.find((member) => member.contactId === reading.selfId);
  const others = room.members.filter((member) => member !== me);
  const watching = reading.ended && before ? before.watching : !me || (me.state === "left" && reading.supervisor);
  const isParty = me !== undefined;
  const peer = !room.multi && isParty && others.length === 1 ? others[0] : undefined;
  return {
    id: room.roomId,
    version: room.version,
    multi: room.multi,
    name: room.name,
    label: labelOf(room, others, peer),
    public: room.public,
    archive: room.archive,
    ownerId: room.ownerId,
    companyId: room.companyId,
    members: room.members,
    createdMs: room.createdMs,
    supervised: room.supervised,
    peer,
    watching,
    standing: reading.ended ? "ended" : watching ? "open" : standingOf(room, me, others, before),
    newest,
    seen: reading.seen,
    unread: unreadOf(watching, newest, reading.seen),
  };
}

function unreadOf(watching: boolean, newest: number, seen: number): number {
  return watching ? 0 : Math.max(0, newest - seen);
}

function standingOf(room: Room, me: Member | undefined, others: readonly Member[], before: RoomView | undefined): RoomStanding {
  if (me?.state === "left") return "closed";
  if (!room.multi && others.every((member) => member.state === "left")) return "closed";
  if (me?.state === "invited") return "invited";
  const present = others.filter((member) => member.state !== "left");
  const nobodyCameYet = present.length > 0 && present.every((member) => member.state === "invited");
  const wasOpen = before?.standing === "open" || before?.standing === "closed";
  return nobodyCameYet && !wasOpen ? "inviting" : "open";
}

function labelOf(room: Room, others: readonly Member[], peer: RoomMember | undefined): string {
  if (peer) return peer.name || `Contact ${peer.contactId}`;
  if (room.name) return room.name;
  const shown = others.filter((member) => member.state !== "left");
  const names = (shown.length > 0 ? shown : room.members).map((member) => member.name).filter(Boolean);
  return names.join(", ") || `Room ${room.roomId}`;
}
