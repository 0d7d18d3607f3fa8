import type { Logger } from "../base/logger.js";
import type { Init, Signal } from "../wire/index.js";
import type { OutgoingTrack, Shows } from "./outgoing_media.js";
import { RemoteStreams, type RemoteStream } from "./remote_streams.js";

/** interrupted: it was there, or was tried, and is being mended. failed: mending did not help; it is tried on, slowly. */
export type LinkState = "connecting" | "connected" | "interrupted" | "failed";

export interface PeerLinkView {
  readonly state: LinkState;
  /** Media has flowed at some time. */
  readonly everConnected: boolean;
  readonly streams: readonly RemoteStream[];
}

export interface PeerLinkDeps {
  /** A fresh connection, with the ICE servers of the moment. */
  connect(): Promise<RTCPeerConnection>;
  /** The ICE servers of the moment, for one that is there. */
  configuration(): Promise<RTCConfiguration>;
  /** Tells the other side; false: it did not get there. */
  send(signal: Init<Signal>): Promise<boolean>;
  /** Gives way where both offer at once. The other side is the contrary. */
  polite: boolean;
  setTimer(run: () => void, delayMs: number): () => void;
  logger: Logger;
  onChanged(): void;
}

/** How long the polite side waits for the first offer before it makes one itself. */
const FIRST_OFFER_MS = 5_000;
/** How long a connection may take, or stay interrupted, before something is done about it. */
const PATIENCE_MS = 12_000;
const INTERRUPTED_MS = 3_000;
/** After so many ICE restarts the connection is made anew, after twice as many it counts as failed. */
const RESTARTS = 2;
const SLOW_RETRY_MS = 15_000;
/** Candidates that came before what they belong to. */
const EARLY_MAX = 200;

/**
 * The connection with one other peer of a call: "perfect negotiation" (W3C WebRTC 10.7), where the impolite side makes the first
 * offer, mended by itself when it breaks. What comes in enters by handle(), one step after the other.
 */
export class CallPeerLink {
  private pc: RTCPeerConnection | undefined;
  private readonly remote: RemoteStreams;
  private readonly senders = new Map<string, RTCRtpSender>();
  /** Used before and empty now. */
  private readonly idle = new Set<RTCRtpSender>();
  private outgoing: readonly OutgoingTrack[] = [];
  private early: Signal[] = [];
  private work: Promise<void> = Promise.resolve();
  private telling: Promise<void> = Promise.resolve();
  private linkState: LinkState = "connecting";
  private ever = false;
  /** The other side has offered: from now on we may, too. */
  private mayOffer: boolean;
  private restarts = 0;
  /** Something that we said may not have got there. */
  private unheard = false;
  private cancelTimer = () => {};
  private closed = false;

  constructor(private readonly deps: PeerLinkDeps) {
    this.mayOffer = !deps.polite;
    this.remote = new RemoteStreams(() => deps.onChanged());
  }

  get view(): PeerLinkView {
    return { state: this.linkState, everConnected: this.ever, streams: this.remote.streams };
  }

  /** `anew`: the other side may hold a connection with one that we had before. */
  begin({ anew = false }: { anew?: boolean } = {}): void {
    if (anew) this.tell({ kind: "restart" });
    this.next(() => this.open());
    this.watch(this.deps.polite ? FIRST_OFFER_MS : PATIENCE_MS);
  }

  /** What we send from now on. */
  send(tracks: readonly OutgoingTrack[]): void {
    this.outgoing = tracks;
    this.next(async () => this.fillSenders());
  }

  handle(signal: Signal): void {
    this.next(() => this.take(signal));
  }

  /** The way to the server is there again, ours or the other one's: what may have been lost is said again. */
  resume(): void {
    this.next(async () => {
      const { pc } = this;
      if (!pc) return;
      const offered = pc.signalingState === "have-local-offer";
      const lame = this.linkState !== "connected" || this.unheard;
      this.unheard = false;
      if (offered && pc.localDescription) this.tellDescription("description_offer", pc.localDescription.sdp, "");
      else if (lame && this.mayOffer) pc.restartIce();
    });
  }

  /** Tries at once what would have been tried later. */
  retry(): void {
    if (this.linkState === "connected") return;
    this.restarts = 0;
    this.mend();
  }

  stats(): Promise<RTCStatsReport | undefined> {
    return this.pc ? this.pc.getStats() : Promise.resolve(undefined);
  }

  close(): void {
    this.closed = true;
    this.cancelTimer();
    this.drop();
  }

