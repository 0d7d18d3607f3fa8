import { Cell, type Store } from "../base/store.js";
import type { Message } from "../wire/index.js";

/** What a person reads in a room: a stretch of messages without gap, up to the newest. */
export interface TimelineView {
  readonly messages: readonly Message[];
  /** The first message that this reader may see is among them: there is nothing older. */
  readonly complete: boolean;
  readonly loading: boolean;
}

export interface TimelineDeps {
  /** Pages backwards; `before` 0: from the newest. */
  readBefore(before: number, limit: number, signal: AbortSignal | undefined): Promise<{ messages: readonly Message[]; more: boolean }>;
}

/** Keeps the messages of one room for showing: live ones as they come, older ones as they are asked for. */
export class Timeline {
  private readonly cell = new Cell<TimelineView>({ messages: [], complete: false, loading: false });
  /** Older ones are being read: live ones that the page may not reach yet. */
  private begun = false;
  private loading: Promise<void> | undefined;

  constructor(private readonly deps: TimelineDeps) {}

  get view(): Store<TimelineView> {
    return this.cell;
  }

  /** Reads the page before the oldest that is held; the newest page at first. Harmless when complete or under way. */
  loadOlder(limit = 50, signal?: AbortSignal): Promise<void> {
    if (this.cell.get().complete) return Promise.resolve();
    this.loading ??= this.load(limit, signal).finally(() => {
      this.loading = undefined;
      this.update({ loading: false });
    });
    return this.loading;
  }

  /** Messages as they are delivered, without gap. */
  append(messages: readonly Message[]): void {
    const held = this.cell.get().messages;
    const last = held[held.length - 1]?.seq ?? 0;
    const fresh = messages.filter((message) => message.seq > last);
    if (fresh.length === 0) return;
    const follows = held.length === 0 || fresh[0]!.seq === last + 1;
    this.update(follows ? { messages: [...held, ...fresh] } : { messages: fresh, complete: false });
  }

  private async load(limit: number, signal: AbortSignal | undefined): Promise<void> {
    this.update({ loading: true });
    const before = this.begun ? (this.cell.get().messages[0]?.seq ?? 0) : 0;
    const page = await this.deps.readBefore(before, limit, signal);
    const held = this.cell.get().messages;
    this.begun = true;
    const oldest = page.messages[page.messages.length - 1]?.seq ?? 0;
    const merged = [...page.messages, ...held.filter((message) => message.seq > oldest)];
    this.update({ messages: merged, complete: !page.more });
  }

  private update(change: Partial<TimelineView>): void {
    this.cell.set({ ...this.cell.get(), ...change });
  }
}
