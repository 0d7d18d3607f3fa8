import type { Cancellable } from "../base/abort.js";
import { ChatError } from "../base/chat_error.js";
import { Emitter } from "../base/emitter.js";
import type { Environment } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import { Cell, type Store } from "../base/store.js";
import { utf8Length } from "../base/utf8_length.js";
import type { ChatFile } from "../files/chat_file.js";
import { mustBeBlob, nameOf } from "../files/file_source.js";
import { Outbox, type PendingPost } from "../requests/outbox.js";
import type { Requests } from "../requests/requests.js";
import type { HistoryPage, Init, Message, ModifyRoom, Room, RoomState } from "../wire/index.js";
import { toWireParty, type PartyInit } from "./party.js";
import { RoomSync } from "./room_sync.js";
import { viewRoom, type RoomView } from "./room_view.js";
import { SeenMark } from "./seen_mark.js";
import { Timeline } from "./timeline.js";

/** What happens in a room, as `events()` gives it. */
export type RoomHappening =
  | { readonly type: "messages"; readonly messages: readonly Message[] }
  | { readonly type: "changed"; readonly view: RoomView }
  /** The last one. */
  | { readonly type: "ended"; readonly view: RoomView };

export interface HistoryOptions extends Cancellable {
  /** Pages backwards from here; left out: from the newest. */
  before?: number;
  /** Pages forwards from here. */
  after?: number;
  /** Left out: the server's default. */
  limit?: number;
}

export interface RoomChanges {
  name?: string;
  public?: boolean;
  archive?: boolean;
  /** Turns a one-to-one room into a multi room. */
  goMulti?: boolean;
}

export interface PostOptions extends Cancellable {
  /** Repeating a post with the same key (at most 64 characters) makes no second message. Left out: a fresh one. */
  idempotencyKey?: string;
}

/** Where a client of this room stood when it lost it, should it come back. */
export interface Standpoint {
  cursor: number;
  seen: number;
}

export interface ChatRoomDeps {
  requests: Pick<Requests, "ask" | "tell">;
  environment: Pick<Environment, "now" | "newKey" | "setTimer">;
  logger: Logger;
  selfId(): number;
  isSupervisor(): boolean;
  /** The server's bound for a text; 0: not known. */
  messageBytes(): number;
  sendFile(roomId: number, source: Blob, name: string): ChatFile;
  onChanged(room: ChatRoom): void;
  onMessages(room: ChatRoom, messages: readonly Message[]): void;
}

/**
 * A room the user is in, or watches. Lives from its first appearance until it ends for this reader; its methods then reject
 * with `room_ended`. Everything here is of the modern API; the classes of IPCortex.Types are built on it.
 */
export class ChatRoom {
  readonly id: number;
  private readonly deps: ChatRoomDeps;
  private readonly cell: Cell<RoomView>;
  private readonly sync: RoomSync;
  private readonly outbox: Outbox;
  private readonly seenMark: SeenMark;
  private readonly happenings: Emitter<RoomHappening>;
  private wire: Room;
  private newest: number;
  private lazyTimeline: Timeline | undefined;

  /** @internal Rooms are made by ChatClient. */
  constructor(room: Room, newest: number, standpoint: Standpoint, deps: ChatRoomDeps) {
    this.id = room.roomId;
    this.wire = room;
    this.newest = newest;
    this.deps = deps;
    this.happenings = new Emitter(deps.logger);
    this.seenMark = new SeenMark(standpoint.seen, {
      send: async (seq, background) =>
        (await deps.requests.ask("seenEvent", { case: "setSeen", value: { roomId: this.id, seq } }, { background })).seq,
      onMoved: () => this.renew(),
      setTimer: deps.environment.setTimer,
    });
    this.sync = new RoomSync(standpoint.cursor, {
      readAfter: (after) => this.read({ after }),
      askSeen: () => this.seenMark.ask(),
      deliver: (messages) => this.deliver(messages),
      setTimer: deps.environment.setTimer,
      onHole: (after, target) => deps.logger.log("error", "messages are missing", { room: this.id, after, target }),
    });
    this.outbox = new Outbox({
      send: async (text, idempotencyKey) =>
        (await deps.requests.ask("messagePosted", { case: "postMessage", value: { roomId: this.id, text, idempotencyKey } })).seq,
      newKey: deps.environment.newKey,
      now: deps.environment.now,
    });
    this.cell = new Cell(this.makeView(undefined, false));
  }

