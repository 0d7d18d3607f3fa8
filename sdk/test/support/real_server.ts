import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { WebSocket } from "ws";
import type { IPCortexGlobal } from "../../src/compat/ipcortex.js";
import type { SocketConstructor } from "../../src/base/global_environment.js";
import { loadApi } from "./bare_context.js";

export const PASSWORD = "correct horse battery";

/** What tests/support/server.mjs offers: the real server on a free port with a data folder of its own. */
export interface Server {
  readonly url: string;
  readonly log: string;
  start(): Promise<Server>;
  /** kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  addCompany(name: string): void;
  addUser(login: string, company: string, name?: string): void;
  grant(login: string, permission: string, company?: string): void;
}

export const sdkFolder = process.env["SDK_FOLDER"] ?? ".";

/** A started server with these users in the company Acme. */
export async function realServer(users: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Server> {
  const module = pathToFileURL(resolve(sdkFolder, "../tests/support/server.mjs")).href;
  process.env["FOYER_BINARY"] ??= resolve(sdkFolder, "../build/release/foyer");
  const { Server } = (await import(module)) as { Server: new (options: object) => Server };
  const server = new Server({ env });
  server.addCompany("Acme");
  for (const user of users) server.addUser(user, "Acme", `${user[0]!.toUpperCase()}${user.slice(1)}`);
  return server.start();
}

export const nodeWebSocket: SocketConstructor = WebSocket;

/** XMLHttpRequest as programs bring it along for Node, made of fetch: no cookies, onreadystatechange only. */
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
    const finish = (status: number, text: string) => {
      Object.assign(this, { readyState: 4, status, responseText: text });
      this.onreadystatechange?.();
    };
    fetch(this.url, { method: this.method, headers: this.headers, ...(body === undefined ? {} : { body }) }).then(
      async (answer) => finish(answer.status, await answer.text()),
      () => finish(0, ""),
    );
  }
}

/** api.js in a bare context with what programs in Node bring along. */
export function bareApi(): IPCortexGlobal {
  return loadApi({ XMLHttpRequest, WebSocket, setTimeout, clearTimeout, setInterval, clearInterval, console });
}

/** A program of its own: logged in, feed started, chat enabled; notes what it is told. */
export class Program {
  readonly texts: string[] = [];
  readonly states: string[] = [];
  readonly errors: number[] = [];
  readonly ipcortex = bareApi();

  get PBX() {
    return this.ipcortex.PBX;
  }

  static async start(server: Server, username: string, options: { autoseen?: boolean } = {}): Promise<Program> {
    const program = new Program();
    const { PBX } = program;
    await PBX.Auth.setHost(server.url);
    await PBX.Auth.login({ username, password: PASSWORD });
    // That the server is away for long, as it is under a sanitizer, is no error here.
    await PBX.startFeed({ errorCB: (number: number) => program.errors.push(number), maxWSRetryTime: 600 });
    const enabled = PBX.enableChat((room: RoomOf) => program.watch(room), options);
    if (!enabled) throw new Error("enableChat");
    return program;
  }

  contact(uname: string) {
    const found = this.PBX.contacts.find((contact) => contact.uname === uname);
    if (!found) throw new Error(`no contact ${uname}`);
    return found;
  }

  private watch(room: RoomOf): void {
    this.states.push(`new ${room.state}`);
    room.addListener("update", (r: RoomOf) => {
      this.states.push(r.state);
      for (const message of r.messages) this.texts.push(`${message.msgID} ${message.own ? "(own) " : ""}${message.cN}: ${message.msg}`);
    });
  }

  async end(): Promise<void> {
    await this.PBX.Auth.exit();
  }
}

type RoomOf = IPCortexGlobal["PBX"]["rooms"][number];

/** Looks until it is so. */
export async function until(condition: () => boolean, what: string, patienceMs = 10_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not reached: ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
