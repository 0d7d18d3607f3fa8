// Contract 5: the Av of existing pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallView } from "../../src/calls/call_view.js";
import { AvMedia } from "../../src/compat/av_media.js";
import type { Av, RemoteMediaMark } from "../../src/compat/av.js";
import type { Room } from "../../src/compat/room.js";
import { CallServer } from "../support/call_server.js";
import { asStream, cameraStream, FakeStream } from "../support/fake_av.js";
import { startedPage } from "../support/page_world.js";
import { BOB, CAT, ME, makeCall, makeMember, makeParty, makePeer, makeRoom, oneToOne, type WirePeer } from "../support/wire_peer.js";
import type { World } from "../support/world.js";

const marks = (av: Av) => Object.values(av.remoteMedia).map(({ status, cN, cid }) => [status, cN, cid]);

async function avPage({ enabled = true, prepare = (_server: CallServer, _peer: WirePeer, _world: World) => {} } = {}) {
  let server!: CallServer;
  const all = await startedPage((peer, world) => {
    server = new CallServer(peer, world);
    prepare(server, peer, world);
  }, [() => {}]);
  const offered: Av[] = [];
  const onAv = (av: Av) => void offered.push(av);
  if (enabled) assert.equal(all.PBX.enableFeature("av", onAv, ["chat"]), true);
  await all.world.pass(10);
  const room = (id: number) => all.PBX.getRoom(id) as Room;
  return { ...all, server, offered, room, network: server.network };
}

/** Notes what an Av tells, with its state. */
function listen(av: Av, log: string[] = []): string[] {
  for (const event of ["media", "update"]) av.addListener(event, (one: Av) => log.push(`${event} ${one.state} ${marks(one).map(([status]) => status).join()}`.trim()));
  return log;
}

test("videoChat: an Av at once, never a thenable; nothing is told from inside", async () => {
  const { world, room, Types, offered, peer } = await avPage();
  const told: string[] = [];
  const onNew = (av: Av) => told.push(`new ${av.state}`);
  Types.Av.addListener("new", onNew);
  const stream = cameraStream();
  const av = room(1).videoChat(stream);
  const log = listen(av);
  assert.ok(av instanceof Types.Av);
  assert.equal("then" in av, false);
  assert.match(av.id, /^[a-z][\w-]*$/i);
  assert.deepEqual([av.state, marks(av), av.localMedia, av.signalling === room(1)], ["new", [], [stream], true]);
  assert.deepEqual([told, log], [[], []]);
  await world.pass(10);
  assert.equal(told.length, 1);
  assert.ok(log.length >= 1, "after new, at least one update follows");
  assert.equal(av.state, "offered");
  assert.deepEqual(marks(av), [["offered", "Bob", BOB]]);
  assert.equal(peer.asked("startCall").length, 1);
  assert.deepEqual(offered, [], "never for the caller's own");
  Types.Av.removeListener("new", onNew);
});

test("accepted: connecting, connected; the stream has status, cN and cid of its own", async () => {
  const { world, room, server, network } = await avPage();
  const av = room(1).videoChat(asStream(cameraStream()));
  const log = listen(av);
  await world.pass(10);
  const [key] = Object.keys(av.remoteMedia);
  const call = [...server.calls.keys()][0]!;
  server.answer(call, BOB, "call_joined", "a-bob");
  await world.pass(10);
  assert.equal(av.state, "connecting");
  assert.deepEqual(Object.keys(av.remoteMedia), [key], "the same entry as when it was offered");
  const far = await farEnd(world, server, call, network);
  assert.equal(av.state, "connected");
  const value = av.remoteMedia[key!] as MediaStream & RemoteMediaMark;
  assert.equal(value.id, far.id);
  assert.deepEqual([value.status, value.cN, value.cid].map((one) => one), ["connected", "Bob", BOB]);
  for (const name of ["status", "cN", "cid"]) assert.ok(Object.hasOwn(value, name));
  for (const [at, line] of log.entries()) if (line.startsWith("media")) assert.ok(log[at + 1]!.startsWith("update"), "update follows in the same turn");
  server.answer(call, BOB, "call_left");
  log.length = 0;
  await world.pass(10);
  assert.ok(log.includes("update connected close"), "the last status stays for one update");
  assert.deepEqual(av.remoteMedia, {});
  assert.equal(av.state, "connected", "the session goes on until the last one leaves");
});

