import { storageOf } from "./drafts";

/** Whatever of this person lies on this device in clear text: drafts, unsent messages, the status. Gone when he logs out. */
export function forgetOnDevice(selfId: number): void {
  const mine = new RegExp(`^foyer\\.(?:drafts|status|outgoing)\\.${selfId}(?:\\.|$)`, "u");
  for (const kind of ["localStorage", "sessionStorage"] as const) {
    try {
      const store = storageOf(kind);
      for (const key of Object.keys(store ?? {})) if (mine.test(key)) store?.removeItem(key);
    } catch {
      // Forbidden: then nothing lies there.
    }
  }
}
