// Two ends of one connection: negotiation, glare, restarts, what gets lost on the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CallPeerLink } from "../../src/calls/peer_link.js";
import type { OutgoingTrack, Shows } from "../../src/calls/outgoing_media.js";
import { decode, encode, type Init, type Signal } from "../../src/wire/index.js";
import { asStream, cameraStream, FakeNetwork, FakeStream, FakeTrack } from "../support/fake_av.js";
import { RecordingLogger, World } from "../support/world.js";

const outgoing = (stream: FakeStream, shows: Shows = "camera"): OutgoingTrack[] =>
  stream.tracks.map((track) => ({ slot: track.id, kind: track.kind, track: track as unknown as MediaStreamTrack, stream: asStream(stream), shows }));
const wire = (signal: Init<Signal>) => decode("Signal", encode("Signal", signal as Signal));

/** Two ends; what one says reaches the other after `delayMs`, in order, unless `deaf`. */
function pair(delayMs = 5) {
  const world = new World();
  const network = new FakeNetwork(world.soon);
  const platform = network.platform();
  const logger = new RecordingLogger();
  const said: string[] = [];
  const state = { deaf: false };
  const make = (name: "impolite" | "polite") =>
    new CallPeerLink({
      connect: async () => platform.connect({}),
      configuration: async () => ({}),
      send: async (signal) => {
        if (state.deaf) return false;
        said.push(`${name} ${signal.kind}`);
        world.setTimer(() => ends[name === "polite" ? "impolite" : "polite"].handle(wire(signal)), delayMs);
        return true;
      },
      polite: name === "polite",
      setTimer: world.setTimer,
      logger,
      onChanged() {},
    });
  const ends = { impolite: make("impolite"), polite: make("polite") };
  const descriptions = () => said.filter((line) => !line.endsWith("candidate"));
  return { world, network, ...ends, said, descriptions, state, logger };
}

const streamsOf = (link: CallPeerLink) => link.view.streams.map(({ stream, shows }) => [stream.id, shows]);

test("both send: one offer, one answer, media both ways", async () => {
  const { world, impolite, polite, descriptions } = pair();
  const [mine, theirs] = [cameraStream(), cameraStream()];
  impolite.send(outgoing(mine));
  polite.send(outgoing(theirs));
  impolite.begin();
  polite.begin();
  await world.pass(100);
  assert.deepEqual(descriptions(), ["impolite description_offer", "polite description_answer"]);
  assert.equal(impolite.view.state, "connected");
  assert.equal(polite.view.state, "connected");
  assert.deepEqual(streamsOf(impolite), [[theirs.id, "camera"]]);
  assert.deepEqual(streamsOf(polite), [[mine.id, "camera"]]);
});

test("only the polite side sends: its tracks find their place in the first offer", async () => {
  const { world, impolite, polite, descriptions } = pair();
  const theirs = cameraStream();
  polite.send(outgoing(theirs));
  impolite.begin();
  polite.begin();
  await world.pass(100);
  assert.deepEqual(descriptions(), ["impolite description_offer", "polite description_answer"]);
  assert.deepEqual(streamsOf(impolite), [[theirs.id, "camera"]]);
  assert.deepEqual(streamsOf(polite), []);
});

test("glare: both add a stream at the same time, and both arrive", async () => {
  const { world, impolite, polite } = pair(20);
  impolite.begin();
  polite.begin();
  await world.pass(200);
  const [mine, theirs] = [new FakeStream([new FakeTrack("video")]), new FakeStream([new FakeTrack("video")])];
  impolite.send(outgoing(mine, "screen"));
  polite.send(outgoing(theirs, "screen"));
  await world.pass(500);
  assert.deepEqual(streamsOf(impolite), [[theirs.id, "screen"]]);
  assert.deepEqual(streamsOf(polite), [[mine.id, "screen"]]);
});

test("a stream that is no longer sent is gone at the other side, and comes again in the same place", async () => {
  const { world, network, impolite, polite } = pair();
  const camera = cameraStream();
  impolite.send(outgoing(camera));
  impolite.begin();
  polite.begin();
  await world.pass(100);
  const places = network.connections[0]!.getTransceivers().length;
  for (let i = 0; i < 3; i += 1) {
    const screen = new FakeStream([new FakeTrack("video")]);
    impolite.send([...outgoing(camera), ...outgoing(screen, "screen")]);
    await world.pass(100);
    assert.deepEqual(streamsOf(polite), [[camera.id, "camera"], [screen.id, "screen"]]);
    impolite.send(outgoing(camera));
    await world.pass(100);
    assert.deepEqual(streamsOf(polite), [[camera.id, "camera"]]);
  }
  assert.equal(network.connections[0]!.getTransceivers().length, places + 1, "sharing again does not make the descriptions grow");
});

test("a muted place keeps its sender: no new negotiation", async () => {
  const { world, network, impolite, polite, descriptions } = pair();
  const camera = cameraStream();
  impolite.send(outgoing(camera));
  impolite.begin();
  polite.begin();
  await world.pass(100);
  impolite.send(outgoing(camera).map((one) => (one.kind === "video" ? { ...one, track: null } : one)));
  await world.pass(100);
  assert.equal(descriptions().length, 2);
  assert.equal(network.connections[0]!.getTransceivers().find(({ kind }) => kind === "video")!.sender.track, null);
});

test("the connection fails: ICE restarts, and media is back", async () => {
  const { world, network, impolite, polite } = pair();
  impolite.begin();
  polite.begin();
  await world.pass(100);
  const before = network.connections[0]!.localUfrag;
  network.break("failed");
  await world.pass(100);
  assert.equal(impolite.view.state, "connected");
  assert.equal(polite.view.state, "connected");
  assert.notEqual(network.connections[0]!.localUfrag, before);
  assert.equal(network.connections.length, 2, "the same connections");
});

