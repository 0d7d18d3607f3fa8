/** The newest message of each room, for the list: as it arrives, else read once. */
import type { ChatRoom, Message, Store } from "@foyer/sdk";
import type { LateClient } from "@foyer/sdk/late";
import { Cell } from "./cell";

/** A supervisor may see thousands of rooms: the others show their newest message when one arrives. */
const mostRead = 300;
/** So many rooms are asked at a time: the list fills quickly and the server hardly notices. */
const atOnce = 2;

export class Previews implements Store<ReadonlyMap<number, Message>> {
  private readonly newest = new Cell<ReadonlyMap<number, Message>>(new Map());
  private readonly queue: ChatRoom[] = [];
  private underWay = 0;
  private read = 0;

  constructor(client: LateClient) {
    client.subscribe((change) => {
      if (change.type === "messages") this.put(change.room.id, change.messages.at(-1));
      else if (change.type === "roomAppeared") this.want(change.room);
      else if (change.type === "roomEnded") this.forget(change.room.id);
    });
    for (const room of client.rooms.get()) this.want(room);
  }

  readonly get = this.newest.get;
  readonly subscribe = this.newest.subscribe;

  private want(room: ChatRoom): void {
    if (this.read >= mostRead) return;
    this.read += 1;
    this.queue.push(room);
    while (this.underWay < atOnce && this.queue.length > 0) void this.readNext();
  }

  private async readNext(): Promise<void> {
    const room = this.queue.shift();
    if (!room) return;
    this.underWay += 1;
    try {
      await Promise.resolve(); // a snapshot delivers what is missed right after the room: mostly nothing need be read
      if (!room.ended && !this.get().has(room.id) && room.view.get().newest > 0) this.put(room.id, (await room.history({ limit: 1 })).messages.at(-1));
    } catch {
      // The list does without; the next message shows up by itself.
    }
    this.underWay -= 1;
    if (this.queue.length > 0) void this.readNext();
  }

  private put(roomId: number, message: Message | undefined): void {
    if (!message || message.seq <= (this.get().get(roomId)?.seq ?? 0)) return;
    this.newest.set(new Map(this.get()).set(roomId, message));
  }

  private forget(roomId: number): void {
    const rest = new Map(this.get());
    if (rest.delete(roomId)) this.newest.set(rest);
  }
}
