import { ChatError, toChatError } from "../base/chat_error.js";
import type { Environment, Socket } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import { Cell, type Store } from "../base/store.js";
import { utf8Length } from "../base/utf8_length.js";
import {
  decode,
  encode,
  type ClientFrameBody,
  type Hello,
  type Init,
  type ServerFrame,
  type ServerFrameBody,
  type Welcome,
} from "../wire/index.js";
import { openEventStream } from "./event_stream.js";
import { backoffDelay, defaultBackoff, type BackoffRules } from "./backoff.js";
import type { CloseReason, Link } from "./link.js";

export const SUBPROTOCOL = "foyer.v1.json";
/** From opening the socket to the end of the snapshot's first frame. */
const HANDSHAKE_MS = 20_000;
/** After a Ping something must arrive within this time, or the connection counts as dead. */
const PONG_MS = 10_000;
const DEFAULT_HEARTBEAT_MS = 30_000;
/** So many WebSockets in a row that did not open, while HTTP works, are taken for a network that lets none pass. */
const UNOPENED_MAX = 2;
/** After this long the next loss is a reason to try a WebSocket again. */
const STREAM_MS = 5 * 60_000;
/** JSON.stringify writes half a surrogate pair so; as UTF-8 there is no such text. */
const LONE_SURROGATE = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/;

const CLOSE_RESUME = 4001;
const CLOSE_STOP = 4002;
const CLOSE_LOGGED_OUT = 4003;

export interface FeedLinkDeps {
  environment: Pick<Environment, "now" | "random" | "setTimer" | "openSocket" | "openStream" | "request" | "onOnline">;
  /** http: or https: */
  url(): string;
  hello(): Init<Hello>;
  /** Asked after an attempt in which the socket did not even open; browsers do not tell why. */
  isStillLoggedIn(): Promise<boolean>;
  /** A frame after the Hello's answer; the Welcome is told by onWelcome. */
  onFrame(frame: ServerFrame): void;
  onWelcome(welcome: Welcome): void;
  /** What was asked on the connection will not be answered any more. */
  onLost(): void;
  logger: Logger;
  backoff?: BackoffRules;
}

/**
 * The connection of the feed, a WebSocket wherever one passes: greets, keeps it alive, comes back after a loss until stopped or refused.
 * It knows nothing of rooms; `synced()` is called by who has read the whole snapshot.
 */
export class FeedLink {
  private readonly cell = new Cell<Link>({ state: "idle" });
  private readonly deps: FeedLinkDeps;
  private socket: Socket | undefined;
  /** Counts sockets, so that what a former one still says is not heard. */
  private generation = 0;
  private attempt = 0;
  private opened = false;
  /** WebSockets in a row that did not open. */
  private unopened = 0;
  /** The other way is taken when a connection is made before this time. */
  private streamUntil = 0;
  private byStream = false;
  private welcome: Welcome | undefined;
  private lastId = 0;
  private helloId = 0;
  private hintMs = 0;
  /** The server said that coming back is pointless. */
  private isFinal = false;
  private everOpened = false;
  private lastSent = 0;
  private cancelTimer = () => {};
  private cancelPong: (() => void) | undefined;
  private forgetOnline: (() => void) | undefined;

  constructor(deps: FeedLinkDeps) {
    this.deps = deps;
  }

  get state(): Store<Link> {
    return this.cell;
  }

  get isWelcomed(): boolean {
    return this.welcome !== undefined;
  }

  /** Connects, and stays connected until stop(). Harmless while it is running. */
  start(): void {
    const { state } = this.cell.get();
    if (state !== "idle" && state !== "closed") return;
    this.attempt = 0;
    this.everOpened = false;
    this.forgetOnline = this.deps.environment.onOnline(() => this.onOnline());
    this.connect();
  }

  /** Where the next attempt is waited for: tries at once. */
  retryNow(): void {
    if (this.cell.get().state === "waiting") this.connect();
  }

  /** Closes and does not come back. */
  stop(reason: CloseReason = "stopped", sentence = "The connection was closed here."): void {
    const { state } = this.cell.get();
    if (state === "idle" || state === "closed") return;
    this.drop();
    this.forgetOnline?.();
    this.cell.set({ state: "closed", reason, sentence });
  }

  nextId(): number {
    return ++this.lastId;
  }

  /**
   * Sends a request; false if there is no connection that would take it. Throws what the server would end the connection
   * for: bad_text, limit_reached.
   */
  send(id: number, body: Init<ClientFrameBody>): boolean {
    if (!this.welcome || !this.socket) return false;
    const text = encodeFrame(id, body);
    const { frameBytes } = this.welcome.limits;
    if (LONE_SURROGATE.test(text)) throw new ChatError("bad_text");
    if (frameBytes > 0 && text.length > frameBytes / 3 && utf8Length(text) > frameBytes) throw new ChatError("limit_reached", "The request is too large.");
    this.transmit(text);
    return true;
  }

  /** The whole snapshot was read. */
  synced(): void {
    if (!this.welcome) return;
    this.attempt = 0;
    this.everOpened = true;
    this.cell.set({ state: "open", resource: this.welcome.resource, serverVersion: this.welcome.serverVersion });
  }

