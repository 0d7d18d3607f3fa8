import { useMemo, useState } from "react";
import { renderSVG } from "uqr";
import { Button, ErrorNote, Spinner, TextField } from "./controls";
import { Dialog } from "./Dialog";
import "./SecurityDialog.css";

/** Where the second factor stands, and what is shown of it. */
export type SecondFactorStep =
  | { step: "loading" }
  | { step: "off" }
  | { step: "confirm"; letters: string; uri: string }
  | { step: "codes"; codes: readonly string[] }
  | { step: "on"; codesLeft: number };

interface Under { busy: boolean; error: string | undefined }

export interface SecurityDialogProps {
  login: string;
  password: Under & { changed: boolean };
  factor: Under & SecondFactorStep;
  onPassword: (present: string, next: string) => void;
  onStart: (password: string) => void;
  onConfirm: (code: string) => void;
  onStop: (password: string) => void;
  /** The recovery codes have been written down. */
  onWritten: () => void;
  onClose: () => void;
}

export function SecurityDialog(props: SecurityDialogProps) {
  return (
    <Dialog title="Password and second factor" onClose={props.onClose}>
      <PasswordPart {...props} />
      <SecondFactorPart {...props} />
    </Dialog>
  );
}

function PasswordPart({ login, password, onPassword }: SecurityDialogProps) {
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");
  return (
    <form className="security-part" aria-labelledby="security-password" onSubmit={(event) => {
      event.preventDefault();
      onPassword(present, next);
      setPresent("");
      setNext("");
    }}>
      <h3 id="security-password">Password</h3>
      {password.error && <ErrorNote sentence={password.error} />}
      <input type="hidden" autoComplete="username" value={login} readOnly />
      <TextField label="Present password" type="password" value={present} onChange={setPresent} autoComplete="current-password" required />
      <TextField label="New password" type="password" value={next} onChange={setNext} autoComplete="new-password" hint="At least 8 characters. You stay logged in here, and nowhere else." required />
      <div className="security-end">
        <Button type="submit" disabled={password.busy}>Change password</Button>
        <span role="status">{password.changed ? "The password was changed." : ""}</span>
      </div>
    </form>
  );
}

function SecondFactorPart(props: SecurityDialogProps) {
  return (
    <section className="security-part" aria-labelledby="security-factor">
      <h3 id="security-factor">Second factor</h3>
      {props.factor.error && <ErrorNote sentence={props.factor.error} />}
      <Step {...props} />
    </section>
  );
}

function Step({ factor, onStart, onConfirm, onStop, onWritten }: SecurityDialogProps) {
  switch (factor.step) {
    case "loading":
      return factor.error ? null : <Spinner label="Loading" />;
    case "off":
      return <Proof words="A code of an authenticator app on your phone, besides the password, whenever you log in." button="Set up" busy={factor.busy} onProof={onStart} />;
    case "on":
      return <Proof words={`It is on. ${factor.codesLeft} recovery ${factor.codesLeft === 1 ? "code is" : "codes are"} left.`} button="Switch off" danger busy={factor.busy} onProof={onStop} />;
    case "confirm":
      return <Confirm letters={factor.letters} uri={factor.uri} busy={factor.busy} onConfirm={onConfirm} />;
    case "codes":
      return (
        <>
          <p>It is on. Keep these recovery codes: each lets you in once when your phone is not at hand. They are shown only now.</p>
          <ul className="security-codes">{factor.codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
          <div><Button kind="primary" onClick={onWritten}>I have written them down</Button></div>
        </>
      );
  }
}

function Proof({ words, button, danger, busy, onProof }: { words: string; button: string; danger?: boolean; busy: boolean; onProof: (password: string) => void }) {
  const [password, setPassword] = useState("");
  return (
    <form className="security-step" onSubmit={(event) => { event.preventDefault(); onProof(password); setPassword(""); }}>
      <p>{words}</p>
      <TextField label="Your password" type="password" value={password} onChange={setPassword} autoComplete="current-password" required />
      <div><Button kind={danger ? "danger" : "plain"} type="submit" disabled={busy}>{button}</Button></div>
    </form>
  );
}

function Confirm({ letters, uri, busy, onConfirm }: { letters: string; uri: string; busy: boolean; onConfirm: (code: string) => void }) {
  const [code, setCode] = useState("");
  const picture = useMemo(() => `data:image/svg+xml,${encodeURIComponent(renderSVG(uri))}`, [uri]);
  return (
    <form className="security-step" onSubmit={(event) => { event.preventDefault(); onConfirm(code); setCode(""); }}>
      <p>Scan this with your authenticator app, or type in the letters.</p>
      <img className="security-picture" src={picture} alt="QR code for the authenticator app" />
      <code className="security-letters">{letters.match(/.{1,4}/g)?.join(" ")}</code>
      <TextField label="The code that the app shows" value={code} onChange={setCode} autoComplete="one-time-code" plain required />
      <div><Button kind="primary" type="submit" disabled={busy}>Switch on</Button></div>
    </form>
  );
}
