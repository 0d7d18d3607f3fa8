import { useState, type ReactNode } from "react";
import { Avatar } from "../Avatar";
import { Button, ErrorNote, Spinner, SwitchRow, TextField } from "../controls";
import { Dialog } from "../Dialog";
import type { Asking } from "../RoomDialogs";
import { SelectField } from "./fields";
import { Facts, Page, Part } from "./Page";
import { userTags, type CompanyOptions, type UserItem } from "./UsersView";

export interface UserViewProps {
  /** undefined: not there yet, or not at all. */
  user: UserItem | undefined;
  companies: CompanyOptions;
  usersHref: string;
  /** The reader himself: what would lock him out he does not do to himself. */
  self: boolean;
  busy: boolean;
  error: string | undefined;
  onRename: () => void;
  onPassword: () => void;
  onSecondFactorOff: () => void;
  onDisabled: (disabled: boolean) => void;
  onAdministrator: (administrator: boolean) => void;
  onGrant: (companyId: number) => void;
  onRevoke: (companyId: number) => void;
  onEndAll: () => void;
  sessions: ReactNode;
  keys: ReactNode;
}

const kindWords = { user: "User", guest: "Guest", xmpp: "XMPP contact" };

/** One account: what it is, what it may do, and where it is in use. */
export function UserView({ user, companies, usersHref, self, busy, error, ...on }: UserViewProps) {
  const above = { href: usersHref, words: "Users" };
  if (!user) return <Page title="User" above={above}>{error ? <ErrorNote sentence={error} /> : <div className="list-wait"><Spinner label="Loading user" /></div>}</Page>;
  const names = new Map(companies);
  const account = user.kind === "user";
  return (
    <Page title={user.name} above={above}
      tools={account && <><Button icon="edit" disabled={busy} onClick={on.onRename}>Rename</Button>{!self && <Button icon="lock" disabled={busy} onClick={on.onPassword}>New password</Button>}</>}>
      {error && <ErrorNote sentence={error} />}
      <div className="panel">
        <span className="person-cell"><Avatar name={user.name} seed={user.contactId} size="l" /><span><strong>{user.uname || kindWords[user.kind]}</strong><span className="cell-more">{userTags(user)}</span></span></span>
        <FactsOf user={user} company={names.get(user.companyId) ?? ""} />
      </div>
      {account && (
        <Part title="What they may do">
          <div className="switch-list">
            <SwitchRow title="Can log in" hint={self ? "You cannot disable yourself." : "Switched off, they are out at once, and their keys work no more. Nothing is deleted."} checked={!user.disabled} disabled={busy || self} onChange={(mayLogIn) => on.onDisabled(!mayLogIn)} />
            <SwitchRow title="Administrator" hint={self ? "Another administrator can take this from you." : "Manages accounts, companies and the server."} checked={user.administrator} disabled={busy || self} onChange={on.onAdministrator} />
          </div>
        </Part>
      )}
      {account && <Supervision user={user} companies={companies} busy={busy} onGrant={on.onGrant} onRevoke={on.onRevoke} />}
      {account && (
        <Part title="Second factor" lead="For somebody who has lost the phone with the authenticator app, and the recovery codes with it.">
          <div><Button kind="quiet-danger" disabled={busy} onClick={on.onSecondFactorOff}>Switch off the second factor</Button></div>
        </Part>
      )}
      <Part title="Sessions" tools={<Button small kind="quiet-danger" disabled={busy} onClick={on.onEndAll}>End all sessions</Button>}>{on.sessions}</Part>
      {account && <Part title="API keys">{on.keys}</Part>}
    </Page>
  );
}

function FactsOf({ user, company }: { user: UserItem; company: string }) {
  return <Facts facts={[["Company", company], ["E-mail", user.email ? <a href={`mailto:${user.email}`}>{user.email}</a> : "–"], ["Kind", kindWords[user.kind]], ["Number", String(user.contactId)]]} />;
}

function Supervision({ user, companies, busy, onGrant, onRevoke }: { user: UserItem; companies: CompanyOptions; busy: boolean; onGrant: (id: number) => void; onRevoke: (id: number) => void }) {
  const others = companies.filter(([id]) => !user.supervises.includes(id));
  const [chosen, setChosen] = useState<number>();
  const wanted = others.find(([id]) => id === chosen)?.[0] ?? others[0]?.[0];
  const names = new Map(companies);
  return (
    <Part title="Supervision" lead="A supervisor (api_chat) sees all rooms of a company, and adds and removes people in them.">
      <div className="panel">
        {user.supervises.length === 0 ? <p className="field-hint">Supervises no company.</p> : (
          <ul className="grants" aria-label="Supervised companies">
            {user.supervises.map((id) => {
              const name = names.get(id) ?? `Company ${id}`;
              return <li key={id}><span>{name}</span><Button small kind="quiet-danger" disabled={busy} onClick={() => onRevoke(id)} aria-label={`Take back the supervision of ${name}`}>Take back</Button></li>;
            })}
          </ul>
        )}
        {wanted !== undefined && (
          <div className="filters">
            <SelectField label="Company to supervise" inline value={wanted} options={others} disabled={busy} onChange={setChosen} />
            <Button small icon="eye" disabled={busy} onClick={() => onGrant(wanted)}>Grant supervision</Button>
          </div>
        )}
      </div>
    </Part>
  );
}

export interface RenameUserDialogProps extends Asking { name: string; onRename: (name: string) => void; onClose: () => void }

export function RenameUserDialog({ name: before, onRename, onClose, busy, error }: RenameUserDialogProps) {
  const [name, setName] = useState(before);
  const possible = name.trim() !== "" && name.trim() !== before && !busy;
  return (
    <Dialog title="Rename user" onClose={onClose} onSubmit={() => { if (possible) onRename(name.trim()); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Renaming…" : "Rename"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <TextField label="Name" value={name} maxLength={100} onChange={setName} autoFocus hint="What others see. The login name stays." />
    </Dialog>
  );
}
