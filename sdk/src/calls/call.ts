import type { Cancellable } from "../base/abort.js";
import { ChatError, toChatError } from "../base/chat_error.js";
import type { AvPlatform, Environment } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import { Cell, type Store } from "../base/store.js";
import type { Requests } from "../requests/requests.js";
import type { Call as WireCall, CallEnd, Init, Signal } from "../wire/index.js";
import { viewCall, type CallEnding, type CallStanding, type CallView } from "./call_view.js";
import type { IceServers } from "./ice_servers.js";
import type { KeptPlace } from "./kept_place.js";
import { SENDING_NOTHING, StreamMedia, type OutgoingMedia, type Sending } from "./outgoing_media.js";
import { CallPeerLink } from "./peer_link.js";
import { qualityOf, readSample, type LinkQuality, type LinkSample } from "./quality.js";

/** How often the quality of connections is measured while somebody watches. */
const MEASURE_MS = 2_000;

export interface CallDeps {
  requests: Pick<Requests, "ask" | "tell">;
  environment: Pick<Environment, "newKey" | "setTimer" | "now">;
  /** undefined: calls can be seen here, not joined. */
  platform: AvPlatform | undefined;
  ice: IceServers;
  place: KeptPlace;
  logger: Logger;
  selfId(): number;
  /** The feed is up, and the server knows this client. */
  isConnected(): boolean;
  /** The server's clock before ours. */
  aheadMs(): number;
  onChanged(call: Call): void;
  onEnded(call: Call): void;
}

/** This client, as one of the peers. */
interface Membership {
  readonly peerId: string;
  /** The server has confirmed it, over the present connection. */
  confirmed: boolean;
  /** The others may hold connections with one that we had before. */
  anew: boolean;
}

/**
 * One call, as this client sees it, and its part in it: replicated from what the server tells, one connection per other peer.
 * Lives until the call has ended for this reader; leaving keeps it, to be entered again. A call that is merged into another one goes on
 * in the same object.
 */
export class Call {
  private readonly deps: CallDeps;
  private readonly cell: Cell<CallView>;
  private readonly qualityCell = new Cell<ReadonlyMap<string, LinkQuality>>(new Map());
  private readonly links = new Map<string, CallPeerLink>();
  private readonly rooms = new Set<number>();
  private callId: string;
  private wire: WireCall | undefined;
  private mine: Membership | undefined;
  private media: OutgoingMedia = new StreamMedia();
  private forgetMedia = () => {};
  private ending: CallEnding | undefined;
  /** What the server was last told that we send. */
  private toldSending: Sending | undefined;
  private telling: Promise<unknown> = Promise.resolve();
  private entering: Promise<void> | undefined;
  private watchers = 0;
  /** Counts the rounds of measuring: only the newest one goes on. */
  private round = 0;

  /** @internal Calls are made by Calls. */
  constructor(callId: string, roomId: number, wire: WireCall | undefined, deps: CallDeps) {
    this.callId = callId;
    this.rooms.add(roomId);
    this.wire = wire;
    this.deps = deps;
    this.cell = new Cell(this.makeView(undefined));
  }

  get view(): Store<CallView> {
    return this.cell;
  }

  get id(): string {
    return this.callId;
  }

  get standing(): CallStanding {
    return this.cell.get().standing;
  }

  /** By peer id, while watchQuality() is on. */
  get quality(): Store<ReadonlyMap<string, LinkQuality>> {
    return this.qualityCell;
  }

  /** Takes the offer, enters a running call, or returns to it. Without media: receives only. Harmless if it is done already. */
  join(media: OutgoingMedia = new StreamMedia(), options: Cancellable = {}): Promise<void> {
    if (this.mine) return this.entering ?? Promise.resolve();
    if (this.ending) return Promise.reject(new ChatError("not_found", "This call has ended."));
    if (!this.deps.platform) return Promise.reject(noPlatform());
    const former = this.standing === "returnable" ? this.deps.place.peerIdIn(this.callId, this.deps.selfId()) : undefined;
    this.mine = { peerId: former ?? `p${this.deps.environment.newKey()}`, confirmed: false, anew: former !== undefined };
    this.use(media);
    void this.deps.ice.get();
    return this.enter(async () => {
      try {
        await this.askToJoin(options);
      } catch (error) {
        this.withdraw();
        throw error;
      }
    });
  }