test("a short interruption heals without a word", async () => {
  const { world, network, impolite, polite, said } = pair();
  impolite.begin();
  polite.begin();
  await world.pass(100);
  const words = said.length;
  network.break("disconnected");
  await world.pass(1000);
  assert.equal(impolite.view.state, "interrupted");
  for (const one of network.alive) one.become("connected");
  await world.pass(20_000);
  assert.equal(said.length, words);
  assert.equal(polite.view.state, "connected");
});

test("where nothing helps it counts as failed, and is tried on, slowly; when the way is there again it connects", async () => {
  const { world, network, impolite, polite, said } = pair();
  network.cut = true;
  impolite.begin();
  polite.begin();
  await world.pass(120_000);
  assert.equal(impolite.view.state, "failed");
  assert.equal(impolite.view.everConnected, false);
  const words = said.length;
  await world.pass(60_000);
  assert.ok(said.length - words < 60, `slowly: ${said.length - words} signals in a minute`);
  network.cut = false;
  await world.pass(60_000);
  assert.equal(impolite.view.state, "connected");
  assert.equal(polite.view.state, "connected");
  assert.ok(network.alive.length <= 2, "former connections are closed");
});

for (const who of ["impolite", "polite"] as const) {
  test(`the ${who} side's page is loaded anew: both begin anew, media flows`, async () => {
    const { world, network, logger, said, ...ends } = pair();
    const streams = { impolite: cameraStream(), polite: cameraStream() };
    for (const name of ["impolite", "polite"] as const) {
      ends[name].send(outgoing(streams[name]));
      ends[name].begin();
    }
    await world.pass(100);
    const other = who === "polite" ? "impolite" : "polite";
    ends[who].close();
    // A fresh object takes its place on the same wire.
    const reborn = new CallPeerLink({
      connect: async () => network.platform().connect({}),
      configuration: async () => ({}),
      send: async (signal) => {
        world.setTimer(() => ends[other].handle(wire(signal)), 5);
        return true;
      },
      polite: who === "polite",
      setTimer: world.setTimer,
      logger,
      onChanged() {},
    });
    ends[who].handle = (signal) => reborn.handle(signal);
    reborn.send(outgoing(streams[who]));
    reborn.begin({ anew: true });
    await world.pass(500);
    assert.equal(reborn.view.state, "connected");
    assert.equal(ends[other].view.state, "connected");
    assert.deepEqual(streamsOf(reborn), [[streams[other].id, "camera"]]);
    assert.deepEqual(streamsOf(ends[other]), [[streams[who].id, "camera"]]);
    assert.equal(network.alive.length, 2);
  });
}

test("an answer that is lost with the server's connection: the offer is said again", async () => {
  const { world, impolite, polite, state } = pair();
  impolite.begin();
  polite.begin();
  await world.pass(7); // the offer is there, the answer is to be said
  state.deaf = true;
  await world.pass(50);
  state.deaf = false;
  impolite.resume();
  polite.resume();
  await world.pass(200);
  assert.equal(impolite.view.state, "connected");
  assert.equal(polite.view.state, "connected");
});

test("both changed something while they could not talk: it is agreed on afterwards", async () => {
  const { world, impolite, polite, state } = pair();
  impolite.begin();
  polite.begin();
  await world.pass(100);
  state.deaf = true;
  const [mine, theirs] = [cameraStream(), cameraStream()];
  impolite.send(outgoing(mine));
  polite.send(outgoing(theirs));
  await world.pass(100);
  state.deaf = false;
  impolite.resume();
  polite.resume();
  await world.pass(500);
  assert.deepEqual(streamsOf(impolite), [[theirs.id, "camera"]]);
  assert.deepEqual(streamsOf(polite), [[mine.id, "camera"]]);
});

test("a stale answer is not taken, nonsense makes a fresh connection", async () => {
  const { world, network, impolite, polite } = pair();
  impolite.begin();
  polite.begin();
  await world.pass(100);
  impolite.handle(wire({ kind: "description_answer", sdp: "a=ice-ufrag:u0", usernameFragment: "of-another-offer" }));
  await world.pass(50);
  assert.equal(impolite.view.state, "connected");
  polite.handle(wire({ kind: "description_offer", sdp: "nonsense a=ice-ufrag:u0" }));
  await world.pass(500);
  assert.equal(network.connections.length, 4);
  assert.equal(impolite.view.state, "connected");
  assert.equal(polite.view.state, "connected");
});

test("candidates that come before their description wait for it, a bounded number of them", async () => {
  const { world, network, polite, impolite } = pair();
  polite.begin();
  for (let i = 0; i < 300; i += 1) polite.handle(wire({ kind: "candidate", candidate: `c${i}`, usernameFragment: "" }));
  await world.pass(10);
  assert.equal(network.connections[0]!.candidates.length, 0);
  impolite.begin();
  await world.pass(100);
  assert.ok(network.connections[0]!.candidates.length >= 200 && network.connections[0]!.candidates.length < 210);
});

test("a closed one does nothing any more", async () => {
  const { world, network, impolite, polite, said } = pair();
  impolite.begin();
  polite.begin();
  await world.pass(100);
  impolite.close();
  const words = said.length;
  impolite.send(outgoing(cameraStream()));
  impolite.handle(wire({ kind: "restart" }));
  impolite.retry();
  await world.pass(60_000);
  assert.equal(said.filter((line) => line.startsWith("impolite")).length, said.slice(0, words).filter((line) => line.startsWith("impolite")).length);
  assert.equal(network.connections[0]!.signalingState, "closed");
});
