import type { Cancellable } from "../base/abort.js";
import { abortable } from "../base/abort.js";
import { ChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import { Cell, type Store } from "../base/store.js";
import type { Http } from "../transport/http.js";
import type { InvitationFace, Self, SessionAnswer } from "../wire/index.js";

export interface Credentials {
  username?: string;
  password?: string;
  /** Where the password alone is refused with second_factor_needed. */
  code?: string;
  /** Instead of name and password: what an earlier login handed out. */
  loginToken?: string;
  /** Hand out a login token ("stay logged in"). */
  remember?: boolean;
  /** Keep that token where this platform can, so that resume() finds it. Left out: yes. */
  keep?: boolean;
}

export interface LoggedIn {
  readonly self: Self;
  /** Where one was asked for, or the one used was replaced. A secret. */
  readonly loginToken: string;
}

export interface SessionDeps {
  http: Http;
  environment: Pick<Environment, "tabStore" | "keptStore">;
  /** Names this server among others in the stores. */
  host: string;
  /** Cookies do not reach the server from here: another origin, or no browser. */
  useBearer: boolean;
}

/** Who is logged in at the server, and what proves it. */
export class Session {
  private readonly cell = new Cell<Self | undefined>(undefined);
  private bearer = "";
  private sub = "";

  constructor(private readonly deps: SessionDeps) {}

  /** undefined: nobody is logged in, as far as is known. */
  get self(): Store<Self | undefined> {
    return this.cell;
  }

  /** The bearer token; empty where the cookie speaks. A secret. */
  get token(): string {
    return this.bearer;
  }

  /** Isolates this session from others of the same browser. Set it before logging in. */
  get subid(): string {
    return this.sub;
  }

  set subid(value: string) {
    if (value === this.sub) return;
    this.sub = value;
    this.drop();
  }

  /** The login token that is remembered on this platform. A secret. */
  get keptLoginToken(): string | undefined {
    return this.deps.environment.keptStore?.get(this.key("login"));
  }

  async logIn(credentials: Credentials, { signal }: Cancellable = {}): Promise<LoggedIn> {
    const { username = "", password = "", code = "", loginToken = "", remember = false, keep = remember } = credentials;
    const bearer = this.deps.useBearer;
    const request = { username, password, code, loginToken, remember, bearer, subid: this.sub };
    return this.take(await abortable(this.deps.http.logIn(request), signal), keep);
  }

  /** What a guest's link leads to: shows it, uses nothing up. `token`: what stands behind '#'. Errors: link_invalid, rate_limited. */
  look(token: string, { signal }: Cancellable = {}): Promise<InvitationFace> {
    return abortable(this.deps.http.look(token), signal);
  }

  /**
   * Logs in as the guest whom the link is for; uses it once. On the same device the session is found again by resume().
   * Errors: link_invalid, wrong_pin, rate_limited.
   */
  async redeem(token: string, { pin = "", signal }: { pin?: string } & Cancellable = {}): Promise<Self> {
    const request = { token, pin, subid: this.sub, bearer: this.deps.useBearer };
    return this.take(await abortable(this.deps.http.redeem(request), signal), false).self;
  }

  /** Takes over a session that somebody else opened with this server (the login page, for instance). */
  async adopt(token: string, loginToken: string): Promise<LoggedIn> {
    this.bearer = token;
    const answer = await this.deps.http.session();
    return this.take({ ...answer, token, loginToken }, loginToken !== "");
  }

  /** Finds a session that exists already: in this tab, by cookie, or by a remembered login. undefined: there is none. */
  async resume({ signal }: Cancellable = {}): Promise<Self | undefined> {
    this.bearer ||= this.deps.environment.tabStore?.get(this.key("token")) ?? "";
    if (this.bearer || !this.deps.useBearer) {
      const answer = await abortable(ifLoggedIn(this.deps.http.session()), signal);
      if (answer) return this.take({ ...answer, token: this.bearer }, false).self;
      this.forgetHere();
    }
    const loginToken = this.keptLoginToken;
    if (!loginToken) return undefined;
    const loggedIn = await ifLoggedIn(this.logIn({ loginToken, remember: true }, { signal }));
    if (!loggedIn) this.deps.environment.keptStore?.set(this.key("login"), undefined);
    return loggedIn?.self;
  }

  /** Ends the session at the server; forgets it here whatever the server says. */
  async logOut({ signal }: Cancellable = {}): Promise<void> {
    const done = this.deps.http.logOut();
    this.deps.environment.keptStore?.set(this.key("login"), undefined);
    this.forgetHere();
    try {
      await abortable(done, signal);
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== "not_logged_in") throw error;
    }
  }

  /** True if the server still knows the session; rejects if it cannot be asked. */
  async isAlive(): Promise<boolean> {
    return (await ifLoggedIn(this.deps.http.session())) !== undefined;
  }

  /** The feed says who we are, or that we have changed. */
  onSelf(self: Self): void {
    this.cell.set(self);
  }

  /** The server says that the session has ended. */
  onEnded(): void {
    this.forgetHere();
  }

  private take(answer: SessionAnswer, keep: boolean): LoggedIn {
    if (answer.token) {
      this.bearer = answer.token;
      this.deps.environment.tabStore?.set(this.key("token"), answer.token);
    }
    if (keep && answer.loginToken) this.deps.environment.keptStore?.set(this.key("login"), answer.loginToken);
    this.cell.set(answer.self);
    return { self: answer.self, loginToken: answer.loginToken };
  }

  private forgetHere(): void {
    this.deps.environment.tabStore?.set(this.key("token"), undefined);
    this.drop();
  }

  private drop(): void {
    this.bearer = "";
    this.cell.set(undefined);
  }

  private key(what: "token" | "login"): string {
    return `foyer:${this.deps.host}:${this.sub}:${what}`;
  }
}

async function ifLoggedIn<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ChatError && (error.code === "not_logged_in" || error.code === "wrong_credentials")) return undefined;
    throw error;
  }
}
