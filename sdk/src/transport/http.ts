import { ChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import { decode, encode, type Init, type InvitationFace, type LoginRequest, type Messages, type RedeemRequest, type ServerInfo, type SetupRequest, type SessionAnswer } from "../wire/index.js";

export interface HttpDeps {
  environment: Pick<Environment, "request">;
  /** "https://chat.example.org", without a slash at the end. */
  host(): string;
  subid(): string;
  /** The bearer token, where there is one; else the cookie speaks. */
  token(): string;
}

export interface Ask {
  (method: string, path: string, body?: Record<string, unknown>): Promise<void>;
  <Name extends keyof Messages>(method: string, path: string, body: Record<string, unknown> | undefined, answer: Name): Promise<Messages[Name]>;
  /** `read` makes the answer of what JSON.parse returned, and throws where it does not fit. */
  <Answer>(method: string, path: string, body: Record<string, unknown> | undefined, read: (json: unknown) => Answer): Promise<Answer>;
}

/** The HTTP calls under /api (schema/http.proto). Errors are ChatErrors; `unavailable` where no answer came. */
export class Http {
  constructor(private readonly deps: HttpDeps) {}

  async logIn(request: Init<LoginRequest>): Promise<SessionAnswer> {
    return decode("SessionAnswer", await this.call("POST", "/api/session", encode("LoginRequest", request as LoginRequest), false));
  }

  /** Error not_logged_in: there is no session. */
  async session(): Promise<SessionAnswer> {
    return decode("SessionAnswer", await this.call("GET", this.withSubid("/api/session")));
  }

  async logOut(): Promise<void> {
    await this.call("DELETE", this.withSubid("/api/session"));
  }

  async info(): Promise<ServerInfo> {
    return decode("ServerInfo", await this.call("GET", "/api/info"));
  }

  async setUp(request: SetupRequest): Promise<void> {
    await this.call("POST", "/api/setup", encode("SetupRequest", request), false);
  }

  /** Who invites into what; uses nothing up. Errors: link_invalid, rate_limited. */
  async look(token: string): Promise<InvitationFace> {
    return decode("InvitationFace", await this.call("POST", this.withSubid("/api/guest/look"), encode("LookRequest", { token })));
  }

  /** Errors: link_invalid, wrong_pin, rate_limited. */
  async redeem(request: Init<RedeemRequest>): Promise<SessionAnswer> {
    return decode("SessionAnswer", await this.call("POST", "/api/guest/redeem", encode("RedeemRequest", request as RedeemRequest), false));
  }

  /** One of the other calls, in the name of who is logged in. `answer`: the message it answers with, or what reads it, if any. */
  readonly ask: Ask = async (method: string, path: string, body?: Record<string, unknown>, answer?: keyof Messages | ((json: unknown) => unknown)) => {
    const json = await this.call(method, this.withSubid(path), body);
    return (typeof answer === "function" ? answer(json) : answer && decode(answer, json)) as never;
  };

  private withSubid(path: string): string {
    const subid = this.deps.subid();
    return subid && !this.deps.token() ? `${path}${path.includes("?") ? "&" : "?"}subid=${encodeURIComponent(subid)}` : path;
  }

  private async call(method: string, path: string, body?: Record<string, unknown>, authorised = true): Promise<unknown> {
    const headers: Record<string, string> = {};
    if (body) headers["Content-Type"] = "application/json";
    const token = authorised ? this.deps.token() : "";
    if (token) headers["Authorization"] = `Bearer ${token}`;
    const answer = await this.deps.environment.request({ method, url: this.deps.host() + path, body: body && JSON.stringify(body), headers });
    if (answer.status === 0) throw new ChatError("unavailable", "The server cannot be reached.");
    const json = parseJson(answer.text);
    if (answer.status >= 200 && answer.status < 300) return json ?? {};
    throw refusal(answer.status, json);
  }
}

/** undefined: it is none. */
export function parseJson(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Why the server refused, from the status and the body of its answer. */
export function refusal(status: number, json: unknown): ChatError {
  try {
    const { code, sentence, retryAfterMs } = decode("ErrorAnswer", json).error;
    if (code !== "ok") return new ChatError(code, sentence, retryAfterMs);
  } catch {
    // not an answer of ours: a proxy's, say
  }
  if (status === 401) return new ChatError("not_logged_in");
  return new ChatError(status >= 500 ? "unavailable" : "bad_request", `The server answered with status ${status}.`);
}
