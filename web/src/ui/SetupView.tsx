import { useState } from "react";
import { Button, ErrorNote, TextField } from "./controls";
import { Brand } from "./Brand";
import "./LoginView.css";

/** What the first administrator tells about his company and himself. */
export interface SetupForm { company: string; name: string; login: string; password: string }

export interface SetupViewProps {
  onSetUp: (form: SetupForm) => void;
  busy: boolean;
  error?: string | undefined;
  /** The link is used up, or there never was a token in it. */
  unusable?: string | undefined;
}

const shortest = 8;

export function SetupView({ onSetUp, busy, error, unusable }: SetupViewProps) {
  const [form, setForm] = useState<SetupForm>({ company: "", name: "", login: "", password: "" });
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const put = (part: Partial<SetupForm>) => setForm({ ...form, ...part });
  const missing = (value: string) => (tried && value.trim() === "" ? "This is needed." : undefined);
  const tooShort = form.password.length < shortest;
  const differs = again !== form.password;
  const complete = form.company.trim() && form.name.trim() && form.login.trim() && !tooShort && !differs;
  if (unusable) {
    return (
      <main className="gate">
        <div className="gate-card"><Brand /><h1>This link does not work</h1><p className="gate-lead">{unusable}</p><a className="button button-primary" href="/">To the log-in</a></div>
      </main>
    );
  }
  return (
    <main className="gate">
      <form className="gate-card" aria-labelledby="setup-title" noValidate onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (complete && !busy) onSetUp({ ...form, company: form.company.trim(), name: form.name.trim(), login: form.login.trim() });
      }}>
        <Brand />
        <div>
          <h1 id="setup-title">Set up Foyer</h1>
          <p className="gate-lead">Name your company and make an account for yourself. You will be its administrator.</p>
        </div>
        {error && <ErrorNote sentence={error} />}
        <TextField label="Company" value={form.company} onChange={(company) => put({ company })} autoComplete="organization" error={missing(form.company)} autoFocus required />
        <TextField label="Your name" value={form.name} onChange={(name) => put({ name })} autoComplete="name" error={missing(form.name)} required />
        <TextField label="Login name" value={form.login} onChange={(login) => put({ login })} autoComplete="username" plain error={missing(form.login)} required />
        <TextField label="Password" type="password" value={form.password} onChange={(password) => put({ password })} autoComplete="new-password"
          hint={`At least ${shortest} characters.`} error={tried && tooShort ? `At least ${shortest} characters.` : undefined} required />
        <TextField label="Password again" type="password" value={again} onChange={setAgain} autoComplete="new-password"
          error={tried && differs ? "The passwords differ." : undefined} required />
        <Button kind="primary" type="submit" wide disabled={busy}>{busy ? "Setting up…" : "Set up"}</Button>
      </form>
    </main>
  );
}
