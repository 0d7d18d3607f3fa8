import type { AvPlatform } from "../../src/base/environment.js";

let count = 0;
const fresh = (prefix: string) => `${prefix}${++count}`;

export class FakeTrack {
  id = fresh("track");
  enabled = true;
  readyState: "live" | "ended" = "live";
  onended: (() => void) | null = null;
  constructor(readonly kind: "audio" | "video") {}
  stop(): void {
    this.readyState = "ended";
  }
}

export class FakeStream {
  id = fresh("stream");
  onremovetrack: (() => void) | null = null;
  constructor(readonly tracks: FakeTrack[] = []) {}
  getTracks = () => [...this.tracks];
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === "audio");
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === "video");
  addTrack = (track: FakeTrack) => void (this.tracks.includes(track) || this.tracks.push(track));
  removeTrack = (track: FakeTrack) => void this.tracks.splice(this.tracks.indexOf(track), 1);
}

export const cameraStream = () => new FakeStream([new FakeTrack("audio"), new FakeTrack("video")]);
export const asStream = (stream: FakeStream) => stream as unknown as MediaStream;

interface FakeTransceiver {
  kind: "audio" | "video";
  sender: { track: FakeTrack | null; streams: FakeStream[]; replaceTrack(track: FakeTrack | null): Promise<void>; setStreams(stream: FakeStream): void };
  receiver: { track: FakeTrack };
  direction: string;
  /** Has a place in the descriptions. */
  placed: boolean;
}

const sends = (direction: string) => direction === "sendrecv" || direction === "sendonly";
const receives = (direction: string) => direction === "sendrecv" || direction === "recvonly";

/** The world's network: connections that hold each other's descriptions meet, unless a test cuts them. */
export class FakeNetwork {
  readonly connections: FakeConnection[] = [];
  cut = false;
  /** What getUserMedia throws: the name of an error. */
  refuses: string | undefined;
  readonly asked: MediaStreamConstraints[] = [];
  readonly opened: FakeTrack[] = [];
  configurations: RTCConfiguration[] = [];

  constructor(readonly soon: (run: () => void) => void) {}

  platform(): AvPlatform {
    const open = (kinds: ("audio" | "video")[]) => {
      if (this.refuses) return Promise.reject(Object.assign(new Error("refused"), { name: this.refuses }));
      const tracks = kinds.map((kind) => new FakeTrack(kind));
      this.opened.push(...tracks);
      return Promise.resolve(asStream(new FakeStream(tracks)));
    };
    const devices = {
      getUserMedia: (wanted: MediaStreamConstraints) => {
        this.asked.push(wanted);
        return open(wanted.audio ? ["audio"] : ["video"]);
      },
      getDisplayMedia: () => open(["video"]),
      enumerateDevices: async () => [
        { deviceId: "mic-1", kind: "audioinput", label: "Desk" },
        { deviceId: "cam-1", kind: "videoinput", label: "Front" },
        { deviceId: "", kind: "audiooutput", label: "" },
      ],
      addEventListener() {},
      removeEventListener() {},
    };
    return {
      connect: (configuration) => {
        this.configurations.push(configuration);
        return new FakeConnection(this) as unknown as RTCPeerConnection;
      },
      stream: (tracks) => asStream(new FakeStream((tracks ?? []) as unknown as FakeTrack[])),
      devices: devices as unknown as MediaDevices,
    };
  }

  /** Those that are not closed. */
  get alive(): FakeConnection[] {
    return this.connections.filter(({ signalingState }) => signalingState !== "closed");
  }

  join(): void {
    if (this.cut) return;
    for (const a of this.alive) {
      const b = this.alive.find((one) => one !== a && one.localUfrag === a.remoteUfrag && one.remoteUfrag === a.localUfrag);
      if (!b || a.localUfrag === "" || a.signalingState !== "stable" || b.signalingState !== "stable") continue;
      a.become("connected");
      b.become("connected");
    }
  }

  /** The way between all of them is gone. */
  break(state: "disconnected" | "failed"): void {
    for (const one of this.alive) one.become(state);
  }
}

