import { useState } from "react";
import { Button, ErrorNote, TextField } from "./controls";
import { Brand } from "./Brand";
import "./LoginView.css";

export interface LoginViewProps {
  onLogIn: (name: string, password: string, code: string) => void;
  /** The password was right; the account has a second factor. */
  asksCode?: boolean;
  busy: boolean;
  error?: string | undefined;
  /** Why one is here again, if one was logged in. */
  reason?: string | undefined;
}

export function LoginView({ onLogIn, busy, error, reason, asksCode }: LoginViewProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  return (
    <main className="gate">
      <form className="gate-card" aria-labelledby="login-title"
        onSubmit={(event) => {
          event.preventDefault();
          // What a password manager has filled in may be known to the form alone.
          const filled = new FormData(event.currentTarget);
          if (!busy) onLogIn(String(filled.get("username")).trim(), String(filled.get("password")), code.trim());
        }}>
        <Brand />
        <div>
          <h1 id="login-title">Log in</h1>
          <p className="gate-lead">{reason ?? "Welcome back."}</p>
        </div>
        {error && <ErrorNote sentence={error} />}
        <TextField label="Login name" name="username" value={name} onChange={setName} autoComplete="username" autoFocus plain required />
        <TextField label="Password" name="password" type="password" value={password} onChange={setPassword} autoComplete="current-password" required />
        {asksCode && <TextField label="Code of your authenticator app" name="code" value={code} onChange={setCode} autoComplete="one-time-code" plain autoFocus required hint="Or one of your recovery codes." />}
        <Button kind="primary" type="submit" wide disabled={busy}>{busy ? "Logging in…" : "Log in"}</Button>
      </form>
    </main>
  );
}