/** Bob's browser: a real negotiation on the fake network. */
async function farEnd(world: World, server: CallServer, call: string, network: CallServer["network"]): Promise<FakeStream> {
  const stream = cameraStream();
  const { FakeConnection } = await import("../support/fake_av.js");
  const far = new FakeConnection(network);
  for (const track of stream.tracks) far.addTrack(track, stream);
  const near = network.connections[0]!;
  await far.setRemoteDescription(near.localDescription!);
  await far.setLocalDescription();
  const me = server.calls.get(call)!.peers.find(({ contactId }) => contactId === ME)!.peerId;
  server.signal(call, "a-bob", me, { kind: "description_answer", sdp: far.localDescription!.sdp, usernameFragment: near.localUfrag, streams: [{ streamId: stream.id, shows: "camera" }] });
  await world.pass(10);
  return stream;
}

test("an offer: the callback gets it with the offered entry; accept takes it once, without a stream too", async () => {
  const { world, server, offered, room, peer } = await avPage();
  server.offer("c-of-bob");
  await world.pass(10);
  const [av] = offered;
  assert.equal(offered.length, 1);
  assert.deepEqual([av!.state, marks(av!), av!.signalling === room(1), av!.localMedia], ["offered", [["offered", "Bob", BOB]], true, []]);
  const [key] = Object.keys(av!.remoteMedia);
  assert.match(key!, /^[a-z][\w-]*$/i);
  const log = listen(av!);
  av!.accept();
  av!.accept(asStream(cameraStream()));
  av!.accept();
  assert.deepEqual(log, []);
  await world.pass(10);
  assert.equal(av!.state, "connecting");
  assert.deepEqual(Object.keys(av!.remoteMedia), [key]);
  assert.equal(peer.asked("joinCall").length, 1);
  av!.accept();
  await world.pass(10);
  assert.equal(peer.asked("joinCall").length, 1);
});

test("what the feature callback is given has been announced as new, after its Room", async () => {
  const { world, server, peer, PBX, Types } = await avPage({ enabled: false });
  const order: string[] = [];
  const onRoom = (room: Room) => order.push(`room ${room.roomID}`);
  const onNew = (av: Av) => order.push(`new ${av.signalling.roomID}`);
  Types.Room.addListener("new", onRoom);
  Types.Av.addListener("new", onNew);
  PBX.enableFeature("av", (av: Av) => order.push(`callback ${av.state}`), ["chat"]);
  const room = makeRoom(5, [makeMember(ME, "Ann", "invited"), makeMember(BOB, "Bob")]);
  peer.roomEvent(room);
  server.offer("c-of-bob", 5);
  await world.pass(10);
  assert.deepEqual(order, ["room 5", "new 5", "callback offered"]);
  Types.Room.removeListener("new", onRoom);
  Types.Av.removeListener("new", onNew);
});

test("a call that was told before its room is offered when the room is there", async () => {
  const { world, server, peer, offered } = await avPage();
  server.offer("c-of-bob", 5);
  await world.pass(10);
  assert.equal(offered.length, 0);
  peer.roomEvent(makeRoom(5, [makeMember(ME, "Ann", "invited"), makeMember(BOB, "Bob")]));
  await world.pass(10);
  assert.deepEqual(offered.map(({ state, signalling }) => [state, signalling.roomID]), [["offered", 5]]);
});

