import { Api, giveListeners, writeData } from "./api_class.js";

/** Contract 5. */
export type AvState = "new" | "offered" | "connecting" | "connected" | "closed" | "rejected" | "timeout" | "error";

/** The Room, named without naming the class: a Room knows calls, too. */
export type SignallingRoom = Api & { readonly roomID: number; readonly label: string };

/** A call in a room. Where the server offers no calls, it comes in the terminal state `error`. */
export class Av extends Api {
  declare readonly id: string;
  declare readonly state: AvState;
  declare readonly remoteMedia: Readonly<Record<string, unknown>>;
  declare readonly localMedia: readonly unknown[];
  /** The room that carries the call. */
  declare readonly signalling: SignallingRoom;

  /** @internal */
  constructor(id: string, room: SignallingRoom, stream: unknown, state: AvState) {
    super();
    const localMedia = stream === undefined || stream === null ? [] : [stream];
    writeData(this, { id, state, remoteMedia: {}, localMedia, signalling: room });
  }

  accept(_stream?: unknown): void {}
  reject(): void {}
  close(): void {}
  leave(): void {}
  merge(_other: Av): void {}
  addStream(_stream: unknown): void {}
  removeStream(_stream: unknown): void {}
}

giveListeners(Av, "Av", { instance: ["update", "media"], class: ["new", "update", "media"] });
