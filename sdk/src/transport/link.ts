/** Why a link is closed for good: until start() is called again. */
export type CloseReason = "logged_out" | "refused" | "stopped";

/** Where the connection to the feed stands. */
export type Link =
  | { readonly state: "idle" }
  /** Opening, greeting and reading the snapshot. `attempt` counts from 1 since the last time it was open. */
  | { readonly state: "connecting"; readonly attempt: number }
  /** Everything is up to date; events come as they happen. */
  | { readonly state: "open"; readonly resource: string; readonly serverVersion: string }
  /** Lost; tries again at `retryAtMs` (by the local clock), or at once when the network comes back. */
  | { readonly state: "waiting"; readonly attempt: number; readonly retryAtMs: number; readonly everOpened: boolean }
  | { readonly state: "closed"; readonly reason: CloseReason; readonly sentence: string };
