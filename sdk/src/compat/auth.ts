import type { ChatClient } from "../client/chat_client.js";
import { normaliseHost } from "../client/basic_client.js";
import { ChatError } from "../base/chat_error.js";
import type { Credentials } from "../session/session.js";
import type { Answers } from "./answers.js";
import { sortArguments } from "./arguments.js";
import type { AuthFace, UserInfo } from "./face.js";
import type { Turns } from "./turns.js";

/** What the login page hands over: the proof of a session that it has opened. */
export interface OverlayResult {
  /** Empty where the cookie speaks. */
  token: string;
  loginToken: string;
}

export interface AuthDeps {
  answers: Answers;
  turns: Turns;
  /** The client for the present host. */
  client(): ChatClient;
  host(): string;
  /** Another server from now on. */
  setHost(host: string): void;
  /** Asks the person by a page of the API host over this one; undefined where there is no page to show it over. */
  askByOverlay: ((host: string, subid: string, bearer: boolean) => Promise<OverlayResult>) | undefined;
  pageOrigin: string | undefined;
  newKey(): string;
}

interface ReadOptions extends Credentials {
  checkonly: boolean;
  nodom: boolean;
  subid: string | undefined;
  tokenCB: ((token: string) => unknown) | undefined;
}

/** IPCortex.PBX.Auth: who is logged in, at which server (contract 8). */
export class Auth {
  private loggingIn: Promise<void> | undefined;
  /** The overlay is there: one for all who wait. */
  private asking: Promise<OverlayResult> | undefined;

  constructor(private readonly deps: AuthDeps) {}

  /** A login is under way. */
  get isBusy(): boolean {
    return this.loggingIn !== undefined;
  }

  /** The parts that pages see, all of them usable unbound. */
  readonly face: AuthFace = (() => {
    const auth = this as Auth; // assigned below, once deps are there
    return {
      get id(): number | null {
        return auth.info().id;
      },
      get uname(): string | null {
        return auth.info().uname;
      },
      get name(): string | null {
        return auth.info().name;
      },
      /** The company's id. */
      get company(): number | null {
        return auth.info().company;
      },
      get host(): string {
        return auth.deps.host();
      },
      setHost: (url: string): Promise<void> => auth.setHost(url),
      login: (...args: unknown[]): Promise<void> => auth.login(args),
      logout: (callback?: unknown): Promise<void> => auth.exit(true, callback),
      exit: (...args: unknown[]): Promise<void> => {
        const { functions, options } = sortArguments(args);
        return auth.exit(Boolean(options["logout"]), functions[0]);
      },
      getSubID: (): string => auth.deps.client().session.subid,
      getUserInfo: (): UserInfo & Promise<UserInfo> => Object.assign(Promise.resolve(auth.info()), auth.info()),
    };
  })();

  private info(): UserInfo {
    const self = this.deps.client().self.get();
    if (!self) return { id: null, uname: null, name: null, company: null, companyName: null, email: null };
    const { contactId: id, uname, name, companyId: company, companyName, email } = self;
    return { id, uname, name, company, companyName, email };
  }

  private setHost(url: string): Promise<void> {
    const host = normaliseHost(String(url ?? ""));
    if (host && host !== this.deps.host()) this.deps.setHost(host);
    return Promise.resolve();
  }

  private login(args: readonly unknown[]): Promise<void> {
    const { options, callback } = readLoginArguments(args, this.deps.newKey);
    const work = this.logIn(options);
    this.loggingIn = work;
    const done = () => {
      if (this.loggingIn === work) this.loggingIn = undefined;
    };
    work.then(done, done);
    const tell = callback && ((ok: boolean, reason?: unknown) => callback(ok, ok ? "" : String(reason ?? "")));
    return this.deps.answers.give(work, tell);
  }

  private async logIn(options: ReadOptions): Promise<void> {
    const client = this.deps.client();
    const { session } = client;
    if (options.subid !== undefined && options.subid !== session.subid) {
      if (session.self.get()) await client.stop();
      session.subid = options.subid;
    }
    if (options.loginToken || options.username !== undefined) return this.logInWith(options);
    if (session.self.get() || (await session.resume())) return this.handOut(options, session.keptLoginToken);
    if (options.checkonly || options.nodom || !this.deps.askByOverlay) throw new ChatError("not_logged_in");
    const bearer = this.deps.pageOrigin !== client.host;
    this.asking ??= this.deps.askByOverlay(client.host, session.subid, bearer).finally(() => (this.asking = undefined));
    const { token, loginToken } = await this.asking;
    await session.adopt(token, loginToken);
    this.handOut(options, loginToken);
  }

  private async logInWith(options: ReadOptions): Promise<void> {
    const client = this.deps.client();
    const before = client.self.get();
    if (options.checkonly) {
      if (before || (await client.session.resume())) return;
      throw new ChatError("not_logged_in");
    }
    const { username = "", password = "", code = "", loginToken = "" } = options;
    const remember = options.tokenCB !== undefined;
    const { self, loginToken: handedOut } = await client.session.logIn({ username, password, code, loginToken, remember, keep: false });
    if (before && before.contactId !== self.contactId) await client.stop();
    this.handOut(options, handedOut);
  }

  /** Where there is one: who is logged in already gets one only for a password or another token, or if one is kept. */
  private handOut({ tokenCB }: ReadOptions, token: string | undefined): void {
    if (token && tokenCB) this.deps.turns.add(() => tokenCB(token));
  }

  private exit(logout: boolean, callback: unknown): Promise<void> {
    const client = this.deps.client();
    return this.deps.answers.give(logout ? client.logOut() : client.stop(), callback);
  }
}

/** login({…}), login(cb, {…}), login(user, password, flag, cb) */
function readLoginArguments(args: readonly unknown[], newKey: () => string): { options: ReadOptions; callback: ((ok: boolean, reason: string) => unknown) | undefined } {
  const callback = args.find((arg) => typeof arg === "function") as ((ok: boolean, reason: string) => unknown) | undefined;
  const given = (args.find((arg) => typeof arg === "object" && arg !== null) ?? {}) as Record<string, unknown>;
  const positional: Record<string, unknown> = typeof args[0] === "string" ? { username: args[0], password: args[1] } : {};
  const { username, password, code, token, subid, checkonly, nodom, tokenCB } = { ...positional, ...given };
  const text = (value: unknown) => (value === undefined || value === null || value === false ? undefined : String(value));
  const options: ReadOptions = {
    checkonly: Boolean(checkonly),
    nodom: Boolean(nodom),
    subid: subid === true ? newKey().slice(0, 12) : toSubId(text(subid)),
    tokenCB: typeof tokenCB === "function" ? (tokenCB as (token: string) => unknown) : undefined,
  };
  if (text(username) !== undefined) Object.assign(options, { username: text(username), password: text(password) ?? "" });
  if (text(code)) options.code = text(code)!;
  if (text(token)) options.loginToken = text(token)!;
  return { options, callback };
}

/** The server takes letters, digits, "-" and "_", at most 64: others are spelled out, and what comes of it stays as it is. */
function toSubId(given: string | undefined): string | undefined {
  return given?.replace(/[^\w-]/g, (letter) => `_${letter.charCodeAt(0).toString(16)}`).slice(0, 64);
}
