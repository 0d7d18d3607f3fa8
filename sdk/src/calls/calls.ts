import type { AvPlatform, Environment } from "../base/environment.js";
import { Cell, type Store } from "../base/store.js";
import type { CallEnded, CallEvent, IceServers as WireIceServers, SignalEvent, Welcome } from "../wire/index.js";
import { Call, type CallDeps } from "./call.js";
import type { CallView } from "./call_view.js";
import { Diagnosis } from "./diagnosis.js";
import { Devices } from "./devices.js";
import { IceServers } from "./ice_servers.js";
import { KeptPlace } from "./kept_place.js";
import { LocalMedia } from "./local_media.js";
import { StreamMedia, type OutgoingMedia } from "./outgoing_media.js";

export type CallChange =
  | { readonly type: "callAppeared"; readonly call: Call; readonly view: CallView }
  | { readonly type: "callChanged"; readonly call: Call; readonly view: CallView }
  /** The last one. */
  | { readonly type: "callEnded"; readonly call: Call; readonly view: CallView };

export interface CallsDeps extends Pick<CallDeps, "requests" | "logger" | "selfId" | "isConnected"> {
  environment: Pick<Environment, "newKey" | "setTimer" | "now" | "av" | "tabStore" | "onOnline" | "openSocket">;
  feedUrl(): string;
  onChange(change: CallChange): void;
}

/** All calls that run in the reader's rooms, kept by snapshots and events, and those that this client takes part in. */
export class Calls {
  /** The microphones, cameras and screens of this machine. */
  readonly devices: Devices;
  private readonly platform: AvPlatform | undefined;
  private readonly ice: IceServers;
  private readonly place: KeptPlace;
  private readonly held = new Map<string, Call>();
  private readonly cell = new Cell<readonly Call[]>([]);
  /** Merged into a call that is not known yet: new id → those. */
  private readonly moving = new Map<string, Call[]>();
  private inSnapshot: Set<string> | undefined;
  /** The server's clock before ours. */
  private aheadMs = 0;

  constructor(private readonly deps: CallsDeps) {
    const { environment, requests, logger } = deps;
    this.platform = environment.av;
    this.devices = new Devices(this.platform);
    this.place = new KeptPlace(environment.tabStore);
    this.ice = new IceServers({ ask: () => requests.ask("iceServers", { case: "getIceServers", value: {} }), now: () => environment.now(), logger });
    environment.onOnline(() => this.held.forEach((call) => call.onOnline()));
  }

  get list(): Store<readonly Call[]> {
    return this.cell;
  }

  /** This platform can take part in calls. */
  get possible(): boolean {
    return this.platform !== undefined;
  }

  find(callId: string): Call | undefined {
    return this.held.get(callId);
  }

  /** Begins a call and offers it to all other members of the room. Whether it came about, its view tells. */
  start(roomId: number, media: OutgoingMedia = new StreamMedia()): Call {
    const call = this.make(`c${this.deps.environment.newKey()}`, roomId, undefined);
    this.admit(call);
    call.start(media);
    return call;
  }

  /** Microphone, camera and screen, for a preview and then for a call. Errors: feature_unavailable. */
  openMedia(): LocalMedia {
    return new LocalMedia(this.platform);
  }

  /** What the server says of STUN and TURN; undefined if it does not answer. */
  iceServers(): Promise<WireIceServers | undefined> {
    return this.ice.get();
  }

  /** Looks at what calls need from here, and says what is wrong. */
  diagnose(): Diagnosis {
    return new Diagnosis({
      platform: this.platform,
      devices: this.devices,
      environment: this.deps.environment,
      feedUrl: this.deps.feedUrl(),
      iceServers: () => this.ice.get(),
    });
  }

