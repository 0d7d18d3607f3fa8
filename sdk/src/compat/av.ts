import { Api, giveListeners, writeData } from "./api_class.js";

/** Contract 5. The last four are terminal. */
export type AvState = "new" | "offered" | "connecting" | "connected" | "closed" | "rejected" | "timeout" | "error";

/** Where another party of the call stands; `close`, `rejected`, `timeout` and `error` are its last. */
export type MediaStatus = "offered" | "connecting" | "connected" | "close" | "rejected" | "timeout" | "error";

/** What every value in `remoteMedia` carries, a MediaStream or what stands in its place before media flows. */
export interface RemoteMediaMark {
  status: MediaStatus;
  /** The peer's name. */
  cN: string;
  /** The peer's contact ID. */
  cid: number;
}

export type RemoteMedia = (MediaStream & RemoteMediaMark) | RemoteMediaMark;

/** The Room, named without naming the class: a Room knows calls, too. */
export type SignallingRoom = Api & { readonly roomID: number; readonly label: string };

/** What an Av does, done by its controller. Everything in here is harmless at the wrong time. */
export interface AvActions {
  accept(stream: unknown): void;
  end(as: "rejected" | "closed"): void;
  merge(other: Av): void;
  addStream(stream: unknown): void;
  removeStream(stream: unknown): void;
}

/** A call in a room (contract 5). Once its state is a terminal one it stays readable, and does and tells nothing any more. */
export class Av extends Api {
  declare readonly id: string;
  declare readonly state: AvState;
  /** By a key of ours; a party that has gone stays for one update. */
  declare readonly remoteMedia: Readonly<Record<string, RemoteMedia>>;
  /** What we send. */
  declare readonly localMedia: readonly MediaStream[];
  /** The room that carries the call. */
  declare readonly signalling: SignallingRoom;
  readonly #actions: AvActions;

  /** @internal */
  constructor(id: string, room: SignallingRoom, state: AvState, localMedia: readonly MediaStream[], actions: AvActions) {
    super();
    this.#actions = actions;
    writeData(this, { id, state, remoteMedia: {}, localMedia, signalling: room });
  }

  /** Takes the offer; without a stream, to receive only. */
  accept(stream?: unknown): void {
    this.#actions.accept(stream);
  }

  /** Refuses an offer, or hangs up. */
  reject(): void {
    this.#actions.end("rejected");
  }

  close(): void {
    this.#actions.end("closed");
  }

  leave(): void {
    this.#actions.end("closed");
  }

  /** Instead of accepting: brings the offered call into one we are in. One remains for both. */
  merge(other: Av): void {
    this.#actions.merge(other);
  }

  addStream(stream: unknown): void {
    this.#actions.addStream(stream);
  }

  removeStream(stream: unknown): void {
    this.#actions.removeStream(stream);
  }
}

giveListeners(Av, "Av", { instance: ["update", "media"], class: ["new", "update", "media"] });
