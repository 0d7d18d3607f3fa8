// The modern surface of calls: what the server tells, joining and leaving, reconnects, reload, merge, devices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatClient } from "../../src/client/chat_client.js";
import { DeviceError, toDeviceError } from "../../src/calls/device_error.js";
import { LocalMedia } from "../../src/calls/local_media.js";
import { Playback } from "../../src/calls/playback.js";
import { qualityOf, readSample } from "../../src/calls/quality.js";
import { StreamMedia } from "../../src/calls/outgoing_media.js";
import { CallServer } from "../support/call_server.js";
import { startedClient, watch } from "../support/client_world.js";
import { asStream, cameraStream, FakeNetwork, FakeStream, FakeTrack } from "../support/fake_av.js";
import { BOB, CAT, ME, makeCall, makeParty, makePeer } from "../support/wire_peer.js";
import { RecordingLogger, World } from "../support/world.js";

async function talking() {
  let server!: CallServer;
  const all = await startedClient((peer, world) => (server = new CallServer(peer, world)));
  return { ...all, server, calls: all.client.calls, network: server.network };
}

test("begun here: starting, then joined; others are seen as they answer", async () => {
  const { world, calls, peer, server, changes } = await talking();
  const call = calls.start(2);
  assert.deepEqual([call.standing, call.view.get().own, call.roomId], ["starting", true, 2]);
  assert.match(call.id, /^c/);
  await world.pass(10);
  assert.equal(call.standing, "joined");
  assert.deepEqual(call.view.get().parties.map(({ name, state }) => [name, state]), [["Ann", "call_joined"], ["Bob", "call_offered"], ["Cat", "call_offered"]]);
  server.answer(call.id, BOB, "call_joined");
  server.answer(call.id, CAT, "call_rejected");
  await world.pass(10);
  assert.deepEqual(call.view.get().peers.map(({ name, link }) => [name, link]), [["Bob", "connecting"]]);
  assert.ok(peer.asked("sendSignal").every(({ toPeerId }) => toPeerId === `p-of-${BOB}`));
  assert.equal(changes.filter(({ type }) => type === "callAppeared").length, 1);
});

test("ICE servers are asked for before the first connection, and used", async () => {
  const { world, calls, server, network, peer } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined");
  await world.pass(10);
  assert.equal(peer.asked("getIceServers").length, 1);
  assert.deepEqual(network.configurations, [{ iceServers: [{ urls: ["stun:stun.example"] }, { urls: ["turn:turn.example"], username: "u", credential: "c" }], iceTransportPolicy: "relay" }]);
});

test("ICE credentials that run out are asked for again; without an answer none are used", async () => {
  const { world, calls, peer } = await talking();
  let answers = 0;
  peer.answer("getIceServers", () => (++answers === 1 ? { case: "error", value: { code: "internal" } } : { case: "iceServers", value: { expiresMs: world.now() + 120_000 } }));
  const first = calls.iceServers();
  await world.pass(10);
  assert.equal(await first, undefined);
  for (const wanted of [2, 2]) {
    const asked = calls.iceServers();
    await world.pass(10);
    assert.deepEqual((await asked)?.servers, []);
    assert.equal(answers, wanted);
  }
  await world.pass(61_000);
  void calls.iceServers();
  await world.pass(10);
  assert.equal(answers, 3);
});

test("offered: joins under an id of its own, others are told what we send, leaves; the call stays to be entered", async () => {
  const { world, calls, peer, server } = await talking();
  server.offer("c-of-bob");
  await world.pass(10);
  const [call] = calls.list.get();
  assert.equal(call!.standing, "offered");
  const media = new StreamMedia([asStream(cameraStream())]);
  const joined = call!.join(media);
  assert.equal(call!.join(media) instanceof Promise, true);
  await world.pass(10);
  await joined;
  assert.equal(call!.standing, "joined");
  assert.equal(peer.asked("joinCall").length, 1);
  assert.match(peer.asked("joinCall")[0]!.peerId, /^p/);
  assert.deepEqual(peer.asked("setCallMedia").map(({ audio, video, screen }) => [audio, video, screen]), [[true, true, false]]);
  media.streams[0]!.getVideoTracks()[0]!.enabled = false;
  media.refresh();
  await world.pass(10);
  assert.equal(peer.asked("setCallMedia").at(-1)!.video, false);
  await Promise.all([call!.leave(), world.pass(10)]);
  assert.equal(call!.standing, "open");
  assert.deepEqual(server.network.alive, []);
  assert.equal(calls.list.get().length, 1);
});

