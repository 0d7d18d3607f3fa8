import type { Logger } from "./logger.js";

/** Tells whoever listens, in the order they came. One that throws is logged and disturbs nobody. */
export class Emitter<T> {
  private readonly listeners = new Set<{ tell: (value: T) => void }>();

  constructor(private readonly logger: Logger) {}

  /** Returns the end of the subscription. */
  subscribe(tell: (value: T) => void): () => void {
    const entry = { tell };
    this.listeners.add(entry);
    return () => void this.listeners.delete(entry);
  }

  emit(value: T): void {
    for (const entry of [...this.listeners]) {
      if (!this.listeners.has(entry)) continue;
      try {
        entry.tell(value);
      } catch (error) {
        this.logger.log("error", "a listener threw", { error });
      }
    }
  }
}