  /** What the room is at the moment, as one value. */
  get view(): Store<RoomView> {
    return this.cell;
  }

  /** Own messages that are not acknowledged yet. */
  get pending(): Store<readonly PendingPost[]> {
    return this.outbox.pending;
  }

  /** The messages for showing. Made when first asked for; then it keeps what arrives. */
  get timeline(): Timeline {
    this.lazyTimeline ??= new Timeline({
      readBefore: (before, limit, signal) => this.read({ before, limit, signal }),
    });
    return this.lazyTimeline;
  }

  get ended(): boolean {
    return this.cell.get().standing === "ended";
  }

  /** Resolves with the message's number when it is on stable storage. Offline it waits, and is sent once. */
  async post(text: string, options: PostOptions = {}): Promise<number> {
    this.mustLive();
    const bound = this.deps.messageBytes();
    if (bound > 0 && utf8Length(text) > bound) throw new ChatError("bad_text", `The text is longer than ${bound} bytes.`);
    return this.outbox.post(text, options.signal, options.idempotencyKey);
  }

  /** Adds people, all or none. A one-to-one room becomes multi. */
  async add(parties: readonly PartyInit[], options: Cancellable = {}): Promise<void> {
    this.mustLive();
    const value = { roomId: this.id, parties: parties.map(toWireParty), idempotencyKey: this.deps.environment.newKey() };
    await this.deps.requests.tell({ case: "addMembers", value }, options);
  }

  async leave(options: Cancellable = {}): Promise<void> {
    this.mustLive();
    await this.deps.requests.tell({ case: "leaveRoom", value: { roomId: this.id } }, options);
  }

  /** For supervisors, in multi rooms. */
  async remove(contactId: number, options: Cancellable = {}): Promise<void> {
    this.mustLive();
    await this.deps.requests.tell({ case: "removeMember", value: { roomId: this.id, contactId } }, options);
  }

  async modify(changes: RoomChanges, options: Cancellable = {}): Promise<void> {
    this.mustLive();
    const value: Init<ModifyRoom> = { roomId: this.id, ...changes };
    await this.deps.requests.tell({ case: "modifyRoom", value }, options);
  }

  /**
   * Offers a File or Blob to all other members; its bytes are brought to the server at once, and kept there until everybody
   * has them. What goes wrong is told by the file, as `error`. Throws `bad_request` for what is no Blob.
   */
  sendFile(source: Blob, { name }: { name?: string } = {}): ChatFile {
    this.mustLive();
    return this.deps.sendFile(this.id, mustBeBlob(source), name || nameOf(source));
  }

  /** Moves `seen` forward, here at once and in the user's other sessions; beyond the newest counts as the newest. */
  async setSeen(seq: number): Promise<void> {
    this.mustLive();
    if (this.cell.get().watching) throw new ChatError("watching_only");
    await this.seenMark.set(Math.min(Math.max(this.newest, this.sync.cursor), Math.floor(seq)));
  }

  /** As setSeen, for what was shown just now: the server hears of it soon, several moves as one. */
  markSeen(seq: number): void {
    if (this.ended || this.cell.get().watching) return;
    this.seenMark.setSoon(Math.min(Math.max(this.newest, this.sync.cursor), Math.floor(seq)));
  }

  /** Reads what this member may read, in order of the numbers, without touching what arrives live. */
  async history(options: HistoryOptions = {}): Promise<HistoryPage> {
    this.mustLive();
    return this.read(options);
  }

  /** What happens from now on, until the room ends or the signal aborts: `for await (const event of room.events())`. */
  events(options: Cancellable = {}): AsyncIterableIterator<RoomHappening> {
    return iterate((tell) => this.happenings.subscribe(tell), options.signal, this.ended);
  }