test("refused and ended: the reason stays readable", async () => {
  const { world, calls, server, changes } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.end(call.id, "unanswered");
  assert.equal(call.standing, "ended");
  assert.deepEqual(call.view.get().ending, { reason: "unanswered" });
  assert.deepEqual(calls.list.get(), []);
  assert.equal(changes.filter(({ type }) => type === "callEnded").length, 1);
  await assert.rejects(call.join(), { code: "not_found" });
  server.refuses = "limit_reached";
  const refused = calls.start(1);
  await world.pass(10);
  assert.deepEqual(refused.view.get().ending, { reason: "failed", sentence: "A limit was reached." });
});

test("an older version changes nothing; answered elsewhere is seen", async () => {
  const { world, calls, peer, server } = await talking();
  const first = server.offer("c-of-bob");
  server.answer("c-of-bob", ME, "call_joined", "p-my-phone");
  peer.callEvent(first);
  await world.pass(10);
  assert.equal(calls.find("c-of-bob")!.standing, "elsewhere");
});

test("hanging up before the server has answered: first in, then out", async () => {
  const { world, calls, peer } = await talking();
  const call = calls.start(1);
  const left = watch(call.leave());
  await world.pass(10);
  assert.equal(left.state, "resolved");
  assert.equal(peer.asked("leaveCall")[0]!.peerId, peer.asked("startCall")[0]!.peerId);
});

test("the feed is lost and comes back: media stays, and we return under the same id", async () => {
  const { world, calls, peer, server, network } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined");
  await world.pass(10);
  const [connection] = network.alive;
  const { peerId } = peer.asked("startCall")[0]!;
  peer.drop();
  await world.pass(100);
  assert.equal(call.standing, "joined");
  await world.pass(3000);
  assert.deepEqual(peer.asked("joinCall").map((one) => one.peerId), [peerId]);
  assert.deepEqual(network.alive, [connection]);
});

test("too late: the server has given us up, and the connections begin anew", async () => {
  const { world, calls, peer, server, network } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined");
  await world.pass(10);
  const [connection] = network.alive;
  peer.drop();
  const wire = server.calls.get(call.id)!;
  server.calls.set(call.id, { ...wire, version: wire.version + 1, peers: wire.peers.filter(({ contactId }) => contactId !== ME) });
  server.keep();
  await world.pass(3000);
  assert.equal(call.standing, "joined");
  assert.equal(network.alive.length, 1);
  assert.notEqual(network.alive[0], connection);
});

test("a call that a snapshot does not name has ended", async () => {
  const { world, calls, peer, server } = await talking();
  server.offer("c-of-bob");
  await world.pass(10);
  const call = calls.find("c-of-bob")!;
  peer.drop();
  peer.calls = [];
  await world.pass(3000);
  assert.deepEqual(call.view.get().ending, { reason: "hung_up" });
});

test("the server lets us go: we are out, and may enter again", async () => {
  const { world, calls, server, network } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined");
  await world.pass(10);
  server.answer(call.id, ME, "call_left");
  await world.pass(10);
  assert.equal(call.standing, "open");
  assert.deepEqual(network.alive, []);
});

test("no member any more in one of two rooms: the call stays; in both: it ends", async () => {
  const { world, calls, server } = await talking();
  server.offer("c-first", 1);
  server.offer("c-second", 2);
  server.merge("c-first", "c-second");
  await world.pass(10);
  const call = calls.find("c-second")!;
  server.end("c-second", "not_member", { roomId: 1 });
  assert.equal(call.standing, "offered");
  assert.equal(call.roomId, 2);
  server.end("c-second", "not_member", { roomId: 2 });
  assert.deepEqual(call.view.get().ending, { reason: "not_member" });
});

