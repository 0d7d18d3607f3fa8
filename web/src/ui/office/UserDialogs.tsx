/** The dialogs about accounts: making one, a new password, and making many from a file. */
import { useState } from "react";
import { Button, ErrorNote, SwitchRow, TextField } from "../controls";
import { Dialog } from "../Dialog";
import type { Asking } from "../RoomDialogs";
import { CopyField, SelectField, TextArea } from "./fields";
import type { CompanyOptions } from "./UsersView";

export interface NewUserWish { companyId: number; uname: string; name: string; email: string; password: string; administrator: boolean }

export interface NewUserDialogProps extends Asking {
  companies: CompanyOptions;
  companyId: number;
  /** Makes up a password. */
  generate: () => string;
  onCreate: (wish: NewUserWish) => void;
  onClose: () => void;
}

export function NewUserDialog({ companies, companyId, generate, onCreate, onClose, busy, error }: NewUserDialogProps) {
  const [wish, setWish] = useState<NewUserWish>({ companyId, uname: "", name: "", email: "", password: "", administrator: false });
  const set = (part: Partial<NewUserWish>) => setWish({ ...wish, ...part });
  const possible = wish.uname.trim() !== "" && !busy;
  return (
    <Dialog title="New user" wide onClose={onClose} onSubmit={() => { if (possible) onCreate({ ...wish, uname: wish.uname.trim(), name: wish.name.trim(), email: wish.email.trim() }); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Creating…" : "Create user"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <SelectField label="Company" value={wish.companyId} options={companies} onChange={(next) => set({ companyId: next })} />
      <TextField label="Login name" value={wish.uname} plain autoFocus autoComplete="off" onChange={(uname) => set({ uname })} />
      <TextField label="Name" value={wish.name} maxLength={100} autoComplete="off" onChange={(name) => set({ name })} hint="What others see. Empty: the login name." />
      <TextField label="E-mail (optional)" value={wish.email} plain autoComplete="off" onChange={(email) => set({ email })} />
      <PasswordField value={wish.password} generate={generate} onChange={(password) => set({ password })} hint="At least 8 characters. Empty: they cannot log in until a password is set." />
      <SwitchRow title="Administrator" hint="Manages accounts, companies and the server, as you do." checked={wish.administrator} onChange={(administrator) => set({ administrator })} />
    </Dialog>
  );
}

/** Readable on purpose: it is set for somebody else, who must be told. */
function PasswordField({ value, generate, onChange, hint }: { value: string; generate: () => string; onChange: (password: string) => void; hint: string }) {
  return (
    <div className="field">
      <div className="password-row">
        <TextField label="Password" value={value} plain autoComplete="off" onChange={onChange} />
        <Button icon="retry" onClick={() => onChange(generate())}>Generate</Button>
      </div>
      <span className="field-hint">{hint}</span>
    </div>
  );
}

export interface ResetPasswordDialogProps extends Asking {
  name: string;
  generate: () => string;
  onReset: (password: string) => void;
  onClose: () => void;
}

export function ResetPasswordDialog({ name, generate, onReset, onClose, busy, error }: ResetPasswordDialogProps) {
  const [password, setPassword] = useState("");
  const possible = password !== "" && !busy;
  return (
    <Dialog title={`New password for ${name}`} wide onClose={onClose} onSubmit={() => { if (possible) onReset(password); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Setting…" : "Set password"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <p>They are logged out everywhere, and log in with this one from now on. Tell it to them in a way that nobody else hears.</p>
      <PasswordField value={password} generate={generate} onChange={setPassword} hint="At least 8 characters." />
    </Dialog>
  );
}

export interface ImportReport {
  /** Looked at only; nobody has been made. */
  checked: boolean;
  created: number;
  faults: readonly { line: number; sentence: string }[];
  passwords: number;
}

export interface ImportDialogProps extends Asking {
  companies: CompanyOptions;
  companyId: number;
  report: ImportReport | undefined;
  onCheck: (companyId: number, csv: string) => void;
  onImport: (companyId: number, csv: string) => void;
  /** What was said of another text or company holds no more. */
  onChanged: () => void;
  /** Saves the passwords that were made up. */
  onPasswords: () => void;
  onClose: () => void;
}

const example = "login,name,email,password,administrator";

export function ImportDialog({ companies, companyId: first, report, onCheck, onImport, onChanged, onPasswords, onClose, busy, error }: ImportDialogProps) {
  const [companyId, setCompanyId] = useState(first);
  const [csv, setCsv] = useState("");
  const set = (text: string) => { setCsv(text); onChanged(); };
  const ready = report?.checked === true && report.faults.length === 0 && report.created > 0;
  if (report && !report.checked && report.faults.length === 0) return <Imported {...report} onPasswords={onPasswords} onClose={onClose} />;
  return (
    <Dialog title="Import users" wide onClose={onClose} onSubmit={() => { if (csv.trim() !== "" && !busy) (ready ? onImport : onCheck)(companyId, csv); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={csv.trim() === "" || busy}>{ready ? (busy ? "Importing…" : `Import ${accounts(report.created)}`) : busy ? "Checking…" : "Check"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <SelectField label="Company" value={companyId} options={companies} onChange={(next) => { setCompanyId(next); onChanged(); }} />
      <FileInput onText={set} />
      <TextArea label="Or paste the lines" value={csv} onChange={set} hint={`CSV; the first line names the columns: ${example}. Only login is needed. Who has no password gets one made up.`} />
      <div role="status">
        {report && report.faults.length > 0 && (
          <>
            <p className="field-error">{report.faults.length === 1 ? "One line is" : `${report.faults.length.toLocaleString()} lines are`} at fault; nobody was created.</p>
            <ul className="faults" aria-label="Faults" tabIndex={0}>{report.faults.map(({ line, sentence }, index) => <li key={index}>Line {line}: {sentence}</li>)}</ul>
          </>
        )}
        {ready && <div className="note note-good">The file is in order: {accounts(report.created)} can be created.</div>}
        {report?.checked && report.faults.length === 0 && report.created === 0 && <p className="field-hint">There is nobody in the file.</p>}
      </div>
    </Dialog>
  );
}

function FileInput({ onText }: { onText: (text: string) => void }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor="import-file">CSV file</label>
      <input id="import-file" className="input" type="file" accept=".csv,text/csv,text/plain" onChange={(event) => { void event.target.files?.[0]?.text().then(onText); }} />
    </div>
  );
}

function Imported({ created, passwords, onPasswords, onClose }: ImportReport & { onPasswords: () => void; onClose: () => void }) {
  return (
    <Dialog title="Import users" onClose={onClose} footer={<>{passwords > 0 && <Button icon="download" onClick={onPasswords}>Save passwords</Button>}<Button kind={passwords > 0 ? "plain" : "primary"} onClick={onClose}>Done</Button></>}>
      <p role="status">{accounts(created)} {created === 1 ? "was" : "were"} created.</p>
      {passwords > 0 && <p>For {accounts(passwords)} a password was made up. Save them now: they are shown nowhere again.</p>}
    </Dialog>
  );
}

function accounts(count: number): string {
  return count === 1 ? "1 account" : `${count.toLocaleString()} accounts`;
}

export interface UserCreatedDialogProps { name: string; uname: string; password: string; copied: boolean; onCopy: () => void; onClose: () => void }

/** What to tell somebody whose password was just set. */
export function PasswordSetDialog({ name, uname, password, copied, onCopy, onClose }: UserCreatedDialogProps) {
  return (
    <Dialog title="Tell them how to log in" onClose={onClose} footer={<Button kind="primary" onClick={onClose}>Done</Button>}>
      <p>{name} logs in as <strong>{uname}</strong> with this password. It is shown nowhere again.</p>
      <CopyField label="Password" value={password} copied={copied} onCopy={onCopy} />
    </Dialog>
  );
}
