import type { HistoryPage, Message, RoomState } from "../wire/index.js";

/** A hole that the server cannot fill after so many readings is reported and passed over. */
const MAX_FRUITLESS_READS = 5;
const RETRY_MS = 1000;

export interface RoomSyncDeps {
  /** Reads what follows the message `after`. */
  readAfter(after: number): Promise<HistoryPage>;
  /** Where the user stands: the highest seq seen in any of his sessions. */
  askSeen(): Promise<number>;
  /** The next messages, in order, each once. */
  deliver(messages: readonly Message[]): void;
  setTimer(run: () => void, delayMs: number): () => void;
  /** A hole remained: the server does not give what it announced. */
  onHole(after: number, target: number): void;
}

/**
 * Turns what arrives of one room's messages into exactly one sequence without gap or repeat: everything above the cursor,
 * once, in order. A hole is filled from the history before anything behind it is let through.
 */
export class RoomSync {
  /** Everything up to here was delivered, or was never to be. */
  cursor: number;
  private target = 0;
  private filling = false;
  /** The user's `seen` is not known yet: nothing may be delivered. */
  private seenUnknown = false;
  /** Counts interruptions, so that an answer from before is not heard. */
  private generation = 0;
  private cancelRetry = () => {};

  constructor(
    cursor: number,
    private readonly deps: RoomSyncDeps,
  ) {
    this.cursor = cursor;
  }

  /** The room's part of a snapshot: what follows our cursor, from its beginning. */
  onSnapshot(state: RoomState): void {
    this.interrupt();
    this.accept(state.messages);
    if (state.more) this.fillTo(state.newest);
    else this.cursor = Math.max(this.cursor, state.newest);
  }

  /**
   * The room appeared while connected: what lies between the user's `seen`, which the server must first be asked for, and
   * `newest` is still to come.
   */
  onAppeared(newest: number): void {
    if (newest <= this.cursor) return;
    this.seenUnknown = true;
    this.fillTo(newest);
  }

  /** Messages as they happen. */
  onMessages(messages: readonly Message[]): void {
    const fresh = messages.filter((message) => message.seq > this.cursor);
    const holeAt = this.filling ? 0 : fresh.findIndex((message, i) => message.seq !== this.cursor + 1 + i);
    const following = holeAt < 0 ? fresh : fresh.slice(0, holeAt);
    const last = fresh[fresh.length - 1];
    this.accept(following);
    if (last && following.length < fresh.length) this.fillTo(last.seq);
  }

  /** The connection is gone, or the room: what is being read will not come. The next snapshot says what is missed. */
  interrupt(): void {
    this.generation += 1;
    this.filling = false;
    this.seenUnknown = false;
    this.target = 0;
    this.cancelRetry();
  }

  private accept(messages: readonly Message[]): void {
    const fresh = messages.filter((message) => message.seq > this.cursor);
    const last = fresh[fresh.length - 1];
    if (!last) return;
    this.cursor = last.seq;
    this.deps.deliver(fresh);
  }

  private fillTo(seq: number): void {
    this.target = Math.max(this.target, seq);
    if (!this.filling) void this.fill(this.generation);
  }

  private async fill(generation: number): Promise<void> {
    this.filling = true;
    try {
      if (this.seenUnknown) {
        const seen = await this.deps.askSeen();
        if (generation !== this.generation) return;
        this.seenUnknown = false;
        this.cursor = Math.max(this.cursor, seen);
      }
      await this.readOn(generation);
    } catch {
      if (generation === this.generation) {
        this.cancelRetry = this.deps.setTimer(() => void this.fill(generation), RETRY_MS);
        return; // still filling: nothing passes meanwhile
      }
    }
    if (generation === this.generation) this.filling = false;
  }

  private async readOn(generation: number): Promise<void> {
    let fruitless = 0;
    while (this.cursor < this.target) {
      const before = this.cursor;
      const page = await this.deps.readAfter(before);
      if (generation !== this.generation) return;
      this.accept(page.messages);
      if (!page.more) this.cursor = Math.max(this.cursor, page.newest);
      if (this.cursor > before) fruitless = 0;
      else if (++fruitless >= MAX_FRUITLESS_READS) {
        this.deps.onHole(this.cursor, this.target);
        this.cursor = this.target;
      }
    }
  }
}
