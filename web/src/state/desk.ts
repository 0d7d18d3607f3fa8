/** What one logged-in person works with, made once per login: shared by features, owned by the app. */
import { createContext, useContext } from "react";
import type { Store } from "@foyer/sdk";
import type { LateClient } from "@foyer/sdk/late";
import type { CallDesk } from "./callDesk";
import { Cell } from "./cell";
import { useStore } from "./client";
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
  /** Undefined until they were brought. */
  calls: Store<CallDesk | undefined>;
  files: FileItems;
  /** Brings calls and files, if they are not here yet. Rejects with a sentence where they cannot be loaded; may be asked again. */
  bring: () => Promise<CallDesk>;
}

/** How long until calls and files that are wanted, but could not be loaded, are asked for again. */
const againMs = 5000;

export function deskOf(client: LateClient, selfId: number): Desk {
  const drafts = draftsOf(selfId, storageOf("localStorage"));
  const outgoings = new Outgoings(client, selfId, storageOf("sessionStorage"));
  const rooms = roomItems({ client, selfId, drafts, previews: new Previews(client), refusedIn: outgoings.refusedIn });
  const files = new FileItems(client);
  if (client.canCall) client.take("av");
  const calls = new Cell<CallDesk | undefined>(undefined);
  const bring = once(async () => {
    const { CallDesk, lateParts } = await import("./lateSdk").catch(() => { throw new Error("This could not be loaded. Check your connection, and try again."); });
    client.bring(lateParts);
    const desk = new CallDesk(client, client.calls!);
    calls.set(desk);
    return desk;
  });
  const bringWhatIsWanted = () => {
    if (client.wanted.get()) bring().catch(() => setTimeout(bringWhatIsWanted, againMs));
  };
  client.wanted.subscribe(bringWhatIsWanted);
  bringWhatIsWanted();
  return { selfId, drafts, outgoings, rooms, calls, files, bring };
}

/** Does the work once; after a failure it may be tried again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("there is no DeskContext above this component");
  return desk;
}

/** For what is drawn only where calls are here. */
export function useCallDesk(): CallDesk {
  const calls = useStore(useDesk().calls);
  if (!calls) throw new Error("calls were not brought");
  return calls;
}