test("merge: the call we are in goes on as the other one, in the same object", async () => {
  const { world, calls, peer, server, changes } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined");
  const former = call.id;
  // Bob is in another call with Cat, and brings ours into it.
  const other = makeCall("c-bob-cat", 1, [makeParty(CAT, "Cat", "call_joined"), makeParty(BOB, "Bob", "call_joined")], [makePeer("p-cat", CAT, "Cat"), makePeer("p-bob-2", BOB, "Bob")], { roomIds: [9] });
  server.calls.set("c-bob-cat", other);
  server.merge(former, "c-bob-cat");
  await world.pass(10);
  assert.equal(call.id, "c-bob-cat");
  assert.equal(calls.find("c-bob-cat"), call);
  assert.equal(calls.find(former), undefined);
  assert.equal(call.standing, "joined");
  assert.deepEqual(call.view.get().peers.map(({ name }) => name).sort(), ["Bob", "Bob", "Cat"]);
  assert.equal(changes.filter(({ type }) => type === "callEnded").length, 0);
  assert.ok(peer.asked("sendSignal").some(({ callId, toPeerId }) => callId === "c-bob-cat" && toPeerId === "p-cat"));
});

test("merge: the offered one ends into the one we are in", async () => {
  const { world, calls, server, peer } = await talking();
  const call = calls.start(2);
  await world.pass(10);
  server.offer("c-of-bob", 1);
  await world.pass(10);
  const offered = calls.find("c-of-bob")!;
  const merged = watch(offered.mergeInto(call));
  await world.pass(10);
  assert.equal(merged.state, "resolved");
  assert.deepEqual(peer.asked("mergeCalls")[0], { roomId: 1, callId: "c-of-bob", intoRoomId: 2, intoCallId: call.id });
  assert.deepEqual(offered.view.get().ending, { reason: "merged" });
  assert.equal(call.standing, "joined");
  assert.deepEqual(call.view.get().peers.map(({ name }) => name), ["Bob"]);
});

test("the page is loaded anew: it may return under its former id, and the others begin anew with it", async () => {
  const { world, calls, peer, server } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  const { peerId } = peer.asked("startCall")[0]!;
  server.answer(call.id, BOB, "call_joined", "p-bob");
  await world.pass(10);
  world.socket.close();
  server.peerChange(call.id, peerId, { lost: true });
  const reloaded = new ChatClient({ host: "https://foyer.example", environment: world, logger: new RecordingLogger() });
  await reloaded.session.logIn({ username: "ann", password: "secret" });
  void reloaded.start();
  await world.pass(10);
  const again = reloaded.calls.find(call.id)!;
  assert.equal(again.standing, "returnable");
  const before = peer.asked("sendSignal").length;
  void again.join();
  await world.pass(10);
  assert.equal(peer.asked("joinCall").at(-1)!.peerId, peerId);
  assert.equal(peer.asked("sendSignal").slice(before)[0]!.signal.kind, "restart");
  assert.equal(again.standing, "joined");
});

test("the page is loaded anew and does not want to return: the others are told", async () => {
  const { world, calls, peer, server } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  const { peerId } = peer.asked("startCall")[0]!;
  server.answer(call.id, BOB, "call_joined", "p-bob");
  await world.pass(10);
  server.peerChange(call.id, peerId, { lost: true });
  const reloaded = new ChatClient({ host: "https://foyer.example", environment: world, logger: new RecordingLogger() });
  await reloaded.session.logIn({ username: "ann", password: "secret" });
  void reloaded.start();
  await world.pass(10);
  void reloaded.calls.find(call.id)!.leave();
  await world.pass(10);
  assert.equal(peer.asked("leaveCall").at(-1)!.peerId, peerId);
  assert.equal(reloaded.calls.find(call.id)!.standing, "open");
});

