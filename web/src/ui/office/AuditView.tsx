import { useState } from "react";
import { Button, Empty, ErrorNote, TextField } from "../controls";
import { dayAndTime } from "../times";
import { DataTable, type ListState } from "./DataTable";
import { SelectField } from "./fields";
import { Page } from "./Page";
import { Tag, Time } from "./Tag";
import { actionWord } from "./words";
import { officeIcons } from "./icons";

export interface AuditItem {
  auditId: number;
  atMs: number;
  contactId: number;
  actorName: string;
  local: boolean;
  action: string;
  target: string;
  targetName: string;
  detail: string;
}

export interface AuditViewProps extends ListState {
  entries: readonly AuditItem[] | undefined;
  actions: readonly string[];
  action: string;
  onAction: (action: string) => void;
  /** The login name it is filtered by. */
  person: string;
  /** Why that is nobody's. */
  personFault: string | undefined;
  onPerson: (uname: string) => void;
}

export function AuditView({ entries, actions, action, onAction, person, personFault, onPerson, ...list }: AuditViewProps) {
  const [typed, setTyped] = useState(person);
  return (
    <Page title="Audit log" lead="Who looked at, changed and exported what, newest first. Nothing can be taken out of it; reading it is entered, too.">
      <form className="filters audit-filters" onSubmit={(event) => { event.preventDefault(); onPerson(typed.trim()); }}>
        <SelectField label="What was done" value={action} options={[["", "Everything"], ...actions.map((each) => [each, actionWord(each)] as const)]} onChange={onAction} />
        <TextField label="By whom (login name)" value={typed} plain autoComplete="off" onChange={setTyped} />
        <Button type="submit" icon="search">Show</Button>
        {person && <Button kind="quiet" onClick={() => { setTyped(""); onPerson(""); }}>Everybody</Button>}
      </form>
      {personFault && <ErrorNote sentence={personFault} />}
      <DataTable label="Entries" rows={entries} keyOf={({ auditId }) => auditId} {...list}
        empty={<Empty icon={officeIcons.list} title="No entries"><p>{action || person ? "Nothing that was done fits." : "What administrators and supervisors do appears here."}</p></Empty>}
        columns={[
          { head: "What", kind: "main", cell: (entry) => <><span className="cell-title">{actionWord(entry.action)}</span>{entry.detail && <span className="cell-more">{entry.detail}</span>}</> },
          { head: "On", cell: ({ target, targetName }) => (targetName ? <>{targetName}<span className="cell-more">{target}</span></> : target || "The server") },
          { head: "By", cell: ({ actorName, local }) => <>{actorName || (local ? "" : "Nobody")} {local && <Tag>Command line</Tag>}</> },
          { head: "When", cell: ({ atMs }) => <Time ms={atMs} words={dayAndTime} /> },
        ]} />
    </Page>
  );
}
