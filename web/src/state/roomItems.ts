/** The rooms as lists show them: with presence, preview and unread count, the most recent first. */
import type { ChatRoom, Message, Person, Store } from "@foyer/sdk";
import type { LateClient } from "@foyer/sdk/late";
import type { RoomItem } from "../ui/RoomList";
import { derived, sameItems } from "./derived";
import type { Drafts } from "./drafts";
import { paced } from "./paced";

export type RoomItems = Store<readonly RoomItem[]>;

/** A supervisor's list may hold thousands of rooms, and something is said in one of them all the time. */
const paceMs = 60;

export interface RoomItemsDeps {
  client: LateClient;
  selfId: number;
  drafts: Drafts;
  previews: Store<ReadonlyMap<number, Message>>;
  /** Rooms in which an own message was refused. */
  refusedIn: Store<ReadonlySet<number>>;
}

export function roomItems({ client, selfId, drafts, previews, refusedIn }: RoomItemsDeps): RoomItems {
  const subscribe = (listener: () => void) => {
    const ends = [client.subscribe(listener), drafts.subscribe(listener), previews.subscribe(listener), refusedIn.subscribe(listener)];
    return () => ends.forEach((end) => end());
  };
  const compute = () => {
    const waiting = new Map(client.files.get().map((file) => file.view.get()).filter(({ state }) => state === "acknowledged").map((view) => [view.roomId, view]));
    return client.rooms.get()
      .map((room) => itemOf(room, {
        selfId,
        draft: drafts.get().get(room.id),
        newest: previews.get().get(room.id),
        refused: refusedIn.get().has(room.id),
        file: waiting.get(room.id),
        person: (id) => client.person(id),
      }))
      .sort((a, b) => b.time - a.time || b.id - a.id);
  };
  const often = paced(subscribe, paceMs);
  return derived((listener) => {
    const ends = [often(listener), client.rooms.subscribe(listener)]; // a room that comes or goes is told at once
    return () => ends.forEach((end) => end());
  }, compute, sameItems);
}

/** How many messages wait for the reader: those of rooms he only watches are not his. */
export function totalUnread(rooms: readonly Pick<RoomItem, "unread">[]): number {
  return rooms.reduce((sum, room) => sum + room.unread, 0);
}

export interface Around {
  selfId: number;
  draft: string | undefined;
  newest: Message | undefined;
  refused: boolean;
  /** A file there that waits for the reader's answer. */
  file?: { name: string; createdMs: number } | undefined;
  person: (id: number) => Person | undefined;
}

export function itemOf(room: Pick<ChatRoom, "id" | "view">, { selfId, draft, newest, refused, file, person }: Around): RoomItem {
  const view = room.view.get();
  const { peer } = view;
  return {
    id: room.id,
    label: view.label,
    multi: view.multi,
    public: view.public,
    watched: view.watching,
    unread: view.watching ? 0 : view.unread,
    show: peer ? person(peer.contactId)?.show : undefined,
    seed: peer?.contactId ?? room.id,
    preview: draft ? oneLine(draft) : file ? oneLine(file.name) : newest ? previewOf(newest, selfId, view.multi || view.watching) : "",
    time: Math.max(newest?.timeMs ?? view.createdMs, file?.createdMs ?? 0),
    mark: refused ? "refused" : draft !== undefined ? "draft" : file ? "file" : undefined,
  };
}

function previewOf({ authorId, authorName, text }: Message, selfId: number, named: boolean): string {
  const line = oneLine(text);
  if (authorId === selfId) return `You: ${line}`;
  return named && authorId !== 0 ? `${authorName.split(" ")[0]}: ${line}` : line;
}

/** The beginning of a text, on one line: no list shows more. */
function oneLine(text: string): string {
  return text.slice(0, 200).replace(/\s+/gu, " ").trim();
}
