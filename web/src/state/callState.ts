import type { Call, LocalMedia } from "@foyer/sdk";
import type { Over } from "./callOver";

/** What the calls of one person at this page come to. */
export interface CallDeskState {
  /** A look at oneself before a call is begun in this room, or entered. */
  readonly preview: { readonly roomId: number; readonly call: Call | undefined; readonly media: LocalMedia } | undefined;
  readonly active: { readonly call: Call; readonly media: LocalMedia } | undefined;
  readonly over: Over | undefined;
  readonly docked: boolean;
  /** Empty: the loudspeaker that the browser prefers. */
  readonly speaker: string;
}

export const noCall: CallDeskState = { preview: undefined, active: undefined, over: undefined, docked: false, speaker: "" };
