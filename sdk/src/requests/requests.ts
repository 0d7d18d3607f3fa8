import { ChatError, toChatError, type ChatErrorCode } from "../base/chat_error.js";
import { abortable, throwIfAborted } from "../base/abort.js";
import type { Environment } from "../base/environment.js";
import type { ClientFrameBody, Init, ServerFrameBody } from "../wire/index.js";
import { Pace } from "./pace.js";

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
  /** Nobody waits for it: what somebody waits for goes first. */
  background?: boolean;
  /** False: what the server cannot do at the moment (`unavailable`, `conflict`) is refused, not asked again. */
  patient?: boolean;
}

export interface RequestsDeps {
  nextId(): number;
  /** False if there is no connection. */
  send(id: number, body: RequestBody): boolean;
  environment: Pick<Environment, "setTimer" | "now">;
}

interface Waiting {
  body: RequestBody;
  ifLost: "again" | "refuse";
  background: boolean;
  patient: boolean;
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
  private readonly foreground: Waiting[] = [];
  private readonly background: Waiting[] = [];
  private readonly inFlight = new Map<number, Waiting>();
  /** Refused for the moment; asked again later. */
  private readonly resting = new Set<Waiting>();
  private readonly pace: Pace;
  private ready = false;
  private cancelPump: (() => void) | undefined;

  constructor(private readonly deps: RequestsDeps) {
    this.pace = new Pace(() => deps.environment.now());
  }

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
    if (this.waiting + this.inFlight.size >= MAX_WAITING) throw new ChatError("limit_reached", "Too much waits for the server already.");
    let entry: Waiting | undefined;
    const answered = new Promise<ServerFrameBody>((resolve, reject) => {
      entry = { body, ifLost: options.ifLost ?? "again", background: options.background ?? false, patient: options.patient ?? true, tries: 0, id: undefined, resolve, reject };
      this.queueOf(entry).push(entry);
    });
    this.pump();
    return abortable(answered, options.signal, () => entry && this.forget(entry));
  }

  /** The connection takes requests from now on, so many a second (0: any number). */
  onReady(perSecond: number): void {
    this.ready = true;
    this.pace.restart(perSecond);
    this.pump();
  }

  onLost(): void {
    this.ready = false;
    const lost = [...this.inFlight.values()];
    this.inFlight.clear();
    for (const entry of lost) entry.id = undefined;
    for (const entry of lost.reverse()) {
      if (entry.ifLost === "again") this.queueOf(entry).unshift(entry);
      else entry.reject(new ChatError("unavailable", "The connection was lost before the answer came."));
    }
  }

  /** Nothing that waits will be answered: the feed was closed for good. */
  onClosed(error: ChatError): void {
    this.onLost();
    for (const entry of [...this.foreground.splice(0), ...this.background.splice(0), ...this.resting]) entry.reject(error);
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
    const again = entry.patient ? RETRIED.includes(error.code) : error.code === "rate_limited";
    if (entry.tries >= MAX_TRIES || !again) return entry.reject(error);
    if (error.code === "rate_limited") this.pace.pause(error.retryAfterMs || DEFAULT_RETRY_MS);
    const delay = error.retryAfterMs || DEFAULT_RETRY_MS * entry.tries;
    this.resting.add(entry);
    this.deps.environment.setTimer(() => {
      if (!this.resting.delete(entry)) return;
      this.queueOf(entry).unshift(entry);
      this.pump();
    }, delay);
  }

  private get waiting(): number {
    return this.foreground.length + this.background.length;
  }

  private queueOf(entry: Waiting): Waiting[] {
    return entry.background ? this.background : this.foreground;
  }

  private forget(entry: Waiting): void {
    const queue = this.queueOf(entry);
    const at = queue.indexOf(entry);
    if (at >= 0) queue.splice(at, 1);
    this.resting.delete(entry);
    if (entry.id !== undefined) this.inFlight.delete(entry.id);
  }

  private pump(): void {
    while (this.ready && this.waiting > 0 && this.inFlight.size < MAX_IN_FLIGHT) {
      const waitMs = this.pace.take();
      if (waitMs > 0) return this.pumpLater(waitMs);
      if (!this.transmit(this.foreground.shift() ?? this.background.shift()!)) return;
    }
  }

  private pumpLater(ms: number): void {
    this.cancelPump?.();
    this.cancelPump = this.deps.environment.setTimer(() => {
      this.cancelPump = undefined;
      this.pump();
    }, ms);
  }

  /** False if the connection does not take it. */
  private transmit(entry: Waiting): boolean {
    entry.id = this.deps.nextId();
    this.inFlight.set(entry.id, entry);
    try {
      if (this.deps.send(entry.id, entry.body)) return true;
    } catch (error) {
      this.inFlight.delete(entry.id);
      entry.reject(toChatError(error));
      return true;
    }
    this.inFlight.delete(entry.id);
    entry.id = undefined;
    this.queueOf(entry).unshift(entry);
    return false;
  }
}

function nonOk(code: ChatErrorCode | "ok"): ChatErrorCode {
  return code === "ok" ? "internal" : code;
}
