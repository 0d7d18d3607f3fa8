import type { Environment } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import type { RoomMember, RoomView } from "../rooms/room_view.js";
import type { Invitation, Message } from "../wire/index.js";
import { fire, onListened, retire, writeData } from "./api_class.js";
import { Room, type Member, type RoomDeps, type RoomState } from "./room.js";
import { toRoomMessage, type RoomMessage } from "./room_message.js";
import type { Turns } from "./turns.js";

/** Arrivals within this time come as one event. */
const MERGE_MS = 100;
/** Messages that a page may leave unread in a room's queue; the oldest then make way, and history() still has them. */
const MAX_QUEUE = 100_000;

export interface RoomControllerDeps extends Omit<RoomDeps, "chatRoom" | "takeMessages"> {
  turns: Turns;
  environment: Pick<Environment, "setTimer">;
  logger: Logger;
  autoseen(): boolean;
  /** The invitation of a guest, where the user may see it. */
  invitationOf(contactId: number): Invitation | undefined;
  report(error: unknown): void;
  /** The room is dead and told so. */
  onDead(controller: RoomController): void;
}

/** Keeps one Room in step with what happens, turn by turn: every public method runs in a turn. */
export class RoomController {
  readonly room: Room;
  private view: RoomView;
  /** Of `view`, as pages see them. */
  private members: Record<number, Member>;
  private queue: RoomMessage[] = [];
  /** The newest message that was put into the queue, and the newest that a listener was told of. */
  private arrived = 0;
  private delivered = 0;
  /** The newest message there was an event for, heard or not. */
  private toldUpTo = 0;
  private listenerCame = false;
  /** Within MERGE_MS of a message event. */
  private merging = false;
  private overflowed = false;
  private dead = false;

  constructor(
    readonly chatRoom: ChatRoom,
    view: RoomView,
    private readonly deps: RoomControllerDeps,
  ) {
    this.view = view;
    this.members = this.membersOf(undefined);
    this.room = new Room({ ...deps, chatRoom, takeMessages: () => this.queue.splice(0) });
    onListened(this.room, () => this.deps.turns.add(() => this.tellWaiting()));
    this.write(view, stateOf(view));
  }

  /** What arrived of messages; told at once, or together with what follows shortly after the last time. */
  onMessages(messages: readonly Message[]): void {
    if (this.dead) return;
    for (const message of messages) this.queue.push(toRoomMessage(message, this.deps.selfId()));
    this.arrived = Math.max(this.arrived, messages[messages.length - 1]?.seq ?? 0);
    if (this.queue.length > MAX_QUEUE) this.makeWay();
    if (!this.merging) this.tellMessages();
  }

  onChanged(view: RoomView): void {
    if (this.dead) return;
    const before = this.view;
    const members = this.replace(view);
    if (!members && sameData(before, view)) return;
    this.write(view, stateOf(view));
    this.tell(members);
  }

  /** The link or the address of a guest has become known, or has changed. */
  onInvitation(contactId: number): void {
    if (this.dead || !this.members[contactId]) return;
    const members = this.membersOf(this.members);
    if (members[contactId] === this.members[contactId]) return;
    this.members = members;
    this.write(this.view, stateOf(this.view));
    this.tell(true);
  }

  /** Any listener that is there now has not heard of these messages. */
  tellWaiting(): void {
    if (this.dead || !this.isUnheard) return;
    if (this.merging) this.listenerCame = true;
    else this.tellMessages();
  }

  /** A listener that came with the new room wants to see it once. */
  tellUpdate(): void {
    if (this.dead) return;
    if (this.isUnheard && !this.merging) this.tellMessages();
    else this.tell(false);
  }

  /** The room is no longer ours: closed once, if we were in it, then dead. */
  onEnded(view: RoomView): void {
    if (this.dead) return;
    if (this.merging) this.flush();
    const members = this.replace(view);
    if (view.watching) return this.die();
    const wasClosed = this.room.state === "closed";
    this.write(view, "closed");
    if (!wasClosed || members) this.tell(members);
    this.deps.turns.addNext(() => this.die());
  }

