import type { Logger } from "../base/logger.js";
import type { IceServers as WireIceServers } from "../wire/index.js";

/** Credentials that are good for less than this are asked for anew. */
const MARGIN_MS = 60_000;

export interface IceServersDeps {
  ask(): Promise<WireIceServers>;
  now(): number;
  logger: Logger;
}

/** The STUN and TURN servers of the moment: asked for before the first connection, and again when they run out. */
export class IceServers {
  private held: { value: Promise<WireIceServers | undefined>; until: number } | undefined;

  constructor(private readonly deps: IceServersDeps) {}

  /** For a connection that is to be made now. Without an answer: no servers, which does in one network. */
  async configuration(): Promise<RTCConfiguration> {
    const found = await this.get();
    if (!found) return {};
    return {
      iceServers: found.servers.map(({ urls, username, credential }) => (username ? { urls, username, credential } : { urls })),
      iceTransportPolicy: found.relayOnly ? "relay" : "all",
    };
  }

  /** undefined: the server did not answer. */
  get(): Promise<WireIceServers | undefined> {
    if (this.held && this.deps.now() < this.held.until) return this.held.value;
    const held = { value: this.ask(), until: Infinity };
    this.held = held;
    void held.value.then((answer) => {
      held.until = !answer ? 0 : answer.expiresMs > 0 ? answer.expiresMs - MARGIN_MS : Infinity;
    });
    return held.value;
  }

  /** Another user, or another server. */
  clear(): void {
    this.held = undefined;
  }

  private ask(): Promise<WireIceServers | undefined> {
    return this.deps.ask().catch((error: unknown) => {
      this.deps.logger.log("warn", "the server named no ICE servers", { error });
      return undefined;
    });
  }
}
