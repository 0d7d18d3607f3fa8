import type { AvPlatform, Environment, Socket } from "../base/environment.js";
import { Cell, type Store } from "../base/store.js";
import { SUBPROTOCOL } from "../transport/feed_link.js";
import type { IceServer, IceServers } from "../wire/index.js";
import { DeviceError } from "./device_error.js";
import type { Devices } from "./devices.js";

export type FindingName = "feed" | "browser" | "microphone" | "camera" | "stun" | "relay_udp" | "relay_tcp" | "relay_tls";

/** running: being looked at. well, bad: as it says. doubtful: calls may work all the same. skipped: there is nothing to look at. */
export type FindingState = "running" | "well" | "doubtful" | "bad" | "skipped";

/** One thing that calls need, and how it is. */
export interface Finding {
  readonly name: FindingName;
  readonly state: FindingState;
  /** What was found, for a person. */
  readonly sentence: string;
  /** What to change, and where; empty if nothing. */
  readonly advice: string;
}

export interface DiagnosisDeps {
  platform: AvPlatform | undefined;
  devices: Devices;
  environment: Pick<Environment, "setTimer" | "openSocket">;
  feedUrl: string;
  iceServers(): Promise<IceServers | undefined>;
}

type Found = Omit<Finding, "name">;

const FEED_MS = 8_000;
const GATHER_MS = 8_000;
const RUNNING: Found = { state: "running", sentence: "Looking…", advice: "" };
const RELAYS = { relay_udp: "UDP", relay_tcp: "TCP", relay_tls: "TLS" } as const;
const well = (sentence: string): Found => ({ state: "well", sentence, advice: "" });

/** Looks at everything that calls need from here, one thing after the other, and says in sentences what is wrong. */
export class Diagnosis {
  private readonly cell = new Cell<readonly Finding[]>([]);
  private started: Promise<readonly Finding[]> | undefined;

  constructor(private readonly deps: DiagnosisDeps) {}

  get findings(): Store<readonly Finding[]> {
    return this.cell;
  }

  /** Resolves with all findings. Harmless if it runs already. */
  run(): Promise<readonly Finding[]> {
    this.started ??= this.look();
    return this.started;
  }

  private async look(): Promise<readonly Finding[]> {
    const { platform } = this.deps;
    await this.step("feed", async () => ((await this.reachFeed()) ? well("The server's feed can be reached by WebSocket.") : FEED_BLOCKED));
    await this.step("browser", async () => (platform ? well("This browser can make calls.") : NO_WEBRTC));
    if (!platform) return this.cell.get();
    await this.step("microphone", () => this.lookAtDevice("microphone"));
    await this.step("camera", () => this.lookAtDevice("camera"));
    const ice = await this.deps.iceServers();
    const all = (ice?.servers ?? []).flatMap((server) => server.urls.map((url) => ({ ...server, urls: [url] })));
    const of = (kind: ServerKind) => all.filter(({ urls }) => kindOf(urls[0]!) === kind);
    const hasRelay = all.some(({ urls }) => kindOf(urls[0]!) !== "stun");
    await this.step("stun", () => this.lookAtStun(platform, of("stun"), hasRelay));
    for (const name of ["relay_udp", "relay_tcp", "relay_tls"] as const) {
      await this.step(name, () => this.lookAtRelay(platform, name, of(name), ice?.relayOnly ?? false));
    }
    return this.cell.get();
  }

  private async step(name: FindingName, look: () => Promise<Found>): Promise<void> {
    const others = this.cell.get();
    this.cell.set([...others, { name, ...RUNNING }]);
    const found = await look();
    this.cell.set([...others, { name, ...found }]);
  }

  /** A WebSocket beside the feed opens, and the server chooses our protocol. */
  private reachFeed(): Promise<boolean> {
    const { environment, feedUrl } = this.deps;
    return new Promise((resolve) => {
      let socket: Socket | undefined;
      const done = (reached: boolean) => {
        cancel();
        resolve(reached);
        if (reached) socket?.close();
      };
      const cancel = environment.setTimer(() => done(false), FEED_MS);
      try {
        socket = environment.openSocket(feedUrl, SUBPROTOCOL, { opened: () => done(true), received: () => {}, closed: () => done(false) });
      } catch {
        done(false);
      }
    });
  }

  private async lookAtDevice(device: "microphone" | "camera"): Promise<Found> {
    try {
      const track = await this.deps.devices[device]();
      const { label } = track;
      track.stop();
      return well(`The ${device} can be opened${label ? `: ${label}.` : "."}`);
    } catch (error) {
      const advice = error instanceof DeviceError && error.reason === "insecure" ? "Open this page by https; the administrator sets http.tls_certificate and http.tls_key, or puts a proxy with a certificate in front." : "";
      return { state: device === "camera" ? "doubtful" : "bad", sentence: error instanceof Error ? error.message : String(error), advice };
    }
  }

