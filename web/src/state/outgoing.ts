/** Own messages between "Send" and their appearance in the room, kept over a reload of the page. */
import type { ChatRoom, Store } from "@foyer/sdk";
import type { LateClient } from "@foyer/sdk/late";
import { Cell } from "./cell";
import { sentenceOf } from "./client";
import type { TextStorage } from "./drafts";

/** A message on its way. Repeating it with the same key stores it once, so a reload or a retry cannot double it. */
export interface Outgoing {
  readonly key: string;
  readonly text: string;
  /** When it was written, by the local clock. */
  readonly time: number;
  /** The newest message of the room at that moment: its own number will be above. */
  readonly after: number;
  /** Its number, once the server has stored it. */
  readonly seq?: number | undefined;
  /** Why it was refused. */
  readonly failed?: string | undefined;
}

type Post = (text: string, key: string) => Promise<number>;

/** The messages on their way into one room, in the order they were written. */
export class OutgoingBox implements Store<readonly Outgoing[]> {
  private readonly items: Cell<readonly Outgoing[]>;

  constructor(items: readonly Outgoing[], private readonly deps: { post: Post; newKey: () => string; now: () => number; save: (items: readonly Outgoing[]) => void }) {
    this.items = new Cell(items);
    for (const item of items) if (item.failed === undefined) void this.transmit(item);
  }

  readonly get = () => this.items.get();
  readonly subscribe = (listener: () => void) => this.items.subscribe(listener);

  send(text: string, after: number): void {
    const item: Outgoing = { key: this.deps.newKey(), text, time: this.deps.now(), after };
    this.publish([...this.get(), item]);
    void this.transmit(item);
  }

  retry(key: string): void {
    const item = this.get().find((each) => each.key === key && each.failed !== undefined);
    if (!item) return;
    this.change(key, { failed: undefined });
    void this.transmit(item);
  }

  /** Forgets a message: it was refused and given up, or it has appeared in the room. */
  drop(keys: readonly string[]): void {
    const rest = this.get().filter((item) => !keys.includes(item.key));
    if (rest.length < this.get().length) this.publish(rest);
  }

  private async transmit({ key, text }: Outgoing): Promise<void> {
    try {
      this.change(key, { seq: await this.deps.post(text, key) });
    } catch (error) {
      this.change(key, { failed: sentenceOf(error) });
    }
  }

  private change(key: string, change: Partial<Outgoing>): void {
    this.publish(this.get().map((item) => (item.key === key ? { ...item, ...change } : item)));
  }

  private publish(items: readonly Outgoing[]): void {
    this.deps.save(items);
    this.items.set(items);
  }
}

/** The boxes of all rooms. What a former page of this tab could not finish is sent as soon as its room is there. */
export class Outgoings {
  private readonly boxes = new WeakMap<ChatRoom, OutgoingBox>();
  private readonly refused = new Cell<ReadonlySet<number>>(new Set());

  constructor(client: LateClient, private readonly selfId: number, private readonly storage: TextStorage | undefined) {
    const resume = (room: ChatRoom) => { if (this.read(room.id).length > 0) this.of(room); };
    for (const room of client.rooms.get()) resume(room);
    client.subscribe((change) => { if (change.type === "roomAppeared") resume(change.room); });
  }

  /** The rooms in which something was refused and not yet given up: nobody is to overlook it. */
  get refusedIn(): Store<ReadonlySet<number>> {
    return this.refused;
  }

  of(room: ChatRoom): OutgoingBox {
    const held = this.boxes.get(room);
    if (held) return held;
    const box = new OutgoingBox(this.read(room.id), {
      post: (text, idempotencyKey) => room.post(text, { idempotencyKey }),
      newKey: () => crypto.getRandomValues(new Uint8Array(16)).reduce((key, byte) => key + byte.toString(16).padStart(2, "0"), ""),
      now: () => Date.now(),
      save: (items) => this.write(room.id, items),
    });
    this.boxes.set(room, box);
    const look = () => this.note(room.id, box.get().some((item) => item.failed !== undefined));
    box.subscribe(look);
    look();
    return box;
  }

  private note(roomId: number, refused: boolean): void {
    if (this.refused.get().has(roomId) === refused) return;
    const next = new Set(this.refused.get());
    if (refused) next.add(roomId);
    else next.delete(roomId);
    this.refused.set(next);
  }

  private key(roomId: number): string {
    return `foyer.outgoing.${this.selfId}.${roomId}`;
  }

  private read(roomId: number): readonly Outgoing[] {
    try {
      const stored: unknown = JSON.parse(this.storage?.getItem(this.key(roomId)) ?? "[]");
      return Array.isArray(stored) ? stored.filter(isOutgoing) : [];
    } catch {
      return [];
    }
  }

  private write(roomId: number, items: readonly Outgoing[]): void {
    try {
      const open = items.filter((item) => item.seq === undefined);
      if (open.length === 0) this.storage?.removeItem(this.key(roomId));
      else this.storage?.setItem(this.key(roomId), JSON.stringify(open));
    } catch {
      // Full or forbidden: then a reload loses what was not sent, as everywhere else.
    }
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  const item = value as Partial<Record<keyof Outgoing, unknown>> | null;
  return typeof item === "object" && item !== null && typeof item.key === "string" && typeof item.text === "string"
    && typeof item.time === "number" && typeof item.after === "number";
}