test("signals to a lost peer are not sent; when it is back, what was missed is said", async () => {
  const { world, calls, peer, server } = await talking();
  const media = new StreamMedia();
  const call = calls.start(1, media);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined", "a-bob"); // polite to us: we offer
  await world.pass(10);
  server.peerChange(call.id, "a-bob", { lost: true });
  await world.pass(10);
  const before = peer.asked("sendSignal").length;
  await world.pass(1000);
  assert.equal(peer.asked("sendSignal").length, before);
  server.peerChange(call.id, "a-bob", { lost: false });
  await world.pass(10);
  assert.deepEqual(peer.asked("sendSignal").slice(before).map(({ signal }) => signal.kind), ["description_offer"]);
});

test("without WebRTC calls are seen, and joining is refused in plain words", async () => {
  const { world, client } = await startedClient((peer, w) => {
    new CallServer(peer, w).offer;
    w.av = undefined;
    peer.calls = [{ roomId: 1, call: makeCall("c-of-bob", 1, [makeParty(BOB, "Bob", "call_joined"), makeParty(ME, "Ann")], [makePeer("p-bob", BOB, "Bob")]) }];
  });
  const [call] = client.calls.list.get();
  assert.equal(call!.standing, "offered");
  await assert.rejects(call!.join(), { code: "feature_unavailable" });
  assert.throws(() => client.calls.openMedia(), { code: "feature_unavailable" });
  const begun = client.calls.start(1);
  await world.pass(10);
  assert.equal(begun.view.get().ending?.reason, "failed");
});

test("local media: muted stays open, a camera that is off is closed, screens come and go", async () => {
  const world = new World();
  const network = new FakeNetwork(world.soon);
  const media = new LocalMedia(network.platform());
  const state = () => (["microphone", "camera", "screen"] as const).map((device) => media.view.get()[device].on);
  await Promise.all([media.setMicrophone(true), media.setCamera(true)]);
  assert.deepEqual(state(), [true, true, false]);
  assert.deepEqual(media.sending.get(), { audio: true, video: true, screen: false });
  const [microphone, camera] = network.opened;
  await Promise.all([media.setMicrophone(false), media.setCamera(false)]);
  assert.deepEqual([microphone!.readyState, microphone!.enabled, camera!.readyState], ["live", false, "ended"]);
  assert.deepEqual(media.sending.get(), { audio: false, video: false, screen: false });
  await Promise.all([media.setMicrophone(true), media.setCamera(true), media.shareScreen()]);
  assert.equal(network.opened.length, 4, "the microphone was not opened again");
  assert.deepEqual(media.tracks.get().map(({ slot, shows }) => [slot, shows]), [["microphone", "camera"], ["camera", "camera"], ["screen-video", "screen"]]);
  network.opened[3]!.onended!(); // the browser's own "stop sharing"
  assert.deepEqual(state(), [true, true, false]);
  media.close();
  assert.ok(network.opened.every(({ readyState }) => readyState === "ended"));
  await media.setCamera(true);
  assert.equal(network.opened.length, 4);
});

test("local media: another device takes the place of the first, muted as it was", async () => {
  const network = new FakeNetwork(new World().soon);
  const media = new LocalMedia(network.platform());
  await media.setMicrophone(true);
  await media.setMicrophone(false);
  await media.useMicrophone("mic-2");
  assert.deepEqual(network.opened.map(({ readyState, enabled }) => [readyState, enabled]), [["ended", false], ["live", false]]);
  assert.deepEqual((network.asked[1]!.audio as MediaTrackConstraints).deviceId, { exact: "mic-2" });
  await media.useCamera("cam-2");
  assert.equal(network.asked.length, 2, "off stays off");
  await media.setCamera(true);
  assert.deepEqual((network.asked[2]!.video as MediaTrackConstraints).deviceId, { exact: "cam-2" });
});

