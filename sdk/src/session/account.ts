import { abortable, type Cancellable } from "../base/abort.js";
import type { Ask } from "../transport/http.js";
import type { SecondFactorSecret, SecondFactorState } from "../wire/index.js";

/** What the person who is logged in proves himself with: `new Account(client)`. Errors besides those of every call: wrong_credentials, second_factor_needed (a wrong code). */
export class Account {
  constructor(private readonly client: { readonly ask: Ask }) {}

  /** Ends all other sessions of the person. Error: bad_request (too short). */
  async changePassword(present: string, password: string, { signal }: Cancellable = {}): Promise<void> {
    await abortable(this.client.ask("POST", "/api/password", { present, password }), signal);
  }

  secondFactor({ signal }: Cancellable = {}): Promise<SecondFactorState> {
    return abortable(this.client.ask("GET", "/api/second-factor", undefined, "SecondFactorState"), signal);
  }

  /** What an authenticator app is set up with: secrets. Nothing is asked for until confirmSecondFactor(). Error: conflict (there is one). */
  startSecondFactor(password: string, { signal }: Cancellable = {}): Promise<SecondFactorSecret> {
    return abortable(this.client.ask("POST", "/api/second-factor/start", { password }, "SecondFactorSecret"), signal);
  }

  /** The app's first code; from now on logging in needs one. Resolves with the recovery codes: secrets, told only here. */
  async confirmSecondFactor(code: string, { signal }: Cancellable = {}): Promise<readonly string[]> {
    return (await abortable(this.client.ask("POST", "/api/second-factor/confirm", { code }, "RecoveryCodes"), signal)).codes;
  }

  async stopSecondFactor(password: string, { signal }: Cancellable = {}): Promise<void> {
    await abortable(this.client.ask("POST", "/api/second-factor/stop", { password }), signal);
  }
}
