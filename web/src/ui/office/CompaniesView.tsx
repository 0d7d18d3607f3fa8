import { useState } from "react";
import { Button, Empty, ErrorNote, SwitchRow, TextField } from "../controls";
import { Dialog } from "../Dialog";
import type { Asking } from "../RoomDialogs";
import { peopleCount } from "../words";
import { DataTable, type ListState } from "./DataTable";
import { Page } from "./Page";
import { Tag } from "./Tag";
import { officeIcons } from "./icons";

export interface CompanyItem {
  companyId: number; name: string; people: number; autoRoster: boolean; supervisionShown: boolean; language: string;
  guestsMayChat: boolean; guestsMayShareFiles: boolean; guestsMayCall: boolean;
}

export interface CompaniesViewProps extends ListState {
  companies: readonly CompanyItem[] | undefined;
  usersHref: (companyId: number) => string;
  onNew: () => void;
  onEdit: (companyId: number) => void;
}

export function CompaniesView({ companies, usersHref, onNew, onEdit, ...list }: CompaniesViewProps) {
  return (
    <Page title="Companies" lead="People of one company find each other. Those of different companies talk once both have accepted." tools={<Button kind="primary" icon="plus" onClick={onNew}>New company</Button>}>
      <DataTable label="Companies" rows={companies} keyOf={({ companyId }) => companyId} {...list}
        empty={<Empty icon={officeIcons.company} title="No companies yet"><p>Accounts belong to a company. Create the first one.</p></Empty>}
        columns={[
          { head: "Name", kind: "main", cell: ({ name }) => <span className="cell-title">{name}</span> },
          { head: "People", cell: ({ companyId, people, name }) => <a href={usersHref(companyId)} aria-label={`${peopleCount(people)} of ${name}`}>{peopleCount(people)}</a> },
          { head: "Colleagues", cell: ({ autoRoster }) => (autoRoster ? "Are contacts without asking" : "Ask each other") },
          { head: "Supervision", cell: ({ supervisionShown }) => (supervisionShown ? <Tag tone="watch">Shown to members</Tag> : "Not shown") },
          { head: "Guests", cell: guestsWord },
          { head: "Language", cell: ({ language }) => languageWord(language) },
          { head: "Actions", kind: "actions", cell: ({ companyId, name }) => <Button small icon="edit" onClick={() => onEdit(companyId)} aria-label={`Edit ${name}`}>Edit</Button> },
        ]} />
    </Page>
  );
}

function guestsWord({ guestsMayChat, guestsMayShareFiles, guestsMayCall }: CompanyItem): string {
  const may = [guestsMayChat && "write", guestsMayShareFiles && "share files", guestsMayCall && "call"].filter((word) => word !== false);
  return may.length === 0 ? "Only read" : may.length === 3 ? "Write, share files and call" : `May only ${may.join(" and ")}`;
}

function languageWord(language: string): string {
  if (language === "") return "English";
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(language) ?? language;
  } catch {
    return language; // no language that this browser knows
  }
}

export type CompanyWish = Omit<CompanyItem, "companyId" | "people">;

const newCompany: CompanyWish = { name: "", autoRoster: true, supervisionShown: false, language: "", guestsMayChat: true, guestsMayShareFiles: true, guestsMayCall: true };

export interface CompanyDialogProps extends Asking {
  /** Left out: a new one. */
  company?: CompanyItem;
  onSave: (wish: CompanyWish) => void;
  onClose: () => void;
}

export function CompanyDialog({ company, onSave, onClose, busy, error }: CompanyDialogProps) {
  const [wish, setWish] = useState<CompanyWish>(company ?? newCompany);
  const possible = wish.name.trim() !== "" && !busy;
  const { name, autoRoster, supervisionShown, language, guestsMayChat, guestsMayShareFiles, guestsMayCall } = wish;
  return (
    <Dialog title={company ? "Edit company" : "New company"} onClose={onClose} onSubmit={() => { if (possible) onSave({ name: name.trim(), autoRoster, supervisionShown, language: language.trim(), guestsMayChat, guestsMayShareFiles, guestsMayCall }); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{company ? (busy ? "Saving…" : "Save") : busy ? "Creating…" : "Create company"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <TextField label="Name" value={name} maxLength={100} autoFocus autoComplete="off" onChange={(next) => setWish({ ...wish, name: next })} />
      <div>
        <SwitchRow title="Colleagues are contacts" hint="All people of the company can talk without asking each other first." checked={autoRoster} onChange={(next) => setWish({ ...wish, autoRoster: next })} />
        <SwitchRow title="Show supervision" hint="Whoever is in a room that a supervisor may watch sees that it is supervised." checked={supervisionShown} onChange={(next) => setWish({ ...wish, supervisionShown: next })} />
        <SwitchRow title="Guests may write" hint="Otherwise they only read in the rooms they are invited to." checked={guestsMayChat} onChange={(next) => setWish({ ...wish, guestsMayChat: next })} />
        <SwitchRow title="Guests may send and receive files" hint="Otherwise no file reaches them, and they send none." checked={guestsMayShareFiles} onChange={(next) => setWish({ ...wish, guestsMayShareFiles: next })} />
        <SwitchRow title="Guests may take part in calls" hint="Otherwise calls in their rooms go on without them." checked={guestsMayCall} onChange={(next) => setWish({ ...wish, guestsMayCall: next })} />
      </div>
      <TextField label="Language of messages to guests" value={language} plain maxLength={35} autoComplete="off" onChange={(next) => setWish({ ...wish, language: next })} hint="Such as “en”, “de” or “de-AT”. Empty: English." />
    </Dialog>
  );
}
