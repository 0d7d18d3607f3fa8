/** A WebSocket as the SDK needs it. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  /** Told once, also when it never opened. */
  closed(code: number, reason: string): void;
}

/** As much of an EventSource as the SDK needs. */
export interface EventSourceLike {
  addEventListener(name: string, listener: (event: { data?: string }) => void): void;
  close(): void;
}

export interface HttpRequest {
  method: string;
  url: string;
  body?: string | undefined;
  headers: Readonly<Record<string, string>>;
}

/** `status` 0: no answer came. */
export interface HttpAnswer {
  status: number;
  text: string;
}

/** Text by key; may be full or forbidden, then it forgets. */
export interface KeyStore {
  get(key: string): string | undefined;
  /** undefined removes. */
  set(key: string, value: string | undefined): void;
}

/** What calls need of the platform. */
export interface AvPlatform {
  connect(configuration: RTCConfiguration): RTCPeerConnection;
  stream(tracks?: MediaStreamTrack[]): MediaStream;
  /** Microphones, cameras and screens; undefined where the page did not come over https. */
  devices: MediaDevices | undefined;
}

export interface BytesRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer> | undefined;
  signal: AbortSignal;
}

/** `status` 0: no answer came. */
export interface BytesAnswer {
  status: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** A field of the answer; undefined: it is not there, or hidden from pages of other origins. */
  field(name: string): string | undefined;
}

/** What files need of the platform. */
export interface FilePlatform {
  request(request: BytesRequest): Promise<BytesAnswer>;
  /** In hex, small letters. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Puts pieces together without reading them. */
  join(pieces: readonly (Blob | Uint8Array<ArrayBuffer>)[], type: string): Blob;
}

/** All that the SDK needs from the world around it; tests put a virtual one in its place. */
export interface Environment {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** A fresh idempotency key, at most 64 characters. */
  newKey(): string;
  /** Returns what cancels it. */
  setTimer(run: () => void, delayMs: number): () => void;
  /** Runs it as soon as what runs now is over; pages in the background are not slowed down in this. */
  soon(run: () => void): void;
  openSocket(url: string, protocol: string, events: SocketEvents): Socket;
  /** undefined: this platform has no server-sent events. */
  openStream?: ((url: string) => EventSourceLike) | undefined;
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** Calls when the network comes back, where the platform tells. Returns the end of it. */
  onOnline(run: () => void): () => void;
  /** Audio and video; left out where the platform has none, as in Node. */
  av?: AvPlatform | undefined;
  /** Files; left out where the platform has no fetch or no Blob. */
  files?: FilePlatform | undefined;
  /** The origin of the page, where there is one. */
  pageOrigin: string | undefined;
  /** Lives as long as the tab; undefined where there is none. */
  tabStore: KeyStore | undefined;
  /** Outlives the browser; undefined where there is none. */
  keptStore: KeyStore | undefined;
}
