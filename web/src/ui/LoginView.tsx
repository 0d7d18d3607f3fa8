import { useState } from "react";
import { Button, ErrorNote, TextField } from "./controls";
import { Brand } from "./Brand";
import "./LoginView.css";

export interface LoginViewProps {
  onLogIn: (name: string, password: string) => void;
  busy: boolean;
  error?: string | undefined;
  /** Why one is here again, if one was logged in. */
  reason?: string | undefined;
}

export function LoginView({ onLogIn, busy, error, reason }: LoginViewProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const complete = name.trim() !== "" && password !== "";
  return (
    <main className="gate">
      <form className="gate-card" aria-labelledby="login-title"
        onSubmit={(event) => { event.preventDefault(); if (complete && !busy) onLogIn(name.trim(), password); }}>
        <Brand />
        <div>
          <h1 id="login-title">Log in</h1>
          <p className="gate-lead">{reason ?? "Welcome back."}</p>
        </div>
        {error && <ErrorNote sentence={error} />}
        <TextField label="Login name" name="username" value={name} onChange={setName} autoComplete="username" autoFocus plain required />
        <TextField label="Password" name="password" type="password" value={password} onChange={setPassword} autoComplete="current-password" required />
        <Button kind="primary" type="submit" wide disabled={!complete || busy}>{busy ? "Logging in…" : "Log in"}</Button>
      </form>
    </main>
  );
}
