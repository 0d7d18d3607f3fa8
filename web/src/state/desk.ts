/** What one logged-in person works with, made once per login: shared by features, owned by the app. */
import { createContext, useContext } from "react";
import type { ChatClient } from "@foyer/sdk";
import { CallDesk } from "./callDesk";
import { draftsOf, storageOf, type Drafts } from "./drafts";
import { FileItems } from "./fileItems";
import { Outgoings } from "./outgoing";
import { Previews } from "./previews";
import { roomItems, type RoomItems } from "./roomItems";

export interface Desk {
  selfId: number;
  drafts: Drafts;
  outgoings: Outgoings;
  rooms: RoomItems;
  calls: CallDesk;
  files: FileItems;
}

export function deskOf(client: ChatClient, selfId: number): Desk {
  const drafts = draftsOf(selfId, storageOf("localStorage"));
  const outgoings = new Outgoings(client, selfId, storageOf("sessionStorage"));
  const rooms = roomItems({ client, selfId, drafts, previews: new Previews(client), refusedIn: outgoings.refusedIn });
  return { selfId, drafts, outgoings, rooms, calls: new CallDesk(client), files: new FileItems(client) };
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("there is no DeskContext above this component");
  return desk;
}
