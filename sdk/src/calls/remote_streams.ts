import type { Shows } from "./outgoing_media.js";

/** What another peer sends. */
export interface RemoteStream {
  readonly stream: MediaStream;
  readonly shows: Shows;
}

/** The streams that have arrived over one connection, as tracks come and go. */
export class RemoteStreams {
  private readonly held = new Map<string, MediaStream>();
  private readonly shown = new Map<string, Shows>();
  private list: readonly RemoteStream[] = [];

  constructor(private readonly onChanged: () => void) {}

  /** The same list as before if nothing has changed. */
  get streams(): readonly RemoteStream[] {
    return this.list;
  }

  /** What the other side says that its streams show. */
  expect(streams: readonly (readonly [id: string, shows: Shows])[]): void {
    for (const [id, shows] of streams) this.shown.set(id, shows);
    this.refresh();
  }

  onTrack({ streams, track }: Pick<RTCTrackEvent, "streams" | "track">): void {
    for (const stream of streams) {
      this.held.set(stream.id, stream);
      stream.onremovetrack = () => this.prune();
    }
    track.onended = () => this.prune();
    this.refresh();
  }

  /** Streams without a track are gone. */
  prune(): void {
    for (const [id, stream] of this.held) {
      if (stream.getTracks().some((track) => track.readyState !== "ended")) continue;
      stream.onremovetrack = null;
      this.held.delete(id);
    }
    this.refresh();
  }

  clear(): void {
    for (const stream of this.held.values()) stream.onremovetrack = null;
    this.held.clear();
    this.shown.clear();
    this.refresh();
  }

  private refresh(): void {
    const list = [...this.held].map(([id, stream]): RemoteStream => ({ stream, shows: this.shown.get(id) ?? "camera" }));
    const same = list.length === this.list.length && list.every(({ stream, shows }, i) => stream === this.list[i]!.stream && shows === this.list[i]!.shows);
    if (same) return;
    this.list = list;
    this.onChanged();
  }
}