  private async lookAtStun(platform: AvPlatform, servers: readonly IceServer[], hasRelay: boolean): Promise<Found> {
    if (servers.length === 0) {
      if (hasRelay) return { state: "skipped", sentence: "No STUN server is configured; the relay does its work.", advice: "" };
      return { state: "doubtful", sentence: "No STUN and no relay server is configured: calls work inside one network only.", advice: "The administrator sets calls.stun_servers, and for strict networks calls.turn_servers." };
    }
    const { types } = await this.gather(platform, servers, "all");
    if (types.has("srflx")) return well("The STUN server answers: people in other networks can be reached directly.");
    if (types.has("host")) {
      return { state: "doubtful", sentence: "The STUN server said nothing new: it does not answer by UDP, or this machine has no other address than its own.", advice: "A firewall may block UDP to the port of calls.stun_servers. Where it must stay so, calls need a relay by TCP or TLS." };
    }
    return { state: "bad", sentence: "This browser offers no network address for calls.", advice: "An extension or a policy of the browser may forbid WebRTC." };
  }

  private async lookAtRelay(platform: AvPlatform, name: keyof typeof RELAYS, servers: readonly IceServer[], relayOnly: boolean): Promise<Found> {
    const by = RELAYS[name];
    if (servers.length === 0) {
      const needed = relayOnly && name === "relay_udp";
      return { state: needed ? "doubtful" : "skipped", sentence: `No relay by ${by} is configured.`, advice: needed ? "Calls go through the relay only (calls.relay_only); relays by UDP carry them best: add one to calls.turn_servers." : "" };
    }
    const { types, errors } = await this.gather(platform, servers, "relay");
    if (types.has("relay")) return well(`The relay can be used by ${by}.`);
    if (errors.has(401) || errors.has(403)) {
      return { state: "bad", sentence: `The relay refuses the credentials (${by}).`, advice: "calls.turn_secret must be what coturn calls static-auth-secret, and the clocks of both machines must agree." };
    }
    if (errors.has(486) || errors.has(508)) return { state: "bad", sentence: `The relay has no room for another call (${by}).`, advice: "Raise user-quota, total-quota or the port range (min-port, max-port) of coturn." };
    const advice: Record<keyof typeof RELAYS, string> = {
      relay_udp: "A firewall may block UDP to the port in calls.turn_servers. Add a relay by TCP (…?transport=tcp) or TLS (turns:…) for such networks.",
      relay_tcp: "A firewall may block the port in calls.turn_servers. A relay by TLS on port 443 (turns:…:443?transport=tcp) passes almost everywhere.",
      relay_tls: "Check that coturn has a certificate that browsers trust (cert, pkey) and listens on the port in calls.turn_servers.",
    };
    return { state: name === "relay_udp" ? "doubtful" : "bad", sentence: `The relay cannot be reached by ${by}.`, advice: advice[name] };
  }

  /** Which kinds of address these servers lead to, and the STUN error codes they answered with. */
  private async gather(platform: AvPlatform, servers: readonly IceServer[], policy: RTCIceTransportPolicy): Promise<{ types: Set<string>; errors: Set<number> }> {
    const iceServers = servers.map(({ urls, username, credential }) => (username ? { urls, username, credential } : { urls }));
    const pc = platform.connect({ iceServers, iceTransportPolicy: policy });
    const types = new Set<string>();
    const errors = new Set<number>();
    try {
      await new Promise<void>((resolve, reject) => {
        const cancel = this.deps.environment.setTimer(resolve, GATHER_MS);
        const done = () => (cancel(), resolve());
        pc.onicecandidate = ({ candidate }) => {
          const type = candidate?.type ?? / typ (\w+)/.exec(candidate?.candidate ?? "")?.[1];
          if (type) types.add(type);
          if (!candidate || type === "relay" || (type === "srflx" && policy === "all")) done();
        };
        pc.onicecandidateerror = ({ errorCode }) => errors.add(errorCode);
        pc.createDataChannel("diagnosis");
        pc.setLocalDescription().catch(reject);
      });
    } catch {
      // No connection can be made with these servers at all: nothing was found.
    } finally {
      pc.onicecandidate = pc.onicecandidateerror = null;
      pc.close();
    }
    return { types, errors };
  }
}

const FEED_BLOCKED: Found = {
  state: "bad",
  sentence: "The server's feed cannot be reached by WebSocket.",
  advice: "A proxy in between must pass the headers Upgrade and Connection for /api/feed, and keep connections open for longer than feed.heartbeat_ms.",
};
const NO_WEBRTC: Found = { state: "bad", sentence: "This browser has no WebRTC.", advice: "Use a current browser; an extension or a policy may have switched it off." };

type ServerKind = "stun" | keyof typeof RELAYS;

/** Of an address such as turns:turn.example.org:443?transport=tcp. */
export function kindOf(url: string): ServerKind {
  if (/^stuns?:/i.test(url)) return "stun";
  if (/^turns:/i.test(url)) return "relay_tls";
  return /[?&]transport=tcp/i.test(url) ? "relay_tcp" : "relay_udp";
}
