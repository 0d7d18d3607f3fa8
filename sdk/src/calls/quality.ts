import type { LinkState } from "./peer_link.js";

/** How a connection does. lost: nothing comes through. */
export type QualityLevel = "good" | "fair" | "poor" | "lost";

export interface LinkQuality {
  readonly level: QualityLevel;
  readonly roundTripMs: number | undefined;
  /** Of what was sent to us since the last measurement. */
  readonly lossPercent: number;
  readonly kilobitsPerSecond: number;
  /** Pictures shown so far, and since the last measurement by second. */
  readonly framesDecoded: number;
  readonly framesPerSecond: number;
  /** Through a relay (TURN); undefined while not connected. */
  readonly relayed: boolean | undefined;
}

/** What getStats said at one moment. */
export interface LinkSample {
  readonly atMs: number;
  readonly received: number;
  readonly lost: number;
  readonly bytes: number;
  readonly framesDecoded: number;
  readonly roundTripMs: number | undefined;
  readonly relayed: boolean | undefined;
}

type Stats = Readonly<Record<string, unknown>>;

export function readSample(report: RTCStatsReport, atMs: number): LinkSample {
  const all: Stats[] = [];
  report.forEach((one: Stats) => all.push(one));
  const inbound = all.filter(({ type }) => type === "inbound-rtp");
  const sum = (name: string) => inbound.reduce((total, one) => total + (Number(one[name]) || 0), 0);
  const pair = all.find(({ type, nominated, state }) => type === "candidate-pair" && nominated === true && state === "succeeded");
  const local = pair && all.find(({ id }) => id === pair["localCandidateId"]);
  const remote = pair && all.find(({ id }) => id === pair["remoteCandidateId"]);
  const roundTrip = pair?.["currentRoundTripTime"];
  return {
    atMs,
    received: sum("packetsReceived"),
    lost: sum("packetsLost"),
    bytes: sum("bytesReceived"),
    framesDecoded: sum("framesDecoded"),
    roundTripMs: typeof roundTrip === "number" ? Math.round(roundTrip * 1000) : undefined,
    relayed: pair ? [local, remote].some((one) => one?.["candidateType"] === "relay") : undefined,
  };
}

export function qualityOf(link: LinkState | "none", now: LinkSample, before: LinkSample | undefined): LinkQuality {
  const since = before ?? { ...now, received: 0, lost: 0, bytes: 0, framesDecoded: 0, atMs: now.atMs - 1000 };
  const seconds = Math.max(0.001, (now.atMs - since.atMs) / 1000);
  const received = Math.max(0, now.received - since.received);
  const lost = Math.max(0, now.lost - since.lost);
  const lossPercent = received + lost === 0 ? 0 : Math.round((1000 * lost) / (received + lost)) / 10;
  return {
    level: levelOf(link, lossPercent, now.roundTripMs ?? 0),
    roundTripMs: now.roundTripMs,
    lossPercent,
    kilobitsPerSecond: Math.round((Math.max(0, now.bytes - since.bytes) * 8) / 1000 / seconds),
    framesDecoded: now.framesDecoded,
    framesPerSecond: Math.round(Math.max(0, now.framesDecoded - since.framesDecoded) / seconds),
    relayed: now.relayed,
  };
}

function levelOf(link: LinkState | "none", lossPercent: number, roundTripMs: number): QualityLevel {
  if (link !== "connected") return "lost";
  if (lossPercent >= 8 || roundTripMs >= 600) return "poor";
  return lossPercent >= 2 || roundTripMs >= 250 ? "fair" : "good";
}
