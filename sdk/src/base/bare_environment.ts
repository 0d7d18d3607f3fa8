import type { AvPlatform, Environment, HttpAnswer, HttpRequest, KeyStore, Socket, SocketEvents, EventSourceLike } from "./environment.js";

/** The few globals the SDK looks for, when it needs them: a bare script context may have some of them only. */
interface Globals {
  WebSocket?: SocketConstructor;
  EventSource?: new (url: string) => EventSourceLike;
  XMLHttpRequest?: new () => Xhr;
  fetch?: typeof fetch;
  location?: { origin?: string };
  sessionStorage?: Storage;
  localStorage?: Storage;
  crypto?: { getRandomValues?(bytes: Uint8Array): Uint8Array };
  document?: unknown;
  RTCPeerConnection?: typeof RTCPeerConnection;
  MediaStream?: typeof MediaStream;
  navigator?: { mediaDevices?: MediaDevices };
  MessageChannel?: typeof MessageChannel;
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

interface RawSocket {
  onopen: unknown;
  onmessage: unknown;
  onclose: unknown;
  onerror: unknown;
  send(text: string): void;
  close(): void;
}

/** WebSocket, or a class that behaves like it. */
export type SocketConstructor = new (url: string, protocols?: string | string[]) => RawSocket;

interface Xhr {
  onreadystatechange: unknown;
  readyState: number;
  status: number;
  responseText: string;
  withCredentials?: boolean;
  open(method: string, url: string, async: boolean): void;
  setRequestHeader(name: string, value: string): void;
  send(body?: string): void;
}

const globals = globalThis as unknown as Globals;
const XHR_DONE = 4;
const ABNORMAL_CLOSURE = 1006;

/** The world of a browser, of Node, or of a bare script context with XMLHttpRequest, WebSocket and timers; without files. */
export function bareEnvironment(socketConstructor?: SocketConstructor): Environment {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    newKey: randomKey,
    setTimer(run, delayMs) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    soon: makeSoon(),
    openSocket: (url, protocol, events) => openSocket(socketConstructor ?? globals.WebSocket, url, protocol, events),
    openStream: globals.EventSource && ((url) => new globals.EventSource!(url)),
    request: (request) => (globals.XMLHttpRequest ? requestByXhr(globals.XMLHttpRequest, request) : requestByFetch(request)),
    onOnline(run) {
      globals.addEventListener?.("online", run);
      return () => globals.removeEventListener?.("online", run);
    },
    av: avPlatform(),
    pageOrigin: pageOrigin(),
    tabStore: keyStore(() => globals.sessionStorage),
    keptStore: keyStore(() => globals.localStorage),
  };
}

/** In pages a message to oneself: timers wait for up to a second in the background. Elsewhere it would keep Node alive. */
function makeSoon(): (run: () => void) => void {
  if (!globals.document || !globals.MessageChannel) return (run) => void setTimeout(run, 0);
  const { port1, port2 } = new globals.MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(0);
  };
}

function avPlatform(): AvPlatform | undefined {
  if (!globals.RTCPeerConnection || !globals.MediaStream) return undefined;
  return {
    connect: (configuration) => new globals.RTCPeerConnection!(configuration),
    stream: (tracks) => new globals.MediaStream!(tracks ?? []),
    devices: globals.navigator?.mediaDevices,
  };
}

function pageOrigin(): string | undefined {
  const origin = globals.location?.origin;
  return origin && origin !== "null" ? origin : undefined;
}

function randomKey(): string {
  const bytes = new Uint8Array(16);
  if (globals.crypto?.getRandomValues) globals.crypto.getRandomValues(bytes);
  else bytes.forEach((_, i) => (bytes[i] = Math.floor(Math.random() * 256)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function openSocket(make: SocketConstructor | undefined, url: string, protocol: string, events: SocketEvents): Socket {
  if (!make) throw new Error("There is no WebSocket here.");
  const socket = new make(url, [protocol]);
  let over = false;
  const close = (code: number, reason: string) => {
    if (over) return;
    over = true;
    events.closed(code, reason);
  };
  socket.onopen = () => events.opened();
  socket.onmessage = (event: { data: unknown }) => events.received(String(event.data));
  socket.onclose = (event: { code?: number; reason?: string } | undefined) => close(event?.code ?? ABNORMAL_CLOSURE, event?.reason ?? "");
  socket.onerror = () => {}; // a close always follows
  return {
    send: (text) => socket.send(text),
    close() {
      over = true;
      socket.close();
    },
  };
}

function requestByXhr(make: new () => Xhr, request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const xhr = new make();
    xhr.onreadystatechange = () => {
      if (xhr.readyState !== XHR_DONE) return;
      const status = xhr.status || 0;
      resolve({ status, text: status ? String(xhr.responseText ?? "") : "" });
    };
    try {
      xhr.open(request.method, request.url, true);
      for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
      xhr.send(request.body);
    } catch {
      resolve({ status: 0, text: "" });
    }
  });
}

async function requestByFetch({ method, url, body, headers }: HttpRequest): Promise<HttpAnswer> {
  if (!globals.fetch) throw new Error("There is neither XMLHttpRequest nor fetch here.");
  try {
    const answer = await globals.fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: "" };
  }
}

/** Storage may be missing, forbidden or full: then nothing is kept. */
function keyStore(storage: () => Storage | undefined): KeyStore | undefined {
  const attempt = <T>(run: (store: Storage) => T): T | undefined => {
    try {
      const store = storage();
      return store ? run(store) : undefined;
    } catch {
      return undefined;
    }
  };
  if (!attempt(() => true)) return undefined;
  return {
    get: (key) => attempt((store) => store.getItem(key)) ?? undefined,
    set: (key, value) =>
      void attempt((store) => (value === undefined ? store.removeItem(key) : store.setItem(key, value))),
  };
}
