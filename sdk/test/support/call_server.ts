import type { Call, CallEnd, CallParty, CallPeer, Init, Signal } from "../../src/wire/index.js";
import { FakeNetwork } from "./fake_av.js";
import { BOB, CAT, ME, makeCall, makeMember, makeParty, makePeer, makeRoom, oneToOne, type WirePeer } from "./wire_peer.js";
import type { World } from "./world.js";

const NAMES: Readonly<Record<number, string>> = { [ME]: "Ann", [BOB]: "Bob", [CAT]: "Cat" };

/** What the server does about calls, seen by one client: keeps calls, answers, tells. The test plays the other people. */
export class CallServer {
  readonly network: FakeNetwork;
  readonly calls = new Map<string, Call>();
  /** The next StartCall or JoinCall is refused with this. */
  refuses: "limit_reached" | "not_found" | undefined;

  constructor(
    private readonly peer: WirePeer,
    world: World,
  ) {
    this.network = new FakeNetwork(world.soon);
    world.av = this.network.platform();
    peer.features = ["av"];
    peer.rooms = [{ room: oneToOne(1) }, { room: makeRoom(2, [makeMember(ME, "Ann"), makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]) }];
    const done = () => ({ case: "done", value: {} }) as const;
    const refusal = () => ({ case: "error", value: { code: this.refuses! } }) as const;
    for (const kind of ["setFeatures", "rejectCall", "sendSignal", "setCallMedia"] as const) peer.answer(kind, done);
    peer.answer("getIceServers", () => ({ case: "iceServers", value: { servers: [{ urls: ["stun:stun.example"] }, { urls: ["turn:turn.example"], username: "u", credential: "c" }], relayOnly: true } }));
    peer.answer("startCall", ({ roomId, callId, peerId }) => {
      if (this.refuses) return refusal();
      const others = roomId === 1 ? [BOB] : [BOB, CAT];
      const call = makeCall(callId, 1, [makeParty(ME, "Ann", "call_joined"), ...others.map((id) => makeParty(id, NAMES[id]!))], [makePeer(peerId, ME, "Ann")], { roomIds: [roomId] });
      world.soon(() => this.tell(call));
      return { case: "callAnswer", value: { call } };
    });
    peer.answer("joinCall", ({ callId, peerId }) => {
      const call = this.calls.get(callId);
      if (this.refuses || !call) return { case: "error", value: { code: this.refuses ?? "not_found" } };
      const peers = [...call.peers.filter((one) => one.peerId !== peerId), makePeer(peerId, ME, "Ann")];
      return { case: "callAnswer", value: { call: this.change(callId, { peers, parties: withState(call.parties, ME, "call_joined") }) } };
    });
    peer.answer("leaveCall", ({ callId, peerId }) => {
      const call = this.calls.get(callId);
      if (call) this.change(callId, { peers: call.peers.filter((one) => one.peerId !== peerId), parties: withState(call.parties, ME, "call_left") });
      return done();
    });
    peer.answer("mergeCalls", ({ callId, intoCallId }) => ({ case: "callAnswer", value: { call: this.merge(callId, intoCallId) } }));
  }

  /** Bob calls Ann. */
  offer(callId: string, roomId = 1): Call {
    const others = roomId === 1 ? [] : [makeParty(CAT, "Cat")];
    return this.tell(makeCall(callId, 1, [makeParty(BOB, "Bob", "call_joined"), makeParty(ME, "Ann"), ...others], [makePeer(`p-of-bob-${callId}`, BOB, "Bob")], { roomIds: [roomId] }));
  }

  /** Somebody else answers. */
  answer(callId: string, contactId: number, state: CallParty["state"], peerId = `p-of-${contactId}`): Call {
    const { parties, peers } = this.calls.get(callId)!;
    const joined = state === "call_joined" ? [...peers, makePeer(peerId, contactId, NAMES[contactId]!)] : peers.filter((one) => one.contactId !== contactId);
    return this.change(callId, { parties: withState(parties, contactId, state), peers: joined });
  }

  peerChange(callId: string, peerId: string, more: Partial<CallPeer>): Call {
    const { peers } = this.calls.get(callId)!;
    return this.change(callId, { peers: peers.map((one) => (one.peerId === peerId ? { ...one, ...more } : one)) });
  }

  change(callId: string, more: Partial<Call>): Call {
    const call = this.calls.get(callId)!;
    return this.tell({ ...call, ...more, version: call.version + 1 });
  }

  merge(callId: string, intoCallId: string): Call {
    const [from, into] = [this.calls.get(callId)!, this.calls.get(intoCallId)!];
    const call = this.change(intoCallId, {
      roomIds: [...into.roomIds, ...from.roomIds],
      peers: [...into.peers, ...from.peers],
      parties: [...into.parties, ...from.parties.filter((one) => !into.parties.some(({ contactId }) => contactId === one.contactId))],
      mergedCallIds: [...into.mergedCallIds, callId],
    });
    this.end(callId, "merged", { intoCallId });
    return call;
  }

  end(callId: string, reason: CallEnd, more: { intoCallId?: string; roomId?: number } = {}): void {
    const roomId = more.roomId ?? this.calls.get(callId)?.roomIds[0] ?? 1;
    this.calls.delete(callId);
    this.peer.send({ case: "callEnded", value: { roomId, callId, reason, intoCallId: more.intoCallId ?? "" } });
  }

  signal(callId: string, from: string, to: string, signal: Init<Signal>): void {
    this.peer.send({ case: "signalEvent", value: { roomId: 1, callId, peerId: from, toPeerId: to, signal } });
  }

  /** Tells it in all its rooms, and in the next snapshot. */
  private tell(call: Call): Call {
    this.calls.set(call.callId, call);
    this.keep();
    for (const roomId of call.roomIds) this.peer.callEvent(call, roomId);
    return call;
  }

  /** What a snapshot would hold. */
  keep(): void {
    this.peer.calls = [...this.calls.values()].map((call) => ({ roomId: call.roomIds[0]!, call }));
  }
}

function withState(parties: CallParty[], contactId: number, state: CallParty["state"]): CallParty[] {
  return parties.map((one) => (one.contactId === contactId ? { ...one, state } : one));
}
