import type { AvPlatform, Environment, FilePlatform, HttpAnswer, HttpRequest, KeyStore, Socket, SocketEvents, EventSourceLike } from "../../src/base/environment.js";
import type { Logger, LogLevel } from "../../src/base/logger.js";

/** A socket the SDK has opened; the test plays the other side. */
export class FakeSocket implements Socket {
  readonly sent: string[] = [];
  closedByClient = false;

  constructor(
    readonly url: string,
    readonly protocol: string,
    readonly events: SocketEvents,
  ) {}

  onSend: (text: string) => void = () => {};

  send(text: string): void {
    this.sent.push(text);
    this.onSend(text);
  }

  close(): void {
    this.closedByClient = true;
  }
}

/** A stream of events the SDK has opened. */
export class FakeStream implements EventSourceLike {
  closedByClient = false;
  private readonly listeners = new Map<string, (event: { data?: string }) => void>();

  constructor(readonly url: string) {}

  addEventListener(name: string, listener: (event: { data?: string }) => void): void {
    this.listeners.set(name, listener);
  }

  tell(name: string, data?: string): void {
    this.listeners.get(name)?.(data === undefined ? {} : { data });
  }

  close(): void {
    this.closedByClient = true;
  }
}

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

export class MemoryStore implements KeyStore {
  readonly values = new Map<string, string>();
  get(key: string): string | undefined {
    return this.values.get(key);
  }
  set(key: string, value: string | undefined): void {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
  }
}

/** Virtual time, counted keys, sockets and HTTP in the test's hand. Nothing in it is real. */
export class World implements Environment {
  time = 1_000_000;
  /** What random() gives. */
  chance = 0.5;
  pageOrigin: string | undefined = undefined;
  av: AvPlatform | undefined = undefined;
  tabStore: MemoryStore | undefined = new MemoryStore();
  keptStore: MemoryStore | undefined = new MemoryStore();
  /** undefined: a platform without files. */
  files: FilePlatform | undefined = undefined;
  readonly sockets: FakeSocket[] = [];
  readonly requests: HttpRequest[] = [];
  readonly streams: FakeStream[] = [];
  onSocket: (socket: FakeSocket) => void = () => {};
  onStream: (stream: FakeStream) => void = () => {};
  onRequest: (request: HttpRequest) => HttpAnswer = () => ({ status: 0, text: "" });
  private readonly timers = new Set<Timer>();
  private readonly onlineListeners = new Set<() => void>();
  private count = 0;

  now(): number {
    return this.time;
  }

  random = (): number => this.chance;

  newKey = (): string => `key-${++this.count}`;

  setTimer = (run: () => void, delayMs: number): (() => void) => {
    const timer = { at: this.time + Math.max(0, delayMs), order: ++this.count, run };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  };

  soon = (run: () => void): void => void this.setTimer(run, 0);

  openStream: Environment["openStream"] = (url) => {
    const stream = new FakeStream(url);
    this.streams.push(stream);
    this.onStream(stream);
    return stream;
  };

  openSocket = (url: string, protocol: string, events: SocketEvents): Socket => {
    const socket = new FakeSocket(url, protocol, events);
    this.sockets.push(socket);
    this.onSocket(socket);
    return socket;
  };

  request = async (request: HttpRequest): Promise<HttpAnswer> => {
    this.requests.push(request);
    return this.onRequest(request);
  };

  onOnline = (run: () => void): (() => void) => {
    this.onlineListeners.add(run);
    return () => void this.onlineListeners.delete(run);
  };

  comeOnline(): void {
    for (const run of [...this.onlineListeners]) run();
  }

  get socket(): FakeSocket {
    return this.sockets[this.sockets.length - 1]!;
  }

  get pendingTimers(): number {
    return this.timers.size;
  }

  /** Lets promises settle and timers that are due run. */
  async settle(): Promise<void> {
    await this.pass(0);
  }

  /** Moves time on; timers run at their time, promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await reactions();
      const next = [...this.timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
  }
}

/** All promise reactions that are ready, and those they make ready. */
export function reactions(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class RecordingLogger implements Logger {
  readonly lines: { level: LogLevel; what: string; details: Readonly<Record<string, unknown>> | undefined }[] = [];
  log(level: LogLevel, what: string, details?: Readonly<Record<string, unknown>>): void {
    this.lines.push({ level, what, details });
  }
  of(level: LogLevel): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.what);
  }
}
