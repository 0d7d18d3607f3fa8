import type { Environment, Socket, SocketEvents, StreamSource } from "../base/environment.js";

/** Frames in one request; fewer than the server lets wait for their answer. */
const BATCH_FRAMES = 32;
/** Characters in one request, far below what the server takes. */
const BATCH_CHARS = 400_000;
const RETRY_MS = 500;
const TOO_MANY = 429;
const ABNORMAL_CLOSURE = 1006;

export interface EventStreamDeps {
  environment: Pick<Environment, "request" | "setTimer">;
  openStream: NonNullable<Environment["openStream"]>;
  /** Where the server's frames come from … */
  eventsUrl: string;
  /** … and where the client's go. */
  framesUrl: string;
}

/**
 * Stands in for a WebSocket where the network lets none pass: the server's frames come as server-sent events, the
 * client's go in requests, one at a time and in order. Whatever goes wrong is a lost connection; what was on its way is
 * then made good as after any other loss.
 */
export class EventStreamSocket implements Socket {
  private readonly source: StreamSource;
  private readonly waiting: string[] = [];
  private name = "";
  private batch = 0;
  private sending = false;
  private over = false;
  private cancelRetry = () => {};

  constructor(
    private readonly deps: EventStreamDeps,
    private readonly events: SocketEvents,
  ) {
    this.source = deps.openStream(deps.eventsUrl, {
      event: (name, data) => this.onEvent(name, data),
      failed: () => this.end(ABNORMAL_CLOSURE, "the stream of events broke off"),
    });
  }

  send(text: string): void {
    this.waiting.push(text);
    this.flush();
  }

  close(): void {
    this.over = true;
    this.cancelRetry();
    this.source.close();
  }

  private onEvent(name: string, data: string): void {
    if (this.over) return;
    if (name === "message") return this.events.received(data);
    const told: unknown = parse(data);
    if (name === "stream" && typeof told === "string") {
      this.name = told;
      this.events.opened();
    } else if (name === "close") {
      const { code = ABNORMAL_CLOSURE, reason = "" } = (told ?? {}) as { code?: number; reason?: string };
      this.end(code, reason);
    }
  }

  private flush(): void {
    if (this.sending || this.over || !this.name || this.waiting.length === 0) return;
    let count = 1;
    let chars = this.waiting[0]!.length;
    while (count < Math.min(BATCH_FRAMES, this.waiting.length) && (chars += this.waiting[count]!.length) <= BATCH_CHARS) count += 1;
    this.batch += 1;
    void this.post(JSON.stringify({ frames: this.waiting.splice(0, count) }));
  }

  private async post(body: string): Promise<void> {
    this.sending = true;
    const url = `${this.deps.framesUrl}?stream=${encodeURIComponent(this.name)}&batch=${this.batch}`;
    const { status } = await this.deps.environment.request({ method: "POST", url, body, headers: { "Content-Type": "application/json" } });
    if (this.over) return;
    if (status === TOO_MANY) {
      this.cancelRetry = this.deps.environment.setTimer(() => void this.post(body), RETRY_MS);
      return;
    }
    this.sending = false;
    if (status === 200) this.flush();
    else this.end(ABNORMAL_CLOSURE, "what was sent did not arrive");
  }

  private end(code: number, reason: string): void {
    if (this.over) return;
    this.close();
    this.events.closed(code, reason);
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
