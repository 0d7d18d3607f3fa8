// What the diagnosis finds, and what it says to that.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AvPlatform } from "../../src/base/environment.js";
import { Devices } from "../../src/calls/devices.js";
import { Diagnosis, kindOf, type Finding } from "../../src/calls/diagnosis.js";
import type { SocketEvents } from "../../src/base/environment.js";
import { FakeNetwork } from "../support/fake_av.js";
import { World } from "../support/world.js";

interface Place {
  /** By address: the kinds of candidates found, or a STUN error code. */
  answers: Readonly<Record<string, readonly string[] | number>>;
  socket?: "opens" | "closes" | "hangs";
  refuses?: string;
  relayOnly?: boolean;
  rtc?: boolean;
}

async function diagnose({ answers, socket = "opens", refuses, relayOnly = false, rtc = true }: Place): Promise<Record<string, Finding>> {
  const world = new World();
  const network = new FakeNetwork(world.soon);
  network.refuses = refuses;
  const connect = ({ iceServers = [] }: RTCConfiguration) => {
    const [url] = (iceServers[0]?.urls ?? []) as string[];
    const pc = {
      onicecandidate: null as ((event: { candidate: unknown }) => void) | null,
      onicecandidateerror: null as ((event: { errorCode: number }) => void) | null,
      createDataChannel() {},
      close() {},
      async setLocalDescription() {
        const answer = answers[url!] ?? [];
        if (typeof answer === "number") pc.onicecandidateerror?.({ errorCode: answer });
        else for (const type of answer) pc.onicecandidate?.({ candidate: { type, candidate: `candidate typ ${type}` } });
        pc.onicecandidate?.({ candidate: null });
      },
    };
    return pc as unknown as RTCPeerConnection;
  };
  const platform: AvPlatform | undefined = rtc ? { ...network.platform(), connect } : undefined;
  world.onSocket = ({ events }) => world.setTimer(() => play(events), 1);
  const play = (events: SocketEvents) => (socket === "opens" ? events.opened() : socket === "closes" ? events.closed(1006, "") : undefined);
  const diagnosis = new Diagnosis({
    platform,
    devices: new Devices(platform),
    environment: world,
    feedUrl: "wss://foyer.example/api/feed",
    iceServers: async () => ({ servers: Object.keys(answers).map((url) => ({ urls: [url], username: "u", credential: "c" })), expiresMs: 0, relayOnly }),
  });
  const running = diagnosis.run();
  await world.pass(60_000);
  const findings = await running;
  assert.deepEqual(diagnosis.findings.get(), findings);
  return Object.fromEntries(findings.map((finding) => [finding.name, finding]));
}

const UDP = "turn:turn.example:3478?transport=udp";
const TCP = "turn:turn.example:3478?transport=tcp";
const TLS = "turns:turn.example:443?transport=tcp";
const STUN = "stun:stun.example:3478";

test("all is well", async () => {
  const found = await diagnose({ answers: { [STUN]: ["host", "srflx"], [UDP]: ["relay"], [TCP]: ["relay"], [TLS]: ["relay"] } });
  assert.deepEqual(Object.values(found).map(({ name, state, advice }) => [name, state, advice]), ["feed", "browser", "microphone", "camera", "stun", "relay_udp", "relay_tcp", "relay_tls"].map((name) => [name, "well", ""]));
});

test("UDP is blocked: the relay by TLS is left", async () => {
  const found = await diagnose({ answers: { [STUN]: ["host"], [UDP]: [], [TCP]: [], [TLS]: ["relay"] } });
  assert.deepEqual([found["stun"]!.state, found["relay_udp"]!.state, found["relay_tcp"]!.state, found["relay_tls"]!.state], ["doubtful", "doubtful", "bad", "well"]);
  assert.match(found["relay_udp"]!.advice, /calls\.turn_servers/);
});

test("wrong credentials name both settings; a full relay names its quotas", async () => {
  const found = await diagnose({ answers: { [UDP]: 401, [TCP]: 486 } });
  assert.match(found["relay_udp"]!.advice, /calls\.turn_secret.*static-auth-secret/);
  assert.match(found["relay_tcp"]!.advice, /quota/);
  assert.equal(found["stun"]!.state, "skipped");
});

test("nothing is configured: calls in one network only", async () => {
  const found = await diagnose({ answers: {} });
  assert.equal(found["stun"]!.state, "doubtful");
  assert.match(found["stun"]!.advice, /calls\.stun_servers/);
  assert.equal(found["relay_tls"]!.state, "skipped");
});

test("relay only without a relay by UDP is told", async () => {
  const found = await diagnose({ answers: { [TLS]: ["relay"] }, relayOnly: true });
  assert.equal(found["relay_udp"]!.state, "doubtful");
});

for (const socket of ["closes", "hangs"] as const) {
  test(`a WebSocket that ${socket} is told with what a proxy must pass`, async () => {
    const found = await diagnose({ answers: {}, socket });
    assert.equal(found["feed"]!.state, "bad");
    assert.match(found["feed"]!.advice, /Upgrade/);
  });
}

test("devices: why not, in words; a camera is not needed", async () => {
  const found = await diagnose({ answers: {}, refuses: "NotAllowedError" });
  assert.deepEqual([found["microphone"]!.state, found["camera"]!.state], ["bad", "doubtful"]);
  assert.match(found["microphone"]!.sentence, /Allow it/);
});

test("without WebRTC the rest is left out", async () => {
  const found = await diagnose({ answers: {}, rtc: false });
  assert.deepEqual(Object.keys(found), ["feed", "browser"]);
  assert.equal(found["browser"]!.state, "bad");
});

test("kinds of servers", () => {
  assert.deepEqual([STUN, "turn:turn.example", UDP, TCP, TLS].map(kindOf), ["stun", "relay_udp", "relay_udp", "relay_tcp", "relay_tls"]);
});
