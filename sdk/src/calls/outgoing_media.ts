import { Cell, type Store } from "../base/store.js";

/** What a stream is meant to show. */
export type Shows = "camera" | "screen";

/** One track that we send, or a place for one. */
export interface OutgoingTrack {
  /** Names the place: it stays the same while tracks in it come and go. */
  readonly slot: string;
  readonly kind: "audio" | "video";
  /** null: nothing at the moment. */
  readonly track: MediaStreamTrack | null;
  readonly stream: MediaStream;
  readonly shows: Shows;
}

/** What others are told that we send. */
export interface Sending {
  readonly audio: boolean;
  readonly video: boolean;
  readonly screen: boolean;
}

export const SENDING_NOTHING: Sending = { audio: false, video: false, screen: false };

/** What a client sends into a call. */
export interface OutgoingMedia {
  readonly tracks: Store<readonly OutgoingTrack[]>;
  readonly sending: Store<Sending>;
}

/** Streams that the program has opened itself, and closes itself. */
export class StreamMedia implements OutgoingMedia {
  private readonly trackCell = new Cell<readonly OutgoingTrack[]>([]);
  private readonly sendingCell = new Cell<Sending>(SENDING_NOTHING);
  private held: readonly { stream: MediaStream; shows: Shows }[] = [];

  constructor(streams: readonly MediaStream[] = []) {
    for (const stream of streams) this.addStream(stream);
  }

  get tracks(): Store<readonly OutgoingTrack[]> {
    return this.trackCell;
  }

  get sending(): Store<Sending> {
    return this.sendingCell;
  }

  get streams(): readonly MediaStream[] {
    return this.held.map(({ stream }) => stream);
  }

  /** Harmless if it is there already. */
  addStream(stream: MediaStream, shows: Shows = "camera"): void {
    if (this.streams.includes(stream)) return;
    this.held = [...this.held, { stream, shows }];
    this.refresh();
  }

  removeStream(stream: MediaStream): void {
    this.held = this.held.filter((one) => one.stream !== stream);
    this.refresh();
  }

  /** To be called when tracks were added to a stream, taken from it, or switched. */
  refresh(): void {
    const tracks = this.held.flatMap(({ stream, shows }) =>
      stream.getTracks().map((track): OutgoingTrack => ({ slot: track.id, kind: track.kind === "audio" ? "audio" : "video", track, stream, shows })),
    );
    this.trackCell.set(tracks);
    this.sendingCell.set(sendingOf(tracks, this.sendingCell.get()));
  }
}

/** What these tracks amount to; `before` itself if it is the same. */
export function sendingOf(tracks: readonly OutgoingTrack[], before: Sending): Sending {
  const live = tracks.filter(({ track }) => track !== null && track.enabled && track.readyState !== "ended");
  const audio = live.some(({ kind, shows }) => kind === "audio" && shows === "camera");
  const video = live.some(({ kind, shows }) => kind === "video" && shows === "camera");
  const screen = live.some(({ kind, shows }) => kind === "video" && shows === "screen");
  const same = before.audio === audio && before.video === video && before.screen === screen;
  return same ? before : { audio, video, screen };
}