  private die(): void {
    this.dead = true;
    writeData(this.room, { state: "dead" });
    fire(this.room, "update", this.deps.report);
    retire(this.room);
    this.deps.onDead(this);
  }

  private tell(members: boolean): void {
    if (members) fire(this.room, "members", this.deps.report);
    fire(this.room, "update", this.deps.report);
  }

  private tellMessages(): void {
    this.merging = true;
    this.deps.environment.setTimer(() => this.deps.turns.add(() => this.afterMerging()), MERGE_MS);
    this.flush();
  }

  private afterMerging(): void {
    if (!this.merging) return;
    this.merging = false;
    if (this.dead) return;
    if (this.arrived > this.toldUpTo || this.listenerCame) this.tellMessages();
  }

  /** Messages have come that no listener was told of, read or not. */
  private get isUnheard(): boolean {
    return this.arrived > this.delivered;
  }

  private flush(): void {
    this.listenerCame = false;
    if (!this.isUnheard) return;
    const upTo = this.arrived;
    this.toldUpTo = upTo;
    const { report } = this.deps;
    const listeners = fire(this.room, "message", report) + fire(this.room, "update", report);
    if (listeners === 0) return;
    this.delivered = upTo;
    if (this.deps.autoseen() && !this.view.watching && upTo > this.view.seen) this.chatRoom.markSeen(upTo);
  }

  private makeWay(): void {
    this.queue.splice(0, this.queue.length - MAX_QUEUE);
    if (!this.overflowed) this.deps.logger.log("warn", "nobody reads the messages of a room; the oldest make way", { room: this.view.id });
    this.overflowed = true;
  }

  /** True if the members are others than before, or have changed. */
  private replace(view: RoomView): boolean {
    const before = this.view;
    this.view = view;
    if (sameMembers(before, view)) return false;
    this.members = this.membersOf(this.members);
    return true;
  }

  /** As pages see them. Those that have not changed stay the same objects. */
  private membersOf(before: Readonly<Record<number, Member>> | undefined): Record<number, Member> {
    const members: Record<number, Member> = {};
    for (const shown of this.view.members) {
      const { contactId, chatId, name, companyId, state, kind } = shown;
      const guest = kind === "guest" ? guestFields(shown, this.deps.invitationOf(contactId)) : {};
      const member: Member = { cID: contactId, chatID: chatId, name, company: companyId, state, ...guest };
      const held = before?.[contactId];
      members[contactId] = held && JSON.stringify(held) === JSON.stringify(member) ? held : member;
    }
    return members;
  }

  private write(view: RoomView, state: RoomState): void {
    const peer = view.peer;
    writeData(this.room, {
      roomID: view.id,
      cID: peer ? peer.contactId : null,
      seen: view.seen,
      label: view.label,
      members: this.members,
      multi: view.multi,
      chatID: peer ? peer.chatId : `room:${view.id}`,
      voyeur: view.watching,
      state,
      public: view.public,
      archive: view.archive,
      supervised: view.supervised,
    });
  }
}

function stateOf(view: RoomView): RoomState {
  return view.standing === "ended" ? "closed" : view.standing;
}

function guestFields({ uname }: RoomMember, invitation: Invitation | undefined): Pick<Member, "uname" | "url" | "email" | "mobile"> {
  const { url, email, mobile } = invitation ?? {};
  return { uname, ...(url ? { url } : {}), ...(email ? { email } : {}), ...(mobile ? { mobile } : {}) };
}

function sameMembers(a: RoomView, b: RoomView): boolean {
  return a.members === b.members || JSON.stringify(a.members) === JSON.stringify(b.members);
}

const VISIBLE = ["multi", "label", "name", "watching", "standing", "seen", "public", "archive", "supervised"] as const;

/** All that pages can see of it besides members and messages. */
function sameData(a: RoomView, b: RoomView): boolean {
  return VISIBLE.every((name) => a[name] === b[name]) && a.peer?.contactId === b.peer?.contactId;
}
