import { ChatError, toChatError, type ChatErrorCode } from "../base/chat_error.js";
import { abortable, throwIfAborted } from "../base/abort.js";
import type { Environment } from "../base/environment.js";
import type { ClientFrameBody, Init, ServerFrameBody } from "../wire/index.js";

/** Requests of one client that wait, in flight or for a connection. */
const MAX_WAITING = 10_000;
/** Below the server's own bound (64), so that it never has to refuse. */
const MAX_IN_FLIGHT = 32;
const MAX_TRIES = 8;
const RETRIED: readonly ChatErrorCode[] = ["rate_limited", "unavailable", "conflict"];
const DEFAULT_RETRY_MS = 300;

export type RequestBody = Init<ClientFrameBody>;
export type AnswerCase = ServerFrameBody["case"];
export type AnswerOf<C extends AnswerCase> = Extract<ServerFrameBody, { case: C }>["value"];

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  /**
   * What to do when the connection is lost before the answer came: doing it again is the same as doing it once, or
   * it must not be done twice and is refused as `unavailable`.
   */
  ifLost?: "again" | "refuse";
}

export interface RequestsDeps {
  nextId(): number;
  /** False if there is no connection. */
  send(id: number, body: RequestBody): boolean;
  environment: Pick<Environment, "setTimer">;
}

interface Waiting {
  body: RequestBody;
  ifLost: "again" | "refuse";
  tries: number;
  /** Undefined: not sent, or its answer will never come. */
  id: number | undefined;
  resolve(body: ServerFrameBody): void;
  reject(error: ChatError): void;
}

/**
 * Questions and their answers. What is asked while there is no connection waits for one; what was in flight when it was
 * lost is sent again in the order it was asked.
 */
export class Requests {
  private readonly queue: Waiting[] = [];
  private readonly inFlight = new Map<number, Waiting>();
  /** Refused for the moment; asked again later. */
  private readonly resting = new Set<Waiting>();
  private ready = false;

  constructor(private readonly deps: RequestsDeps) {}

  /** Resolves with the answer, which is of the wanted kind. Errors: the server's; unavailable, limit_reached, not_logged_in. */
  async ask<C extends AnswerCase>(wanted: C, body: RequestBody, options: RequestOptions = {}): Promise<AnswerOf<C>> {
    const answer = await this.request(body, options);
    if (answer.case !== wanted) throw new ChatError("internal", `The server answered ${answer.case} instead of ${wanted}.`);
    return answer.value as AnswerOf<C>;
  }

  /** Resolves when it was done, whatever the answer says beyond that. */
  async tell(body: RequestBody, options: RequestOptions = {}): Promise<void> {
    await this.request(body, options);
  }

  private async request(body: RequestBody, options: RequestOptions): Promise<ServerFrameBody> {
    throwIfAborted(options.signal);
    if (this.queue.length + this.inFlight.size >= MAX_WAITING) throw new ChatError("limit_reached", "Too much waits for the server already.");
    let entry: Waiting | undefined;
    const answered = new Promise<ServerFrameBody>((resolve, reject) => {
      entry = { body, ifLost: options.ifLost ?? "again", tries: 0, id: undefined, resolve, reject };
      this.queue.push(entry);
    });
    this.pump();
    return abortable(answered, options.signal, () => entry && this.forget(entry));
  }

  /** The connection takes requests from now on. */
  onReady(): void {
    this.ready = true;
    this.pump();
  }

  onLost(): void {
    this.ready = false;
    const lost = [...this.inFlight.values()];
    this.inFlight.clear();
    for (const entry of lost) entry.id = undefined;
    this.queue.unshift(...lost.filter((entry) => entry.ifLost === "again"));
    for (const entry of lost) {
      if (entry.ifLost === "refuse") entry.reject(new ChatError("unavailable", "The connection was lost before the answer came."));
    }
  }

  /** Nothing that waits will be answered: the feed was closed for good. */
  onClosed(error: ChatError): void {
    this.onLost();
    for (const entry of [...this.queue.splice(0), ...this.resting]) entry.reject(error);
    this.resting.clear();
  }

  onAnswer(re: number, body: ServerFrameBody): void {
    const entry = this.inFlight.get(re);
    if (!entry) return;
    this.inFlight.delete(re);
    entry.id = undefined;
    if (body.case === "error") this.onError(entry, new ChatError(nonOk(body.value.code), body.value.sentence, body.value.retryAfterMs));
    else entry.resolve(body);
    this.pump();
  }

  private onError(entry: Waiting, error: ChatError): void {
    entry.tries += 1;
    if (entry.tries >= MAX_TRIES || !RETRIED.includes(error.code)) return entry.reject(error);
    const delay = error.retryAfterMs || DEFAULT_RETRY_MS * entry.tries;
    this.resting.add(entry);
    this.deps.environment.setTimer(() => {
      if (!this.resting.delete(entry)) return;
      this.queue.unshift(entry);
      this.pump();
    }, delay);
  }

  private forget(entry: Waiting): void {
    const at = this.queue.indexOf(entry);
    if (at >= 0) this.queue.splice(at, 1);
    this.resting.delete(entry);
    if (entry.id !== undefined) this.inFlight.delete(entry.id);
  }

  private pump(): void {
    while (this.ready && this.queue.length > 0 && this.inFlight.size < MAX_IN_FLIGHT) {
      const entry = this.queue.shift()!;
      entry.id = this.deps.nextId();
      this.inFlight.set(entry.id, entry);
      try {
        if (this.deps.send(entry.id, entry.body)) continue;
      } catch (error) {
        this.inFlight.delete(entry.id);
        entry.reject(toChatError(error));
        continue;
      }
      this.inFlight.delete(entry.id);
      entry.id = undefined;
      this.queue.unshift(entry);
      return;
    }
  }
}

function nonOk(code: ChatErrorCode | "ok"): ChatErrorCode {
  return code === "ok" ? "internal" : code;
}