test("why a device could not be had, in one word and in a sentence", async () => {
  const network = new FakeNetwork(new World().soon);
  const media = new LocalMedia(network.platform());
  for (const [name, reason] of [["NotAllowedError", "denied"], ["NotFoundError", "not_found"], ["NotReadableError", "in_use"], ["Strange", "failed"]] as const) {
    network.refuses = name;
    await media.setCamera(true);
    const { problem, on, busy } = media.view.get().camera;
    assert.deepEqual([problem?.reason, problem?.device, on, busy], [reason, "camera", false, false]);
    assert.match(problem!.message, /camera/);
  }
  network.refuses = undefined;
  await media.setCamera(true);
  assert.equal(media.view.get().camera.problem, undefined);
  assert.equal(toDeviceError("screen", { name: "NotAllowedError" }).reason, "cancelled");
  assert.ok(new DeviceError("camera", "denied") instanceof Error);
  await new LocalMedia({ ...network.platform(), devices: undefined }).setCamera(true);
  const devices = await media.devices.list();
  assert.deepEqual(devices.map(({ kind, id }) => [kind, id]), [["microphone", "mic-1"], ["camera", "cam-1"]]);
});

test("playback that the browser refuses is unlocked by a click", async () => {
  const playback = new Playback();
  let allowed = false;
  const element = { srcObject: null as unknown, play: () => (allowed ? Promise.resolve() : Promise.reject(Object.assign(new Error(), { name: "NotAllowedError" }))) };
  const end = playback.attach(element, asStream(new FakeStream([new FakeTrack("audio")])));
  await new Promise(setImmediate);
  assert.equal(playback.blocked.get(), true);
  allowed = true;
  playback.unlock();
  await new Promise(setImmediate);
  assert.equal(playback.blocked.get(), false);
  end();
  assert.equal(element.srcObject, null);
});

test("quality is measured while somebody watches, once at a time", async () => {
  const { world, calls, server, network } = await talking();
  const call = calls.start(1);
  await world.pass(10);
  server.answer(call.id, BOB, "call_joined", "p-bob");
  await world.pass(10);
  let asked = 0;
  network.alive[0]!.getStats = async () => {
    asked += 1;
    return new Map();
  };
  const first = call.watchQuality();
  await world.pass(10);
  assert.equal(call.quality.get().get("p-bob")!.level, "lost", "not connected yet");
  first();
  const end = call.watchQuality();
  await world.pass(10_500);
  assert.equal(asked, 7, "two beginnings and one round every two seconds");
  end();
  end();
  await world.pass(10_000);
  assert.equal(asked, 7);
});

test("quality: from what getStats says, between two measurements", () => {
  const report = (lost: number, received: number, rtt: number, type = "host") =>
    new Map<string, Record<string, unknown>>([
      ["a", { id: "a", type: "inbound-rtp", packetsReceived: received, packetsLost: lost, bytesReceived: received * 100, framesDecoded: received / 10 }],
      ["p", { id: "p", type: "candidate-pair", nominated: true, state: "succeeded", localCandidateId: "l", remoteCandidateId: "r", currentRoundTripTime: rtt }],
      ["l", { id: "l", type: "local-candidate", candidateType: type }],
      ["r", { id: "r", type: "remote-candidate", candidateType: "host" }],
    ]) as unknown as RTCStatsReport;
  const first = readSample(report(0, 100, 0.02), 1000);
  const quality = (lost: number, received: number, rtt: number) => qualityOf("connected", readSample(report(lost, received, rtt), 3000), first);
  assert.deepEqual(quality(0, 300, 0.02), { level: "good", roundTripMs: 20, lossPercent: 0, kilobitsPerSecond: 80, framesDecoded: 30, framesPerSecond: 10, relayed: false });
  assert.equal(quality(10, 290, 0.02).level, "fair");
  assert.equal(quality(40, 260, 0.02).level, "poor");
  assert.equal(quality(0, 300, 0.7).level, "poor");
  assert.equal(qualityOf("interrupted", first, undefined).level, "lost");
  assert.equal(readSample(report(0, 1, 0, "relay"), 0).relayed, true);
});