test("calls that run already: told when the feature is enabled; a second callback replaces the first", async () => {
  const { world, server, PBX } = await avPage({ enabled: false });
  server.offer("c-of-bob");
  await world.pass(10);
  const [first, second]: [Av[], Av[]] = [[], []];
  assert.equal(PBX.enableFeature("av", (av: Av) => first.push(av)), true);
  assert.deepEqual(first, [], "not from inside the call");
  await world.pass(10);
  assert.equal(first.length, 1);
  PBX.enableFeature("av", (av: Av) => second.push(av), ["chat"]);
  await world.pass(10);
  assert.deepEqual(second, first, "an offer that is still open, the same object");
  server.offer("c-another");
  await world.pass(10);
  assert.deepEqual([first.length, second.length], [1, 2]);
});

test("enableFeature: false where there is nothing to enable", async () => {
  const { PBX } = await avPage({ enabled: false });
  assert.equal(PBX.enableFeature("telepathy", () => {}), false);
  assert.equal(PBX.enableFeature("av", null as never), false);
  const bare = await startedPage((peer) => {
    peer.features = ["av"];
    peer.rooms = [{ room: oneToOne(1) }];
  });
  assert.equal(bare.PBX.enableFeature("av", () => {}, ["chat"]), false, "no WebRTC here");
  const av = (bare.PBX.rooms[0] as Room).videoChat(cameraStream());
  assert.equal(av.state, "error");
});

test("reject: refused for all our clients, and gone at once", async () => {
  const { world, server, offered, peer } = await avPage();
  server.offer("c-of-bob");
  await world.pass(10);
  const [av] = offered;
  const log = listen(av!);
  const { reject } = av!;
  reject();
  await world.pass(10);
  assert.equal(peer.asked("rejectCall").length, 1);
  assert.deepEqual(log, ["media rejected rejected", "update rejected rejected"]);
  assert.equal(av!.addListener("update", () => {}), null);
  server.answer("c-of-bob", ME, "call_rejected");
  reject();
  av!.accept();
  await world.pass(10);
  assert.equal(log.length, 2);
  assert.equal(peer.asked("rejectCall").length, 1);
  assert.equal(offered.length, 1);
  assert.equal(av!.state, "rejected");
});

for (const verb of ["reject", "close", "leave"] as const) {
  test(`${verb} hangs up a call we are in`, async () => {
    const { world, server, offered, peer, network } = await avPage();
    server.offer("c-of-bob");
    await world.pass(10);
    offered[0]!.accept();
    await world.pass(10);
    offered[0]![verb]();
    assert.notEqual(offered[0]!.state, "closed", "never from inside a call");
    await world.pass(10);
    assert.equal(offered[0]!.state, "closed");
    assert.deepEqual(marks(offered[0]!), [["close", "Bob", BOB]]);
    assert.equal(peer.asked("leaveCall").length, 1);
    assert.deepEqual(network.alive, []);
  });
}

for (const [state, wanted] of [["call_joined", "closed"], ["call_rejected", "closed"], ["call_timeout", "timeout"]] as const) {
  test(`an offer that ends as ${state} without us is ${wanted}`, async () => {
    const { world, server, offered } = await avPage();
    server.offer("c-of-bob", 2);
    await world.pass(10);
    const log = listen(offered[0]!);
    server.answer("c-of-bob", ME, state, "p-my-phone");
    await world.pass(10);
    assert.equal(offered[0]!.state, wanted);
    assert.equal(log.filter((line) => line.startsWith("update")).length, 1);
    assert.equal(offered.length, 1);
  });
}

for (const [reason, state, status] of [["refused", "rejected", "rejected"], ["unanswered", "timeout", "timeout"], ["hung_up", "closed", "close"], ["not_member", "closed", "close"]] as const) {
  test(`the caller's Av ends as ${state} when the call was ${reason}`, async () => {
    const { world, server, room } = await avPage();
    const av = room(1).videoChat(cameraStream());
    await world.pass(10);
    const log = listen(av);
    server.end([...server.calls.keys()][0]!, reason);
    await world.pass(10);
    assert.deepEqual([av.state, marks(av)], [state, [[status, "Bob", BOB]]]);
    assert.equal(log.at(-1), `update ${state} ${status}`);
  });
}