  /** Refuses it for all clients of this user. Harmless if it does not ring. */
  async reject(options: Cancellable = {}): Promise<void> {
    if (this.ending) return;
    await this.deps.requests.tell({ case: "rejectCall", value: { roomId: this.roomId, callId: this.callId } }, options);
  }

  /** Hangs up: at once here, soon for the others. Harmless if this client is not in it. */
  async leave(options: Cancellable = {}): Promise<void> {
    const { entering } = this;
    const peerId = this.mine?.peerId ?? (this.standing === "returnable" ? this.deps.place.peerIdIn(this.callId, this.deps.selfId()) : undefined);
    if (!peerId) return;
    this.withdraw();
    await entering?.catch(() => {}); // first in, then out
    if (this.ending) return;
    const value = { roomId: this.roomId, callId: this.callId, peerId };
    await this.deps.requests.tell({ case: "leaveCall", value }, options);
  }

  /** Sends something else from now on. */
  use(media: OutgoingMedia): void {
    this.forgetMedia();
    this.media = media;
    const ends = [media.tracks.subscribe(() => this.sendTracks()), media.sending.subscribe(() => this.onSending())];
    this.forgetMedia = () => ends.forEach((end) => end());
    this.sendTracks();
    this.onSending();
  }

  /** Brings this one into another one that this client is in: one call remains for all. */
  async mergeInto(other: Call, options: Cancellable = {}): Promise<void> {
    const value = { roomId: this.roomId, callId: this.callId, intoRoomId: other.roomId, intoCallId: other.callId };
    await this.deps.requests.ask("callAnswer", { case: "mergeCalls", value }, { ...options, ifLost: "refuse" });
  }

  /** Connections that have failed are tried again at once. */
  retry(): void {
    for (const link of this.links.values()) link.retry();
  }

  /** Measures connections until the returned function is called. */
  watchQuality(): () => void {
    this.watchers += 1;
    if (this.watchers === 1) this.measure(new Map(), ++this.round);
    let over = false;
    return () => {
      if (!over) this.watchers -= 1;
      over = true;
    };
  }

  /** @internal */
  get roomId(): number {
    return this.rooms.values().next().value!;
  }

  /** @internal This client is in it, or on its way. */
  get isMine(): boolean {
    return this.mine !== undefined;
  }

  /** @internal What the server last told. */
  get told(): WireCall | undefined {
    return this.wire;
  }

  /** @internal Begins it. */
  start(media: OutgoingMedia): void {
    this.mine = { peerId: `p${this.deps.environment.newKey()}`, confirmed: false, anew: false };
    this.use(media);
    const { callId, mine } = this;
    void this.deps.ice.get();
    this.enter(async () => {
      try {
        if (!this.deps.platform) throw noPlatform();
        const value = { roomId: this.roomId, callId, peerId: mine.peerId };
        const { call } = await this.deps.requests.ask("callAnswer", { case: "startCall", value });
        this.onEntered(call);
      } catch (error) {
        this.end({ reason: "failed", sentence: toChatError(error).message });
      }
    }).catch(() => {});
  }

  /** @internal A newer state of it, told in this room. */
  onState(roomId: number, wire: WireCall): void {
    this.rooms.add(roomId);
    if (this.wire && wire.callId === this.callId && wire.version < this.wire.version) return;
    this.wire = wire;
    for (const id of [...this.rooms]) if (this.rooms.size > 1 && !wire.roomIds.includes(id)) this.rooms.delete(id);
    const { mine } = this;
    if (mine?.confirmed && !this.isListed(mine) && this.deps.isConnected()) this.withdraw(); // the server has let it go
    this.fillLinks();
    this.renew();
  }

