import { useState } from "react";
import { Button, Empty, ErrorNote, TextField } from "../controls";
import { Dialog } from "../Dialog";
import type { Asking } from "../RoomDialogs";
import { Checks, SelectField } from "./fields";
import { KeysTable, type KeysTableProps } from "./KeysTable";
import { Page } from "./Page";
import { scopeWords, type KeyScope } from "./words";
import { officeIcons } from "./icons";

export interface KeysViewProps extends Omit<KeysTableProps, "empty"> {
  docsHref: string;
  onNew: () => void;
}

/** The reader's own API keys. */
export function KeysView({ docsHref, onNew, ...table }: KeysViewProps) {
  return (
    <Page title="API keys" lead={<>A program with such a key speaks in your name: it can do what you can do, within what you allow the key. <a href={docsHref}>Description of the API</a></>}
      tools={<Button kind="primary" icon="plus" onClick={onNew}>New key</Button>}>
      <KeysTable {...table} empty={<Empty icon={officeIcons.key} title="No keys yet"><p>Make one for each program, so that you can end each alone.</p></Empty>} />
    </Page>
  );
}

export interface NewKeyWish { name: string; scopes: KeyScope[]; days: number }

export interface NewKeyDialogProps extends Asking {
  /** What a key of this person can be good for. */
  scopes: readonly KeyScope[];
  onCreate: (wish: NewKeyWish) => void;
  onClose: () => void;
}

const lifetimes: readonly (readonly [number, string])[] = [[7, "7 days"], [30, "30 days"], [90, "90 days"], [365, "1 year"], [0, "As long as the server allows"]];

export function NewKeyDialog({ scopes, onCreate, onClose, busy, error }: NewKeyDialogProps) {
  const [wish, setWish] = useState<NewKeyWish>({ name: "", scopes: ["read"], days: 90 });
  const possible = wish.name.trim() !== "" && wish.scopes.length > 0 && !busy;
  return (
    <Dialog title="New API key" wide onClose={onClose} onSubmit={() => { if (possible) onCreate({ ...wish, name: wish.name.trim() }); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Creating…" : "Create key"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <TextField label="Name" value={wish.name} maxLength={100} autoFocus autoComplete="off" onChange={(name) => setWish({ ...wish, name })} hint="What it is for, so that you know it again." />
      <Checks label="What may it do?" options={scopes.map((scope) => [scope, ...scopeWords[scope]] as const)} chosen={wish.scopes} onChange={(chosen) => setWish({ ...wish, scopes: chosen })} />
      <SelectField label="Expires after" value={wish.days} options={lifetimes} onChange={(days) => setWish({ ...wish, days })} />
    </Dialog>
  );
}