test("a call that the server refuses ends in error", async () => {
  const { world, server, room } = await avPage();
  server.refuses = "limit_reached";
  const av = room(1).videoChat(cameraStream());
  const log = listen(av);
  await world.pass(10);
  assert.equal(av.state, "error");
  assert.equal(log.at(-1), "update error");
});

test("several are asked: each has an entry, and goes with his own last status", async () => {
  const { world, server, room } = await avPage();
  const av = room(2).videoChat(cameraStream());
  const log = listen(av);
  await world.pass(10);
  const [call] = server.calls.keys();
  assert.deepEqual(marks(av), [["offered", "Bob", BOB], ["offered", "Cat", CAT]]);
  server.answer(call!, CAT, "call_timeout");
  await world.pass(10);
  assert.ok(log.includes("update offered offered,timeout"));
  assert.deepEqual(marks(av), [["offered", "Bob", BOB]]);
  server.answer(call!, BOB, "call_joined");
  await world.pass(10);
  server.answer(call!, CAT, "call_joined");
  await world.pass(10);
  assert.deepEqual(marks(av).map(([, name]) => name), ["Bob", "Cat"], "who comes late is there, too");
});

test("streams are added and taken away in a running call, without a new session", async () => {
  const { world, server, offered, peer, network } = await avPage();
  server.offer("c-of-bob");
  await world.pass(10);
  const [first, second] = [asStream(cameraStream()), asStream(cameraStream())];
  const [av] = offered;
  av!.accept(first);
  await world.pass(10);
  const log = listen(av!);
  av!.addStream(second);
  assert.deepEqual(av!.localMedia, [first, second]);
  await world.pass(10);
  assert.ok(log[0]!.startsWith("media") && log[1]!.startsWith("update"));
  assert.equal(network.connections[0]!.getTransceivers().filter(({ sender }) => sender.track).length, 4);
  av!.removeStream(first);
  av!.addStream("nonsense");
  await world.pass(10);
  assert.deepEqual(av!.localMedia, [second]);
  assert.equal(peer.asked("joinCall").length, 1);
});

test("each stream of a peer keeps its entry while others come and go; who takes his last away has an empty one again", () => {
  let keys = 0;
  const media = new AvMedia({ newKey: () => `m${++keys}`, emptyStream: () => asStream(new FakeStream()), selfId: () => ME });
  const [camera, screen] = [asStream(cameraStream()), asStream(cameraStream())];
  let changed = false;
  let link = "connected";
  const follow = (...streams: MediaStream[]) => {
    const peer = { peerId: "p-bob", contactId: BOB, name: "Bob", link, everConnected: true, streams: streams.map((stream) => ({ stream, shows: "camera" })) };
    changed = media.follow({ standing: "joined", own: false, parties: [], peers: [peer] } as unknown as CallView);
    return Object.entries(media.value).map(([key, value]) => [key, value.status, (value as unknown) === camera ? "camera" : (value as unknown) === screen ? "screen" : ""]);
  };
  assert.deepEqual(follow(), [["m1", "connected", ""]], "an empty stream: a page may show it");
  assert.deepEqual(follow(camera), [["m1", "connected", "camera"]]);
  assert.deepEqual(follow(camera, screen), [["m1", "connected", "camera"], ["m2", "connected", "screen"]]);
  assert.deepEqual(follow(screen), [["m2", "connected", "screen"], ["m1", "close", "camera"]]);
  assert.deepEqual(follow(screen, camera), [["m2", "connected", "screen"], ["m3", "connected", "camera"]]);
  assert.deepEqual(follow(screen), [["m2", "connected", "screen"], ["m3", "close", "camera"]]);
  link = "connecting";
  assert.deepEqual(follow(), [["m2", "connected", "screen"]], "while the connection is mended what was seen last stays");
  link = "connected";
  assert.deepEqual([follow(), changed], [[["m2", "connected", ""]], true]);
  assert.deepEqual([follow(), changed], [[["m2", "connected", ""]], false]);
  assert.deepEqual(follow(camera), [["m2", "connected", "camera"]]);
});

