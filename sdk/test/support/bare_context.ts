import { buildSync } from "esbuild";
import { resolve } from "node:path";
import vm from "node:vm";
import { privateNames } from "../../scripts/private_names.mjs";
import type { IPCortexGlobal } from "../../src/compat/ipcortex.js";
import { FakeSocket, World } from "./world.js";

let script: string | undefined;

/** /api/api.js, as it is built. */
export function apiScript(): string {
  const root = process.env["SDK_FOLDER"] ?? ".";
  script ??= buildSync({ entryPoints: [resolve(root, "src/api.ts")], bundle: true, minify: true, format: "iife", platform: "browser", target: "es2022", mangleProps: privateNames(resolve(root, "src")), write: false }).outputFiles[0]!.text;
  return script;
}

/** Runs api.js in a context that offers these globals and nothing else. */
export function loadApi(globals: Record<string, unknown>): IPCortexGlobal {
  const context = vm.createContext({ ...globals });
  vm.runInContext(apiScript(), context, { filename: "api.js" });
  return (context as unknown as { IPCortex: IPCortexGlobal }).IPCortex;
}

/** XMLHttpRequest, WebSocket, timers and console of a virtual world: what a bare script context has. */
export function bareGlobals(world: World): Record<string, unknown> {
  class XMLHttpRequest {
    onreadystatechange: (() => void) | null = null;
    readyState = 0;
    status = 0;
    responseText = "";
    private method = "";
    private url = "";
    private readonly headers: Record<string, string> = {};
    open(method: string, url: string): void {
      this.method = method;
      this.url = url;
      this.readyState = 1;
    }
    setRequestHeader(name: string, value: string): void {
      this.headers[name] = value;
    }
    send(body?: string): void {
      void world.request({ method: this.method, url: this.url, body, headers: this.headers }).then(({ status, text }) => {
        Object.assign(this, { readyState: 4, status, responseText: text });
        this.onreadystatechange?.();
      });
    }
  }
  class WebSocket {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    private readonly socket: FakeSocket;
    constructor(url: string, protocols: string[]) {
      this.socket = world.openSocket(url, protocols[0]!, {
        opened: () => this.onopen?.(),
        received: (text) => this.onmessage?.({ data: text }),
        closed: (code, reason) => this.onclose?.({ code, reason }),
      }) as FakeSocket;
    }
    send(text: string): void {
      this.socket.send(text);
    }
    close(): void {
      this.socket.close();
    }
  }
  const timers = new Map<number, () => void>();
  let lastTimer = 0;
  const setTimeout = (run: () => void, ms = 0) => {
    const id = ++lastTimer;
    timers.set(id, world.setTimer(() => (timers.delete(id), run()), ms));
    return id;
  };
  const clearTimeout = (id: number) => timers.get(id)?.();
  return { XMLHttpRequest, WebSocket, setTimeout, clearTimeout, console: { log() {}, warn() {}, error() {} } };
}
