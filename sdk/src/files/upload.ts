import { ChatError, toChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import { Persistence } from "./persistence.js";

export interface UploadDeps {
  environment: Pick<Environment, "random" | "setTimer">;
  /** Answers how many chunks the server has then. */
  put(chunk: number, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<number>;
  /** So many chunks are at the server. */
  onProgress(chunks: number): void;
}

/** Brings a file to the server, one chunk after the other; never more than one is in memory. */
export class Upload {
  private readonly abort = new AbortController();
  private readonly persistence: Persistence;
  /** What the server said it has when the connection came back: less than was sent, perhaps. */
  private told: number | undefined;

  constructor(
    private readonly source: Blob,
    private readonly chunkBytes: number,
    private readonly deps: UploadDeps,
  ) {
    this.persistence = new Persistence({ environment: deps.environment, signal: this.abort.signal });
  }

  /** Resolves when all is at the server, or stop() was called. Rejects with why it cannot be brought there. */
  async run(from: number): Promise<void> {
    const { signal } = this.abort;
    const total = Math.ceil(this.source.size / this.chunkBytes);
    for (let next = from; next < total && !signal.aborted; ) {
      const bytes = await this.read(next);
      try {
        next = await this.deps.put(next, bytes, signal);
        this.persistence.succeeded();
        this.deps.onProgress(next);
      } catch (error) {
        if (signal.aborted) return;
        await this.persistence.after(toChatError(error));
        next = Math.min(next, this.told ?? next);
        this.told = undefined;
      }
    }
  }

  /** The connection is back; the server has so many chunks. */
  resume(chunks: number): void {
    this.told = chunks;
    this.persistence.nudge();
  }

  stop(): void {
    this.abort.abort();
  }

  private async read(chunk: number): Promise<Uint8Array<ArrayBuffer>> {
    const from = chunk * this.chunkBytes;
    const piece = this.source.slice(from, Math.min(from + this.chunkBytes, this.source.size));
    const bytes = await piece.arrayBuffer().catch(() => undefined);
    if (bytes?.byteLength !== piece.size) throw new ChatError("bad_request", "The file cannot be read any more: it was changed, moved or removed.");
    return new Uint8Array(bytes);
  }
}
