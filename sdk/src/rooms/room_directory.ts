import { Cell, type Store } from "../base/store.js";
import type { Cursor, Message, Room, RoomEvent, RoomState } from "../wire/index.js";
import { ChatRoom, type ChatRoomDeps, type Standpoint } from "./chat_room.js";

/** How many lost rooms are remembered, so that one that comes back goes on where it stopped. */
const MAX_REMEMBERED = 1000;

export type RoomChange =
  | { readonly type: "roomAppeared"; readonly room: ChatRoom }
  | { readonly type: "roomChanged"; readonly room: ChatRoom }
  | { readonly type: "messages"; readonly room: ChatRoom; readonly messages: readonly Message[] }
  | { readonly type: "roomEnded"; readonly room: ChatRoom };

export interface RoomDirectoryDeps extends Pick<ChatRoomDeps, "requests" | "environment" | "logger" | "selfId" | "isSupervisor" | "messageBytes" | "sendFile"> {
  onChange(change: RoomChange): void;
}

/** All rooms the reader sees, kept by snapshots and events. */
export class RoomDirectory {
  private readonly rooms = new Map<number, ChatRoom>();
  private readonly cell = new Cell<readonly ChatRoom[]>([]);
  private readonly remembered = new Map<number, Standpoint>();
  private inSnapshot: Set<number> | undefined;

  constructor(private readonly deps: RoomDirectoryDeps) {}

  get list(): Store<readonly ChatRoom[]> {
    return this.cell;
  }

  find(id: number): ChatRoom | undefined {
    return this.rooms.get(id);
  }

  get cursors(): Cursor[] {
    return [...this.rooms.values()].map((room) => ({ roomId: room.id, seq: room.cursor }));
  }

  /** A frame of the snapshot. */
  onSnapshot(states: readonly RoomState[], gone: readonly number[]): void {
    this.inSnapshot ??= new Set();
    for (const state of states) {
      this.inSnapshot.add(state.room.roomId);
      const held = this.rooms.get(state.room.roomId);
      const room = held ?? this.make(state.room, state.newest, { cursor: state.seen, seen: state.seen });
      if (!held) this.admit(room);
      this.renew(room, () => room.onSnapshot(state));
    }
    this.publish();
    for (const id of gone) this.end(id, undefined);
  }

  /** The last frame of the snapshot was read: what it did not name is gone. */
  onSnapshotEnd(): void {
    for (const id of [...this.rooms.keys()]) {
      if (!this.inSnapshot?.has(id)) this.end(id, undefined);
    }
    this.inSnapshot = undefined;
  }

  onRoomEvent({ room: form, newest }: RoomEvent): void {
    const held = this.rooms.get(form.roomId);
    if (held) return this.renew(held, () => held.onRoom(form, newest));
    const known = this.remembered.get(form.roomId);
    const boundary = boundaryOf(form, this.deps.selfId(), newest);
    const cursor = Math.max(known?.cursor ?? 0, boundary);
    const room = this.make(form, newest, { cursor, seen: Math.max(known?.seen ?? 0, boundary) });
    this.admit(room);
    this.publish();
    room.onAppeared(newest);
  }

  onMessages(roomId: number, messages: readonly Message[]): void {
    this.rooms.get(roomId)?.onMessages(messages);
  }

  onSeen(roomId: number, seq: number): void {
    this.rooms.get(roomId)?.onSeen(seq);
  }

  onRoomGone(roomId: number, lastForm: Room | undefined): void {
    this.end(roomId, lastForm);
  }

  /** The connection is gone: what was being read will not come. */
  onLost(): void {
    this.inSnapshot = undefined;
    for (const room of this.rooms.values()) room.onLost();
  }

  /** Tells the server at once what was seen, where that was put off. */
  tellSeen(): void {
    for (const room of this.rooms.values()) room.tellSeen();
  }

  /** Another user, or another epoch of the store: nothing that is held counts. */
  clear(): void {
    for (const id of [...this.rooms.keys()]) this.end(id, undefined);
    this.remembered.clear();
  }

  private make(form: Room, newest: number, standpoint: Standpoint): ChatRoom {
    return new ChatRoom(form, newest, standpoint, {
      ...this.deps,
      onChanged: (room) => this.deps.onChange({ type: "roomChanged", room }),
      onMessages: (room, messages) => this.deps.onChange({ type: "messages", room, messages }),
    });
  }

  private admit(room: ChatRoom): void {
    this.rooms.set(room.id, room);
    this.remembered.delete(room.id);
    this.deps.onChange({ type: "roomAppeared", room });
    this.takeUp(room);
  }

  /** Who only watched it may be a member now. */
  private renew(room: ChatRoom, take: () => void): void {
    const { watching } = room.view.get();
    take();
    if (watching) this.takeUp(room);
  }

  /** Tells that we have the room: no more accepting is needed (contract 2.3). */
  private takeUp(room: ChatRoom): void {
    if (room.view.get().standing !== "invited") return;
    this.deps.requests.tell({ case: "takeUpRoom", value: { roomId: room.id } }, { background: true }).catch((error: unknown) => {
      this.deps.logger.log("warn", "a room could not be taken up", { room: room.id, error });
    });
  }

  private end(id: number, lastForm: Room | undefined): void {
    const room = this.rooms.get(id);
    if (!room) return;
    this.rooms.delete(id);
    this.remembered.set(id, room.standpoint);
    if (this.remembered.size > MAX_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    room.end(lastForm);
    this.publish();
    this.deps.onChange({ type: "roomEnded", room });
  }

  private publish(): void {
    this.cell.set([...this.rooms.values()]);
  }
}

/** Everything up to here is not for this reader to receive: before his time, or, where he only watches, before now. */
function boundaryOf(room: Room, selfId: number, newest: number): number {
  const me = room.members.find((member) => member.contactId === selfId);
  return me && me.state !== "left" ? Math.max(0, me.firstSeq - 1) : newest;
}