/** RTCPeerConnection as far as negotiation goes: offer, answer, rollback, glare, ICE restart, tracks coming and going. */
export class FakeConnection {
  signalingState = "stable";
  connectionState = "new";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack; streams: FakeStream[] }) => void) | null = null;
  readonly candidates: unknown[] = [];
  private readonly transceivers: FakeTransceiver[] = [];
  private readonly remoteStreams = new Map<string, FakeStream>();
  private ufrag = fresh("u");
  private restarting = false;
  private agreed = "";
  private before: { local: FakeConnection["localDescription"]; remote: FakeConnection["remoteDescription"] } | undefined;
  private checking = false;

  constructor(private readonly network: FakeNetwork) {
    network.connections.push(this);
  }

  get localUfrag(): string {
    return /a=ice-ufrag:(\S+)/.exec(this.localDescription?.sdp ?? "")?.[1] ?? "";
  }

  get remoteUfrag(): string {
    return /a=ice-ufrag:(\S+)/.exec(this.remoteDescription?.sdp ?? "")?.[1] ?? "-";
  }

  getTransceivers = () => this.transceivers;
  getStats = async () => new Map();
  setConfiguration(): void {}

  addTransceiver(kind: "audio" | "video", { direction }: { direction: string }): FakeTransceiver {
    const sender: FakeTransceiver["sender"] = {
      track: null,
      streams: [],
      replaceTrack: async (track) => void (sender.track = track),
      setStreams: (stream) => {
        sender.streams = [stream];
        this.check();
      },
    };
    const made: FakeTransceiver = { kind, sender, receiver: { track: new FakeTrack(kind) }, direction, placed: false };
    this.transceivers.push(made);
    this.check();
    return made;
  }

  addTrack(track: FakeTrack, stream: FakeStream): FakeTransceiver["sender"] {
    const free = this.transceivers.find(({ kind, sender, direction }) => kind === track.kind && !sender.track && sender.streams.length === 0 && !sends(direction));
    const made = free ?? this.addTransceiver(track.kind, { direction: "sendrecv" });
    if (free) free.direction = receives(free.direction) ? "sendrecv" : "sendonly";
    Object.assign(made.sender, { track, streams: [stream] });
    this.check();
    return made.sender;
  }

  removeTrack(sender: FakeTransceiver["sender"]): void {
    const found = this.transceivers.find((one) => one.sender === sender)!;
    sender.track = null;
    found.direction = receives(found.direction) ? "recvonly" : "inactive";
    this.check();
  }

  restartIce(): void {
    this.restarting = true;
    this.check();
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    this.mustBeOpen();
    if (this.signalingState === "have-remote-offer") {
      this.localDescription = { type: "answer", sdp: this.write() };
      return this.settle();
    }
    if (this.signalingState === "stable") this.before = { local: this.localDescription, remote: this.remoteDescription };
    if (this.restarting) this.ufrag = fresh("u");
    this.restarting = false;
    for (const one of this.transceivers) one.placed = true;
    this.localDescription = { type: "offer", sdp: this.write() };
    this.signalingState = "have-local-offer";
    this.onicecandidate?.({ candidate: { candidate: `candidate of ${this.ufrag}`, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: this.ufrag } });
  }

  async setRemoteDescription({ type, sdp }: { type: string; sdp: string }): Promise<void> {
    await Promise.resolve();
    this.mustBeOpen();
    if (sdp.includes("nonsense")) throw new Error("InvalidAccessError");
    if (type === "offer") {
      if (this.signalingState === "have-local-offer") Object.assign(this, { localDescription: this.before?.local ?? null, remoteDescription: this.before?.remote ?? null }); // rollback
      const restarted = this.remoteDescription !== null && this.remoteUfrag !== /a=ice-ufrag:(\S+)/.exec(sdp)![1];
      if (restarted) this.ufrag = fresh("u");
      this.remoteDescription = { type, sdp };
      this.signalingState = "have-remote-offer";
    } else {
      if (this.signalingState !== "have-local-offer") throw new Error("InvalidStateError");
      this.remoteDescription = { type, sdp };
    }
    this.read(sdp);
    if (type === "answer") this.settle();
  }

  async addIceCandidate(candidate: unknown): Promise<void> {
    this.candidates.push(candidate);
  }

  close(): void {
    this.signalingState = this.connectionState = "closed";
  }

  become(state: string): void {
    if (this.connectionState === state || this.signalingState === "closed") return;
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  private settle(): void {
    this.signalingState = "stable";
    this.agreed = this.wanted();
    this.network.join();
    this.check();
  }

  private wanted(): string {
    return JSON.stringify(this.transceivers.map(({ direction, sender, placed }) => [direction, placed, sender.streams.map(({ id }) => id)]));
  }

  /** Fires negotiationneeded as a browser does: later, when stable, and if there is something to agree on. */
  private check(): void {
    if (this.checking) return;
    this.checking = true;
    this.network.soon(() => {
      this.checking = false;
      const isNeeded = this.restarting || (this.transceivers.length > 0 && this.wanted() !== this.agreed);
      if (this.signalingState === "stable" && isNeeded) this.onnegotiationneeded?.();
    });
  }

  private write(): string {
    const lines = this.transceivers.filter(({ placed }) => placed).map(({ kind, direction, sender }) => `m=${kind} ${direction} ${sender.streams[0]?.id ?? "-"}`);
    return [`a=ice-ufrag:${this.ufrag}`, ...lines].join("\n");
  }

  private read(sdp: string): void {
    const lines = sdp.split("\n").filter((line) => line.startsWith("m="));
    const placed = this.transceivers.filter((one) => one.placed);
    for (const [i, line] of lines.entries()) {
      const [kind, direction, streamId] = line.slice(2).split(" ") as ["audio" | "video", string, string];
      let own = placed[i];
      if (!own) {
        own = receives(direction) ? this.transceivers.find((one) => !one.placed && one.kind === kind) : undefined;
        own ??= this.addTransceiver(kind, { direction: "recvonly" });
        own.placed = true;
      }
      this.receive(own, sends(direction) ? streamId : undefined);
    }
  }

  private receive({ receiver }: FakeTransceiver, streamId: string | undefined): void {
    for (const [id, stream] of this.remoteStreams) {
      if (id === streamId || !stream.tracks.includes(receiver.track)) continue;
      stream.removeTrack(receiver.track);
      stream.onremovetrack?.();
    }
    if (!streamId || streamId === "-") return;
    let stream = this.remoteStreams.get(streamId);
    if (!stream) this.remoteStreams.set(streamId, (stream = Object.assign(new FakeStream(), { id: streamId })));
    if (stream.tracks.includes(receiver.track)) return;
    stream.addTrack(receiver.track);
    this.ontrack?.({ track: receiver.track, streams: [stream] });
  }

  private mustBeOpen(): void {
    if (this.signalingState === "closed") throw new Error("InvalidStateError");
  }
}
