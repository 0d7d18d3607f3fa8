import { toChatError, type ChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import { Persistence } from "./persistence.js";

/** A chunk that is not there yet is asked for anyway after this long: the feed that tells of it may be away. */
const LOOK_AGAIN_MS = 3000;

export interface DownloadDeps {
  environment: Pick<Environment, "random" | "setTimer">;
  /** One chunk, whose hash and length are right. */
  get(chunk: number, length: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** Puts a chunk where it does not burden the memory. */
  keep(bytes: Uint8Array<ArrayBuffer>): Blob;
  onProgress(chunks: number): void;
}

export interface DownloadSize {
  size: number;
  chunkBytes: number;
}

/** Fetches a file, one chunk after the other, while its sender may still be bringing it. */
export class Download {
  private readonly abort = new AbortController();
  private readonly persistence: Persistence;
  private readonly pieces: Blob[] = [];
  /** How many chunks the server is known to have. */
  private there = 0;

  constructor(
    private readonly file: DownloadSize,
    private readonly deps: DownloadDeps,
  ) {
    this.persistence = new Persistence({ environment: deps.environment, signal: this.abort.signal });
  }

  /** Resolves with all pieces; undefined: stop() was called. Rejects with why it cannot be fetched. */
  async run(): Promise<readonly Blob[] | undefined> {
    const { size, chunkBytes } = this.file;
    const { signal } = this.abort;
    const total = Math.ceil(size / chunkBytes);
    while (this.pieces.length < total && !signal.aborted) {
      const chunk = this.pieces.length;
      if (this.there <= chunk) await this.persistence.pause(LOOK_AGAIN_MS);
      if (signal.aborted) break;
      try {
        const bytes = await this.deps.get(chunk, Math.min(chunkBytes, size - chunk * chunkBytes), signal);
        this.persistence.succeeded();
        this.pieces.push(this.deps.keep(bytes));
        this.deps.onProgress(this.pieces.length);
      } catch (error) {
        if (!signal.aborted) await this.onRefused(toChatError(error), chunk);
      }
    }
    return signal.aborted ? undefined : this.pieces;
  }

  /** The server has so many chunks. */
  onThere(chunks: number): void {
    const waits = this.there <= this.pieces.length;
    this.there = Math.max(this.there, chunks);
    if (waits && this.there > this.pieces.length) this.persistence.nudge();
  }

  /** The connection is back: what waited to be tried again is tried now. */
  resume(chunks: number): void {
    this.there = Math.max(chunks, this.pieces.length);
    this.persistence.nudge();
  }

  stop(): void {
    this.abort.abort();
  }

  private async onRefused(error: ChatError, chunk: number): Promise<void> {
    if (error.code !== "chunk_not_there") return this.persistence.after(error);
    this.there = chunk;
    this.persistence.succeeded();
  }
}