  /** @internal It goes on in this one, which was not held here, or not taken part in. */
  moveTo(roomId: number, wire: WireCall): void {
    this.deps.place.forget(this.callId);
    this.callId = wire.callId;
    this.wire = undefined;
    this.onState(roomId, wire);
    this.keepPlace();
    for (const link of this.links.values()) link.resume();
  }

  /** @internal The reader sees it no more in this room. */
  onGone(roomId: number, reason: CallEnd): void {
    if (reason === "not_member" && this.rooms.size > 1) {
      this.rooms.delete(roomId);
      return this.renew();
    }
    this.end({ reason });
  }

  /** @internal */
  onSignal(from: string, to: string, signal: Signal): void {
    if (!this.mine || to !== this.mine.peerId) return;
    this.linkWith(from).handle(signal);
  }

  /** @internal The feed is lost; media flows on. */
  onLost(): void {
    if (this.mine) this.mine.confirmed = false;
  }

  /** @internal The feed is there again, and the state of the call is known. */
  onResumed(): void {
    const { mine } = this;
    if (!mine || this.ending) return;
    if (!this.isListed(mine)) this.closeLinks(); // too late: the others have given up these connections
    this.enter(() => this.askToJoin({})).catch((error: unknown) => {
      this.deps.logger.log("warn", "a call could not be entered again", { error });
      if (this.mine === mine) this.withdraw();
    });
  }

  /** @internal */
  onOnline(): void {
    this.retry();
  }

  /** @internal The last that happens. */
  end(ending: CallEnding): void {
    if (this.ending) return;
    this.ending = ending;
    this.withdraw();
    this.deps.onEnded(this);
  }

  private async askToJoin(options: Cancellable): Promise<void> {
    const { mine } = this;
    if (!mine) return;
    const value = { roomId: this.roomId, callId: this.callId, peerId: mine.peerId };
    const { call } = await this.deps.requests.ask("callAnswer", { case: "joinCall", value }, { ...options, ifLost: "refuse" });
    if (this.mine === mine) this.onEntered(call);
  }

  private onEntered(wire: WireCall): void {
    const { mine } = this;
    if (!mine) return;
    mine.confirmed = true;
    this.keepPlace();
    const known = [...this.links.values()];
    if (wire.callId === this.callId) this.onState(this.roomId, wire);
    mine.anew = false; // those who come from now on have no former connection with us
    this.toldSending = undefined;
    this.onSending();
    for (const link of known) link.resume();
    this.renew();
  }

  private enter(work: () => Promise<void>): Promise<void> {
    const entering = work().finally(() => {
      if (this.entering === entering) this.entering = undefined;
    });
    this.entering = entering;
    this.renew();
    return entering;
  }

  /** This client is out of it, as far as it is concerned. */
  private withdraw(): void {
    this.mine = undefined;
    this.toldSending = undefined;
    this.forgetMedia();
    this.media = new StreamMedia();
    this.closeLinks();
    this.deps.place.forget(this.callId);
    this.renew();
  }

  private keepPlace(): void {
    if (this.mine?.confirmed) this.deps.place.keep({ selfId: this.deps.selfId(), callId: this.callId, peerId: this.mine.peerId });
  }

  private isListed({ peerId }: Membership): boolean {
    return this.wire?.peers.some((peer) => peer.peerId === peerId) ?? false;
  }

  /** One connection for each other peer, once we are among them. */
  private fillLinks(): void {
    const { mine, wire } = this;
    if (!mine || !wire || !this.isListed(mine)) return;
    for (const [peerId, link] of this.links) {
      if (wire.peers.some((peer) => peer.peerId === peerId)) continue;
      link.close();
      this.links.delete(peerId);
    }
    for (const { peerId, lost } of wire.peers) {
      if (peerId === mine.peerId) continue;
      const before = this.cell.get().peers.find((peer) => peer.peerId === peerId);
      const link = this.linkWith(peerId);
      if (before?.lost && !lost) link.resume();
    }
  }