  /** @internal */
  onEvent({ roomId, call: wire }: CallEvent): void {
    const movers = [...wire.mergedCallIds.map((id) => this.held.get(id)), ...(this.moving.get(wire.callId) ?? [])];
    this.moving.delete(wire.callId);
    for (const mover of new Set(movers)) if (mover) this.move(mover, roomId, wire.callId, wire);
    const held = this.held.get(wire.callId);
    if (held) return held.onState(roomId, wire);
    this.admit(this.make(wire.callId, roomId, wire));
  }

  /** @internal */
  onEnded({ roomId, callId, reason, intoCallId }: CallEnded): void {
    const call = this.held.get(callId);
    if (!call) return;
    if (reason !== "merged") return call.onGone(roomId, reason);
    const into = this.held.get(intoCallId)?.told;
    if (into) this.move(call, roomId, intoCallId, into);
    else this.moving.set(intoCallId, [...(this.moving.get(intoCallId) ?? []), call]);
  }

  /** @internal */
  onSignal({ callId, peerId, toPeerId, signal }: SignalEvent): void {
    this.held.get(callId)?.onSignal(peerId, toPeerId, signal);
  }

  /** @internal */
  onWelcome({ nowMs }: Pick<Welcome, "nowMs">): void {
    this.aheadMs = nowMs > 0 ? nowMs - this.deps.environment.now() : 0;
  }

  /** @internal A frame of the snapshot. */
  onSnapshot(events: readonly CallEvent[]): void {
    this.inSnapshot ??= new Set();
    for (const event of events) {
      this.inSnapshot.add(event.call.callId);
      this.onEvent(event);
    }
  }

  /** @internal The last frame of the snapshot was read: what it did not name has ended. */
  onSnapshotEnd(): void {
    for (const [id, call] of [...this.held]) {
      if (call.standing === "starting") continue; // is asked for again
      if (!this.inSnapshot?.has(id)) call.end({ reason: "hung_up" });
      else if (call.isMine) call.onResumed();
    }
    this.moving.clear();
    this.inSnapshot = undefined;
  }

  /** @internal */
  onLost(): void {
    this.inSnapshot = undefined;
    for (const call of this.held.values()) call.onLost();
  }

  /** @internal The feed was given up, or belongs to somebody else from now on. */
  clear(): void {
    for (const call of [...this.held.values()]) call.end({ reason: "hung_up" });
    this.ice.clear();
  }

  /** One of two that are one from now on takes the other one's place, if it alone was taken part in or rings. */
  private move(call: Call, roomId: number, intoId: string, into: NonNullable<Call["told"]>): void {
    const target = this.held.get(intoId);
    if (call === target) return;
    this.held.delete(call.id);
    const counts = (one: Call) => (one.isMine ? 2 : one.standing === "offered" || one.standing === "returnable" ? 1 : 0);
    if (counts(call) === 0 || (target && counts(target) >= counts(call))) {
      call.end({ reason: "merged" });
      return;
    }
    target?.end({ reason: "merged" });
    this.held.set(intoId, call);
    call.moveTo(roomId, into);
    this.publish();
  }

  private make(callId: string, roomId: number, wire: Call["told"]): Call {
    const { requests, environment, logger, selfId, isConnected } = this.deps;
    return new Call(callId, roomId, wire, {
      requests,
      environment,
      logger,
      selfId,
      isConnected,
      platform: this.platform,
      ice: this.ice,
      place: this.place,
      aheadMs: () => this.aheadMs,
      onChanged: (call) => {
        if (call.standing !== "ended" && this.held.get(call.id) === call) this.tell("callChanged", call);
      },
      onEnded: (call) => this.drop(call),
    });
  }

  private admit(call: Call): void {
    this.held.set(call.id, call);
    this.publish();
    this.tell("callAppeared", call);
  }

  private drop(call: Call): void {
    if (this.held.get(call.id) === call) this.held.delete(call.id);
    this.publish();
    this.tell("callEnded", call);
  }

  private tell(type: CallChange["type"], call: Call): void {
    this.deps.onChange({ type, call, view: call.view.get() });
  }

  private publish(): void {
    this.cell.set([...this.held.values()]);
  }
}