for (const direction of ["offered into ours", "ours with the offered one"] as const) {
  test(`merge (${direction}): one session remains for both`, async () => {
    const { world, server, offered, room, peer } = await avPage();
    const ours = room(2).videoChat(cameraStream());
    await world.pass(10);
    const [call] = server.calls.keys();
    server.offer("c-of-bob", 1);
    await world.pass(10);
    const [theirs] = offered;
    if (direction === "offered into ours") theirs!.merge(ours);
    else ours.merge(theirs!);
    await world.pass(10);
    assert.deepEqual(peer.asked("mergeCalls").map(({ callId, intoCallId }) => [callId, intoCallId]), [["c-of-bob", call]]);
    assert.equal(theirs!.state, "closed");
    assert.equal(ours.state, "connecting");
    assert.deepEqual(marks(ours), [["connecting", "Bob", BOB], ["offered", "Cat", CAT]]);
    assert.equal(offered.length, 1);
  });
}

test("merge, seen by the one who is merged: his Av goes on", async () => {
  const { world, server, room, offered } = await avPage();
  const av = room(1).videoChat(cameraStream());
  await world.pass(10);
  const [call] = server.calls.keys();
  const { id } = av;
  server.offer("c-big", 2);
  await world.pass(10);
  assert.equal(offered.length, 1, "it rings here, too");
  server.answer(call!, BOB, "call_joined", "p-bob-here");
  await world.pass(10);
  server.merge(call!, "c-big");
  await world.pass(10);
  assert.equal(av.id, id);
  assert.equal(av.state, "connecting");
  assert.equal(offered[0]!.state, "closed");
  assert.equal(offered.length, 1);
});

test("the page was loaded anew: the call it was in is offered to it again, also its own", async () => {
  const { world, server, offered, peer } = await avPage({
    prepare: (calls, _wire, { tabStore }) => {
      tabStore!.set("foyer.call", JSON.stringify({ selfId: ME, callId: "c-ours", peerId: "p-mine" }));
      calls.calls.set("c-ours", makeCall("c-ours", 4, [makeParty(ME, "Ann", "call_joined"), makeParty(BOB, "Bob", "call_joined")], [makePeer("p-mine", ME, "Ann", { lost: true }), makePeer("a-bob", BOB, "Bob")]));
      calls.keep();
    },
  });
  assert.deepEqual(offered.map(({ state }) => state), ["offered"]);
  assert.deepEqual(marks(offered[0]!), [["offered", "Bob", BOB]]);
  offered[0]!.accept(asStream(cameraStream()));
  await world.pass(10);
  assert.equal(peer.asked("joinCall")[0]!.peerId, "p-mine");
  assert.equal(offered[0]!.state, "connecting");
  server.end("c-ours", "hung_up");
  await world.pass(10);
  assert.equal(offered[0]!.state, "closed");
});

test("another page of the same user is not offered a call that the first one is in, lost or not", async () => {
  const { world, server, offered } = await avPage();
  server.offer("c-of-bob");
  await world.pass(10);
  server.answer("c-of-bob", ME, "call_joined", "p-my-phone");
  await world.pass(10);
  server.peerChange("c-of-bob", "p-my-phone", { lost: true });
  await world.pass(10);
  assert.deepEqual(offered.map(({ state }) => state), ["closed"]);
});

test("logging out ends it, and whoever logs in next enables it for himself", async () => {
  const { world, server, offered, PBX } = await avPage();
  server.offer("c-of-bob");
  await world.pass(10);
  const [av] = offered;
  av!.accept();
  await world.pass(10);
  void PBX.Auth.logout();
  await world.pass(10);
  assert.equal(av!.state, "closed");
});