  private linkWith(peerId: string): CallPeerLink {
    const held = this.links.get(peerId);
    if (held) return held;
    const { mine, deps } = this;
    const { platform, ice, environment, logger } = deps;
    const link = new CallPeerLink({
      connect: async () => platform!.connect(await ice.configuration()),
      configuration: () => ice.configuration(),
      send: (signal) => this.tellSignal(peerId, signal),
      polite: mine!.peerId < peerId,
      setTimer: environment.setTimer,
      logger,
      onChanged: () => this.renew(),
    });
    this.links.set(peerId, link);
    link.send(this.media.tracks.get());
    link.begin({ anew: mine!.anew });
    return link;
  }

  private closeLinks(): void {
    for (const link of this.links.values()) link.close();
    this.links.clear();
  }

  /** False: it did not get there, and is not tried again; what it was about is mended when both are back. */
  private async tellSignal(toPeerId: string, signal: Init<Signal>): Promise<boolean> {
    const { mine } = this;
    if (!mine || !this.deps.isConnected() || this.cell.get().peers.some(({ peerId, lost }) => peerId === toPeerId && lost)) return false;
    const value = { roomId: this.roomId, callId: this.callId, peerId: mine.peerId, toPeerId, signal };
    try {
      await this.deps.requests.tell({ case: "sendSignal", value }, { ifLost: "refuse", patient: false });
      return true;
    } catch (error) {
      const { code } = toChatError(error);
      if (code !== "not_found" && code !== "unavailable") this.deps.logger.log("warn", "a signal was refused", { code });
      return false;
    }
  }

  private sendTracks(): void {
    for (const link of this.links.values()) link.send(this.media.tracks.get());
    this.renew();
  }

  private onSending(): void {
    const sending = this.media.sending.get();
    this.renew();
    if (!this.mine?.confirmed || !this.deps.isConnected() || this.toldSending === sending) return;
    this.toldSending = sending;
    const { peerId } = this.mine;
    this.telling = this.telling.then(() => {
      if (this.toldSending !== sending) return undefined; // something newer follows
      const value = { roomId: this.roomId, callId: this.callId, peerId, ...sending };
      return this.deps.requests.tell({ case: "setCallMedia", value }).catch(() => {}); // left in the meantime
    });
  }

  private measure(before: ReadonlyMap<string, LinkSample>, round: number): void {
    if (this.watchers === 0 || this.ending || round !== this.round) return;
    const read = [...this.links].map(async ([peerId, link]) => {
      const report = await link.stats().catch(() => undefined);
      return report ? ([peerId, readSample(report, this.deps.environment.now())] as const) : undefined;
    });
    void Promise.all(read).then((found) => {
      const samples = new Map(found.filter((one) => one !== undefined));
      const states = new Map(this.cell.get().peers.map(({ peerId, link }) => [peerId, link]));
      this.qualityCell.set(new Map([...samples].map(([peerId, sample]) => [peerId, qualityOf(states.get(peerId) ?? "none", sample, before.get(peerId))])));
      this.deps.environment.setTimer(() => this.measure(samples, round), MEASURE_MS);
    });
  }

  private renew(): void {
    const before = this.cell.get();
    const view = this.makeView(before);
    if (sameView(before, view)) return;
    this.cell.set(view);
    this.deps.onChanged(this);
  }

  private makeView(before: CallView | undefined): CallView {
    const selfId = this.deps.selfId();
    const reading = {
      id: this.callId,
      roomId: this.roomId,
      selfId,
      peerId: this.mine?.peerId,
      formerPeerId: this.deps.place.peerIdIn(this.callId, selfId),
      ending: this.ending,
      aheadMs: this.deps.aheadMs(),
      sending: this.mine ? this.media.sending.get() : SENDING_NOTHING,
      linkOf: (peerId: string) => this.links.get(peerId)?.view,
    };
    return viewCall(this.wire, reading, before);
  }
}

function noPlatform(): ChatError {
  return new ChatError("feature_unavailable", "There are no calls here: the platform has no WebRTC.");
}

function sameView(a: CallView, b: CallView): boolean {
  const same = (Object.keys(b) as (keyof CallView)[]).filter((key) => key !== "peers").every((key) => a[key] === b[key]);
  return same && a.peers.length === b.peers.length && a.peers.every((peer, i) => peer === b.peers[i]);
}
