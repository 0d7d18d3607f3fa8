import { ChatError, toChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import type { ChatClient } from "../client/chat_client.js";
import type { Link } from "../transport/link.js";
import { sortArguments } from "./arguments.js";
import type { Turns } from "./turns.js";

/** The error numbers of startFeed's errCB (contract 8). */
export const FeedError = {
  internal: 1,
  loggedOut: 2,
  notReady: 3,
  backEnd: 90,
  socketWouldNotOpen: 91,
  socketError: 92,
  fetchFailed: 99,
  versionChanged: 100,
} as const;

/** How long the feed may be down before pages hear of it: what heals itself sooner is nobody's concern. */
const DEFAULT_PATIENCE_MS = 30_000;

type ErrorListener = (number: number, text: string) => unknown;

export interface FeedControlDeps {
  client: ChatClient;
  turns: Turns;
  environment: Pick<Environment, "setTimer">;
  isLoggingIn(): boolean;
}

/** startFeed, pauseFeed, stopFeed and fetchData of one client, and whom to tell of errors. */
export class FeedControl {
  private readonly errorListeners = new Set<ErrorListener>();
  private starting: Promise<void> | undefined;
  private patienceMs = DEFAULT_PATIENCE_MS;
  private serverVersion: string | undefined;
  private cancelPatience: (() => void) | undefined;
  private wanted = false;

  constructor(private readonly deps: FeedControlDeps) {
    deps.client.link.subscribe(() => this.onLink(deps.client.link.get()));
  }

  /** startFeed was called, and the feed has not been stopped or refused since. */
  get isWanted(): boolean {
    return this.wanted;
  }

  /** startFeed([cb], [errCB], [options]); resolves when contacts and rooms are filled. */
  async start(args: readonly unknown[]): Promise<void> {
    const { places, options } = sortArguments(args);
    for (const listener of [places[1], options["errorCB"]]) {
      if (typeof listener === "function") this.errorListeners.add(listener as ErrorListener);
    }
    const patience = Number(options["maxWSRetryTime"]);
    if (patience > 0) this.patienceMs = patience < 1000 ? patience * 1000 : patience;
    this.wanted = true;
    const starting = (this.starting ??= this.begin());
    try {
      await starting;
    } catch (thrown) {
      if (this.starting === starting) {
        this.starting = undefined;
        this.wanted = false;
      }
      throw thrown;
    }
  }

  async stop(graceful: boolean): Promise<void> {
    this.wanted = false;
    this.starting = undefined;
    await this.deps.client.stop({ graceful });
  }

  private async begin(): Promise<void> {
    const { client } = this.deps;
    try {
      if (!client.self.get()) {
        if (this.deps.isLoggingIn()) throw this.tell(FeedError.notReady, new ChatError("not_logged_in", "The login is still under way."));
        const self = await client.session.resume().catch((thrown: unknown) => {
          const error = toChatError(thrown);
          throw error.code === "internal" ? error : this.tell(FeedError.fetchFailed, error);
        });
        if (!self) throw this.tell(FeedError.loggedOut, new ChatError("not_logged_in"));
      }
      await client.start();
    } catch (thrown) {
      const error = toChatError(thrown);
      throw error.code === "internal" ? this.tell(FeedError.internal, error) : error;
    }
  }

  private onLink(link: Link): void {
    if (link.state === "open") return this.onOpen(link.serverVersion);
    if (link.state === "waiting" && !this.cancelPatience) {
      const { everOpened } = link;
      this.cancelPatience = this.deps.environment.setTimer(() => this.onPatienceOver(everOpened), this.patienceMs);
    }
    if (link.state !== "closed") return;
    this.clearPatience();
    this.starting = undefined;
    this.wanted = false;
    if (link.reason === "logged_out") this.tell(FeedError.loggedOut, new ChatError("not_logged_in", link.sentence));
    if (link.reason === "refused") this.tell(FeedError.backEnd, new ChatError("unavailable", link.sentence));
  }

  private onOpen(version: string): void {
    this.clearPatience();
    const before = this.serverVersion;
    this.serverVersion = version;
    if (before !== undefined && before !== version) {
      this.tell(FeedError.versionChanged, new ChatError("unavailable", `The server is now of version ${version}.`));
    }
  }

  /** A feed that never opened is given up; one that was open goes on trying. */
  private onPatienceOver(everOpened: boolean): void {
    if (everOpened) return void this.tell(FeedError.socketError, new ChatError("unavailable", "The connection is lost; still trying."));
    this.clearPatience();
    this.tell(FeedError.socketWouldNotOpen, new ChatError("unavailable", "The WebSocket would not open."));
    void this.stop(false);
  }

  private clearPatience(): void {
    this.cancelPatience?.();
    this.cancelPatience = undefined;
  }

  private tell(number: number, error: ChatError): ChatError {
    for (const listener of this.errorListeners) {
      this.deps.turns.add(() => listener(number, error.message));
    }
    return error;
  }
}
