import type { KeyStore } from "../base/environment.js";

const KEY = "foyer.call";

/** Where this tab was in a call, so that it can return after it was loaded anew. */
export interface Place {
  readonly selfId: number;
  readonly callId: string;
  readonly peerId: string;
}

/** Remembers the last call that this tab entered, for as long as the tab lives. */
export class KeptPlace {
  private readonly found: Place | undefined;

  constructor(private readonly store: KeyStore | undefined) {
    this.found = readPlace(store?.get(KEY));
  }

  /** The id this page had in that call before it was loaded anew. */
  peerIdIn(callId: string, selfId: number): string | undefined {
    return this.found?.callId === callId && this.found.selfId === selfId ? this.found.peerId : undefined;
  }

  keep(place: Place): void {
    this.store?.set(KEY, JSON.stringify(place));
  }

  /** Left for good. */
  forget(callId: string): void {
    if (readPlace(this.store?.get(KEY))?.callId === callId) this.store?.set(KEY, undefined);
  }
}

function readPlace(text: string | undefined): Place | undefined {
  try {
    const { selfId, callId, peerId } = JSON.parse(text ?? "null") as Record<string, unknown>;
    return typeof selfId === "number" && typeof callId === "string" && typeof peerId === "string" ? { selfId, callId, peerId } : undefined;
  } catch {
    return undefined; // nothing, or somebody else's
  }
}