  private next(work: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.closed) return;
      try {
        await work();
      } catch (error) {
        if (this.closed) return;
        this.deps.logger.log("warn", "a call's negotiation went wrong and begins anew", { error });
        this.unheard = true;
        this.watch(INTERRUPTED_MS);
      }
    });
  }

  private async open(): Promise<void> {
    const pc = await this.deps.connect();
    if (this.closed) return pc.close();
    this.pc = pc;
    pc.onnegotiationneeded = () => this.next(() => this.offer(pc));
    pc.onicecandidate = ({ candidate }) => this.tellCandidate(candidate);
    pc.onconnectionstatechange = () => this.onConnection(pc);
    pc.ontrack = (event) => this.remote.onTrack(event);
    this.fillSenders();
    if (this.deps.polite) return;
    for (const kind of ["audio", "video"] as const) {
      // What we do not send we are ready to get: the other side's tracks find their place in our first offer.
      const there = pc.getTransceivers().some(({ receiver }) => receiver.track.kind === kind);
      if (!there) pc.addTransceiver(kind, { direction: "recvonly" });
    }
  }

  private drop(): void {
    const { pc } = this;
    this.pc = undefined;
    this.early = [];
    this.senders.clear();
    this.idle.clear();
    this.remote.clear();
    if (!pc) return;
    pc.onnegotiationneeded = pc.onicecandidate = pc.onconnectionstatechange = pc.ontrack = null;
    pc.close();
  }

  private fillSenders(): void {
    const { pc } = this;
    if (!pc) return;
    for (const [slot, sender] of this.senders) {
      if (this.outgoing.some((one) => one.slot === slot)) continue;
      pc.removeTrack(sender);
      this.senders.delete(slot);
      this.idle.add(sender);
    }
    for (const { slot, kind, track, stream } of this.outgoing) {
      const sender = this.senders.get(slot);
      if (sender && sender.track !== track) sender.replaceTrack(track).catch((error: unknown) => this.deps.logger.log("warn", "a track could not be replaced", { error }));
      if (!sender && track) this.senders.set(slot, this.reuse(pc, kind, track, stream) ?? pc.addTrack(track, stream));
    }
  }

  /** A place that was ours and is empty: so that sharing again and again does not make the descriptions grow. */
  private reuse(pc: RTCPeerConnection, kind: string, track: MediaStreamTrack, stream: MediaStream): RTCRtpSender | undefined {
    const found = pc.getTransceivers().find(({ sender, receiver }) => this.idle.has(sender) && receiver.track.kind === kind);
    if (!found?.sender.setStreams) return undefined;
    this.idle.delete(found.sender);
    found.sender.setStreams(stream);
    found.sender.replaceTrack(track).catch(() => {});
    found.direction = found.direction === "recvonly" || found.direction === "sendrecv" ? "sendrecv" : "sendonly";
    return found.sender;
  }

  private async offer(pc: RTCPeerConnection): Promise<void> {
    if (pc !== this.pc || pc.signalingState !== "stable" || !this.mayOffer) return;
    await pc.setLocalDescription();
    if (pc.localDescription) this.tellDescription("description_offer", pc.localDescription.sdp, "");
  }

  private async take(signal: Signal): Promise<void> {
    switch (signal.kind) {
      case "restart":
        return this.onRestart();
      case "candidate":
        return this.addCandidate(signal);
      case "description_offer":
        return this.onOffer(signal);
      case "description_answer":
        return this.onAnswer(signal);
    }
  }

  private async onOffer(signal: Signal): Promise<void> {
    const { pc } = this;
    if (!pc) return;
    if (pc.signalingState !== "stable" && !this.deps.polite) return; // ours stands; the other side takes its own back
    this.remote.expect(signal.streams.map(({ streamId, shows }) => [streamId, shows === "screen" ? "screen" : "camera"] as const));
    await this.understand(pc, { type: "offer", sdp: signal.sdp });
    this.mayOffer = true;
    await pc.setLocalDescription();
    if (pc.localDescription) this.tellDescription("description_answer", pc.localDescription.sdp, fragmentOf(signal.sdp));
  }

  private async onAnswer(signal: Signal): Promise<void> {
    const { pc } = this;
    if (!pc || pc.signalingState !== "have-local-offer") return;
    const asked = fragmentOf(pc.localDescription?.sdp ?? "");
    if (signal.usernameFragment && asked && signal.usernameFragment !== asked) return; // answers an offer that is no more
    this.remote.expect(signal.streams.map(({ streamId, shows }) => [streamId, shows === "screen" ? "screen" : "camera"] as const));
    await this.understand(pc, { type: "answer", sdp: signal.sdp });
  }

  private async understand(pc: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void> {
    try {
      await pc.setRemoteDescription(description);
    } catch (error) {
      this.deps.logger.log("warn", "a call's description does not fit the connection", { error });
      return this.renew(); // of another connection than the one we hold
    }
    this.remote.prune();
    const waiting = this.early;
    this.early = [];
    for (const candidate of waiting) await this.addCandidate(candidate);
  }

  private async addCandidate(signal: Signal): Promise<void> {
    const { pc } = this;
    if (!signal.candidate) return; // that there are no more helps nobody
    const current = pc?.remoteDescription?.sdp;
    if (!pc || !current || (signal.usernameFragment && !current.includes(`a=ice-ufrag:${signal.usernameFragment}`))) {
      if (this.early.length < EARLY_MAX) this.early.push(signal);
      return;
    }
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = signal;
    const init: RTCIceCandidateInit = { candidate, sdpMid: sdpMid || null, sdpMLineIndex, usernameFragment: usernameFragment || null };
    await pc.addIceCandidate(init).catch((error: unknown) => this.deps.logger.log("debug", "a candidate does not fit", { error }));
  }

  /** The impolite side begins anew, and the polite side follows; asked by the polite side it does so, too. */
  private async onRestart(): Promise<void> {
    if (this.deps.polite) await this.reopen();
    else await this.renew();
  }

  /** Gives the connection up for a fresh one, here and there. */
  private async renew(): Promise<void> {
    this.tell({ kind: "restart" });
    if (!this.deps.polite) await this.reopen();
  }

  private async reopen(): Promise<void> {
    this.drop();
    this.mayOffer = !this.deps.polite;
    this.unheard = false;
    if (this.linkState === "connected") this.setState("interrupted");
    await this.open();
    this.watch(this.linkState === "failed" ? SLOW_RETRY_MS : PATIENCE_MS);
  }

  private onConnection(pc: RTCPeerConnection): void {
    if (pc !== this.pc) return;
    if (pc.connectionState === "connected") {
      this.cancelTimer();
      this.restarts = 0;
      this.ever = true;
      this.setState("connected");
    } else if (pc.connectionState === "disconnected") {
      this.setState("interrupted");
      this.watch(INTERRUPTED_MS);
    } else if (pc.connectionState === "failed") this.mend();
  }

  /** Does something about a connection that does not come, or not come back. */
  private mend(): void {
    this.next(async () => {
      if (this.linkState === "connected" && this.pc?.connectionState === "connected") return;
      this.restarts += 1;
      this.setState(this.restarts > 2 * RESTARTS ? "failed" : this.ever ? "interrupted" : "connecting");
      this.watch(this.linkState === "failed" ? SLOW_RETRY_MS : PATIENCE_MS);
      const { pc } = this;
      if (!pc || (this.restarts > RESTARTS && this.restarts % 2 === 1)) return this.renew();
      this.mayOffer = true; // the other side had its time
      if (pc.signalingState === "have-local-offer" && pc.localDescription) return this.tellDescription("description_offer", pc.localDescription.sdp, "");
      pc.setConfiguration(await this.deps.configuration());
      pc.restartIce();
    });
  }

  /** The polite side is a little more patient, so that not both begin at once. */
  private watch(ms: number): void {
    this.cancelTimer();
    this.cancelTimer = this.deps.setTimer(() => this.mend(), this.deps.polite ? ms * 1.5 : ms);
  }

  private setState(state: LinkState): void {
    if (this.linkState === state) return;
    this.linkState = state;
    this.deps.onChanged();
  }

  private tellCandidate(candidate: RTCIceCandidate | null): void {
    if (!candidate?.candidate) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const signal: Init<Signal> = {
      kind: "candidate",
      candidate: candidate.candidate,
      sdpMid: sdpMid ?? "",
      sdpMLineIndex: sdpMLineIndex ?? 0,
      usernameFragment: usernameFragment ?? "",
    };
    void this.deps.send(signal).then((there) => this.note(there));
  }

  private tellDescription(kind: "description_offer" | "description_answer", sdp: string, usernameFragment: string): void {
    const shown = new Map<string, Shows>(this.outgoing.map(({ stream, shows }) => [stream.id, shows]));
    this.tell({ kind, sdp, usernameFragment, streams: [...shown].map(([streamId, shows]) => ({ streamId, shows })) });
  }

  /** Descriptions and restarts, one after the other: their order counts, whatever has to be said twice. */
  private tell(signal: Init<Signal>): void {
    this.telling = this.telling.then(async () => {
      if (!this.closed) this.note(await this.deps.send(signal));
    });
  }

  private note(there: boolean): void {
    if (!there) this.unheard = true;
  }
}

/** Names one round of ICE: an answer carries that of the offer it answers. */
function fragmentOf(sdp: string): string {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? "";
}