  private connect(): void {
    const generation = ++this.generation;
    this.attempt += 1;
    this.opened = false;
    this.hintMs = 0;
    this.isFinal = false;
    this.cell.set({ state: "connecting", attempt: this.attempt });
    if (generation !== this.generation) return;
    this.cancelTimer();
    this.cancelTimer = this.deps.environment.setTimer(() => this.onTimeout(), HANDSHAKE_MS);
    const guarded =
      <A extends unknown[]>(run: (...args: A) => void) =>
      (...args: A) => {
        if (generation === this.generation) run(...args);
      };
    const events = {
      opened: guarded(() => this.greet()),
      received: guarded((text: string) => this.receive(text)),
      closed: guarded((code: number, reason: string) => this.onClosed(code, reason)),
    };
    const { environment, url } = this.deps;
    this.byStream = environment.now() < this.streamUntil;
    try {
      this.socket = this.byStream
        ? openEventStream(environment, url(), events)
        : environment.openSocket(url().replace(/^http/, "ws"), SUBPROTOCOL, events);
    } catch (error) {
      this.lose(String(error));
    }
  }

  private greet(): void {
    this.opened = true;
    // Whoever needed the other way takes it again after one WebSocket that does not open.
    this.unopened = this.byStream ? UNOPENED_MAX - 1 : 0;
    this.helloId = this.nextId();
    this.transmit(encodeFrame(this.helloId, { case: "hello", value: this.deps.hello() }));
  }

  private transmit(text: string): void {
    this.lastSent = this.deps.environment.now();
    this.socket?.send(text);
  }

  private receive(text: string): void {
    this.cancelPong?.();
    this.cancelPong = undefined;
    let frame: ServerFrame;
    try {
      frame = decode("ServerFrame", JSON.parse(text));
    } catch (error) {
      this.deps.logger.log("error", "a frame could not be read", { error: toChatError(error).message });
      return this.lose("unreadable");
    }
    if (frame.body?.case === "goingAway") {
      this.hintMs = frame.body.value.retryAfterMs;
      this.isFinal = frame.body.value.final;
    }
    if (!this.welcome) this.onHelloAnswer(frame.body);
    else if (frame.body && frame.body.case !== "pong") this.deps.onFrame(frame);
  }

  private onHelloAnswer(body: ServerFrameBody | undefined): void {
    if (body?.case === "welcome") {
      this.welcome = body.value;
      this.watchHeartbeat();
      this.deps.onWelcome(body.value);
    } else if (body?.case === "error") {
      const { code, sentence, retryAfterMs } = body.value;
      if (code === "not_logged_in") return this.stop("logged_out", sentence);
      this.hintMs = retryAfterMs;
      this.lose(sentence || code);
    }
  }

  private watchHeartbeat(): void {
    const interval = (this.welcome?.limits.heartbeatMs || DEFAULT_HEARTBEAT_MS) / 2;
    this.cancelTimer();
    this.cancelTimer = this.deps.environment.setTimer(() => {
      if (this.deps.environment.now() - this.lastSent >= interval * 0.9) this.ping();
      this.watchHeartbeat();
    }, interval);
  }

  private ping(): void {
    if (!this.welcome || this.cancelPong) return;
    this.transmit(encodeFrame(this.nextId(), { case: "ping", value: {} }));
    this.cancelPong = this.deps.environment.setTimer(() => this.lose("silence"), PONG_MS);
  }

  private onOnline(): void {
    const { state } = this.cell.get();
    if (state === "waiting") this.connect();
    else if (state === "open") this.ping();
  }

  private onClosed(code: number, reason: string): void {
    this.socket = undefined;
    if (code === CLOSE_LOGGED_OUT) return this.stop("logged_out", reason || "The session ended.");
    if (code === CLOSE_STOP || this.isFinal) return this.stop("refused", reason || "The server refused this client.");
    if (!this.opened) return this.findOutWhy();
    this.lose(`${code} ${reason}`, code === CLOSE_RESUME && this.cell.get().state === "open");
  }

  private findOutWhy(): void {
    const generation = this.generation;
    this.deps.isStillLoggedIn().then(
      (yes) => {
        if (generation !== this.generation) return;
        if (yes) this.onUnopened();
        else this.stop("logged_out", "You are not logged in.");
      },
      () => {
        if (generation === this.generation) this.lose("no answer");
      },
    );
  }

  private onTimeout(): void {
    if (this.opened) return this.lose("no answer");
    this.drop();
    this.findOutWhy();
  }

  /** HTTP works, but the connection did not open: after a few times it is the other way's turn. */
  private onUnopened(): void {
    const { environment } = this.deps;
    const switches = !this.byStream && ++this.unopened >= UNOPENED_MAX && environment.openStream !== undefined;
    this.streamUntil = switches ? environment.now() + STREAM_MS : 0;
    this.lose("closed", switches);
  }

  /** The connection is gone or good for nothing: plan the next attempt. */
  private lose(why: string, atOnce = false): void {
    const { environment, logger, backoff = defaultBackoff } = this.deps;
    this.drop();
    const delay = atOnce ? 0 : backoffDelay(Math.max(0, this.attempt - 1), environment.random, backoff, this.hintMs);
    logger.log("info", "the feed is down", { why, attempt: this.attempt, retryInMs: delay });
    const retryAtMs = environment.now() + delay;
    this.cancelTimer = environment.setTimer(() => this.connect(), delay);
    this.cell.set({ state: "waiting", attempt: this.attempt, retryAtMs, everOpened: this.everOpened });
  }

  private drop(): void {
    this.generation += 1;
    this.cancelTimer();
    this.cancelPong?.();
    this.cancelPong = undefined;
    const socket = this.socket;
    const wasWelcomed = this.welcome !== undefined;
    this.socket = undefined;
    this.welcome = undefined;
    socket?.close();
    if (wasWelcomed) this.deps.onLost();
  }
}

function encodeFrame(id: number, body: Init<ClientFrameBody>): string {
  return JSON.stringify(encode("ClientFrame", { id, body } as Init<{ id: number; body: ClientFrameBody }>));
}