  /** @internal The cursor to resume from. */
  get cursor(): number {
    return this.sync.cursor;
  }

  /** @internal */
  get standpoint(): Standpoint {
    return { cursor: this.sync.cursor, seen: this.seenMark.value };
  }

  /** @internal What markSeen put off is told now. */
  tellSeen(): void {
    this.seenMark.flushNow();
  }

  /** @internal The room was taken into a snapshot. */
  onSnapshot(state: RoomState): void {
    this.seenMark.onServer(state.seen);
    this.newest = Math.max(this.newest, state.newest);
    this.replace(state.room);
    this.sync.onSnapshot(state);
  }

  /** @internal The room appeared while connected, and messages may lie above what the user has seen. */
  onAppeared(newest: number): void {
    this.sync.onAppeared(newest);
  }

  /** @internal A newer form of the room. */
  onRoom(room: Room, newest: number): void {
    this.newest = Math.max(this.newest, newest);
    this.replace(room);
  }

  /** @internal */
  onMessages(messages: readonly Message[]): void {
    this.sync.onMessages(messages);
  }

  /** @internal Another session of the user has seen more. */
  onSeen(seq: number): void {
    this.seenMark.onServer(seq);
  }

  /** @internal */
  onLost(): void {
    this.sync.interrupt();
  }

  /** @internal The room is no longer the reader's. The last that happens. */
  end(lastForm: Room | undefined): void {
    this.sync.interrupt();
    if (lastForm) this.wire = lastForm;
    this.cell.set(this.makeView(this.cell.get(), true));
    this.happenings.emit({ type: "ended", view: this.cell.get() });
  }

  private read(options: HistoryOptions): Promise<HistoryPage> {
    const { before = 0, after = 0, limit = 0, signal } = options;
    return this.deps.requests.ask("historyPage", { case: "readHistory", value: { roomId: this.id, before, after, limit } }, { signal });
  }

  private deliver(messages: readonly Message[]): void {
    this.newest = Math.max(this.newest, this.sync.cursor);
    this.lazyTimeline?.append(messages);
    this.deps.onMessages(this, messages);
    this.renew();
    this.happenings.emit({ type: "messages", messages });
  }

  private replace(room: Room): void {
    if (room.version < this.wire.version) return;
    this.wire = room;
    this.renew();
  }

  private renew(): void {
    const before = this.cell.get();
    const view = this.makeView(before, false);
    if (before.standing === "ended" || isSame(before, view)) return;
    this.cell.set(view);
    this.deps.onChanged(this);
    this.happenings.emit({ type: "changed", view });
  }

  private makeView(before: RoomView | undefined, ended: boolean): RoomView {
    const { selfId, isSupervisor } = this.deps;
    const reading = { selfId: selfId(), supervisor: isSupervisor(), newest: this.newest, seen: this.seenMark.value, ended };
    return viewRoom(this.wire, reading, before);
  }

  private mustLive(): void {
    if (this.ended) throw new ChatError("room_ended");
  }
}

function isSame(a: RoomView, b: RoomView): boolean {
  const { version, newest, seen, standing, members, supervised } = a;
  const same = version === b.version && newest === b.newest && seen === b.seen && standing === b.standing;
  return same && members === b.members && supervised === b.supervised;
}

function iterate(
  subscribe: (tell: (happening: RoomHappening) => void) => () => void,
  signal: AbortSignal | undefined,
  isOver: boolean,
): AsyncIterableIterator<RoomHappening> {
  const queue: RoomHappening[] = [];
  let over = isOver || signal?.aborted === true;
  let wake = () => {};
  const end = subscribe((happening) => {
    queue.push(happening);
    if (happening.type === "ended") over = true;
    wake();
  });
  const finish = () => {
    over = true;
    end();
    wake();
  };
  signal?.addEventListener("abort", finish, { once: true });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (queue.length === 0 && !over) await new Promise<void>((resolve) => (wake = resolve));
      const value = queue.shift();
      if (value) return { done: false, value };
      finish();
      return { done: true, value: undefined };
    },
    async return() {
      queue.length = 0;
      finish();
      return { done: true, value: undefined };
    },
  };
}
