import { ChatError } from "../base/chat_error.js";
import { abortable, throwIfAborted } from "../base/abort.js";
import { Cell, type Store } from "../base/store.js";

const MAX_PER_ROOM = 1000;

/** A message on its way: shown to its author until it comes back with its number. */
export interface PendingPost {
  readonly key: string;
  readonly text: string;
  readonly createdMs: number;
}

export interface OutboxDeps {
  /** Resolves with the message's number. Must be safe to repeat with the same key. */
  send(text: string, key: string): Promise<number>;
  newKey(): string;
  now(): number;
}

interface Entry extends PendingPost {
  begun: boolean;
  resolve(seq: number): void;
  reject(error: unknown): void;
}

/**
 * What is to be posted into one room: one after the other, so that the order holds whatever is refused or repeated on the
 * way. A post made offline waits here and is sent once.
 */
export class Outbox {
  private readonly entries: Entry[] = [];
  private readonly cell = new Cell<readonly PendingPost[]>([]);
  private sending = false;

  constructor(private readonly deps: OutboxDeps) {}

  get pending(): Store<readonly PendingPost[]> {
    return this.cell;
  }

  /** Aborting takes back a post that is not on its way yet; one that is may still arrive. */
  async post(text: string, signal?: AbortSignal, key = this.deps.newKey()): Promise<number> {
    throwIfAborted(signal);
    if (this.entries.length >= MAX_PER_ROOM) throw new ChatError("limit_reached", "Too many messages wait to be sent.");
    let entry: Entry | undefined;
    const posted = new Promise<number>((resolve, reject) => {
      entry = { key, text, createdMs: this.deps.now(), begun: false, resolve, reject };
      this.entries.push(entry);
    });
    this.publish();
    void this.pump();
    return abortable(posted, signal, () => entry && this.takeBack(entry));
  }

  private async pump(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let entry = this.entries[0]; entry; entry = this.entries[0]) {
      entry.begun = true;
      try {
        entry.resolve(await this.deps.send(entry.text, entry.key));
      } catch (error) {
        entry.reject(error);
      }
      this.entries.shift();
      this.publish();
    }
    this.sending = false;
  }

  private takeBack(entry: Entry): void {
    const at = this.entries.indexOf(entry);
    if (entry.begun || at < 0) return;
    this.entries.splice(at, 1);
    this.publish();
  }

  private publish(): void {
    this.cell.set(this.entries.map(({ key, text, createdMs }) => ({ key, text, createdMs })));
  }
}
