import type { ChatError, ChatErrorCode } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import { backoffDelay, type BackoffRules } from "../transport/backoff.js";

const RULES: BackoffRules = { baseMs: 400, capMs: 10_000 };
/** Refusals of one chunk in a row that are not the network's. */
const MAX_TRIES = 8;
/** The server is away, or asks for patience: it may take as long as it takes. */
const FOR_EVER: readonly ChatErrorCode[] = ["unavailable", "rate_limited"];
const FOR_A_WHILE: readonly ChatErrorCode[] = ["bad_chunk", "store_failed", "internal", "conflict"];

export interface PersistenceDeps {
  environment: Pick<Environment, "random" | "setTimer">;
  signal: AbortSignal;
}

/** Whether and when to try again what was refused. */
export class Persistence {
  private attempt = 0;
  private tries = 0;
  private wake = () => {};

  constructor(private readonly deps: PersistenceDeps) {}

  /** It went well: what comes next is tried afresh. */
  succeeded(): void {
    this.attempt = 0;
    this.tries = 0;
  }

  /** Resolves when it is time for another try; throws the error if there shall be none. */
  async after(error: ChatError): Promise<void> {
    const patient = FOR_EVER.includes(error.code);
    if (!patient && !FOR_A_WHILE.includes(error.code)) throw error;
    if (!patient && ++this.tries >= MAX_TRIES) throw error;
    await this.pause(backoffDelay(this.attempt++, this.deps.environment.random, RULES, error.retryAfterMs || RULES.baseMs / 4));
  }

  /** The server is back: the next try is made at once. */
  nudge(): void {
    this.attempt = 0;
    this.wake();
  }

  /** Waits, unless nudged or aborted. */
  pause(ms: number): Promise<void> {
    const { signal, environment } = this.deps;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        cancel();
        signal.removeEventListener("abort", finish);
        this.wake = () => {};
        resolve();
      };
      const cancel = environment.setTimer(finish, ms);
      signal.addEventListener("abort", finish);
      this.wake = finish;
    });
  }
}
