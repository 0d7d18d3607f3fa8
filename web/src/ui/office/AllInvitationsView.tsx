import { Button, Empty } from "../controls";
import { dayAndTime } from "../times";
import { DataTable, type ListState } from "./DataTable";
import { SelectField } from "./fields";
import { Page } from "./Page";
import { Tag, Time } from "./Tag";
import type { CompanyOptions } from "./UsersView";

export interface AllInvitationsItem {
  id: number;
  guest: string;
  /** Where the link went, or how it is handed on. */
  way: string;
  inviter: string;
  room: string;
  company: string;
  state: string;
  tone: "plain" | "good" | "warn" | "bad";
  problem: string;
  createdMs: number;
  validToMs: number;
  canRevoke: boolean;
}

export interface AllInvitationsViewProps extends ListState {
  invitations: readonly AllInvitationsItem[] | undefined;
  companies: CompanyOptions;
  companyId: number;
  onCompany: (companyId: number) => void;
  onRevoke: (id: number) => void;
}

export function AllInvitationsView({ invitations, companies, companyId, onCompany, onRevoke, ...list }: AllInvitationsViewProps) {
  return (
    <Page title="Invitations" lead="People from outside who were invited into a room, by whom, and what became of it.">
      <div className="filters"><SelectField label="Company" inline value={companyId} options={[[0, "All companies"], ...companies]} onChange={onCompany} /></div>
      <DataTable label="Invitations" rows={invitations} keyOf={({ id }) => id} {...list}
        empty={<Empty icon="mailAsk" title="No invitations"><p>Whoever is in a room can invite a guest into it.</p></Empty>}
        columns={[
          { head: "Guest", kind: "main", cell: ({ guest, way }) => <><span className="cell-title">{guest}</span><span className="cell-more">{way}</span></> },
          { head: "Invited by", cell: ({ inviter, company }) => <>{inviter}{company && <span className="cell-more">{company}</span>}</> },
          { head: "Into", cell: ({ room }) => room },
          { head: "State", cell: ({ state, tone, problem }) => <><Tag tone={tone}>{state}</Tag>{problem && <span className="cell-fault">{problem}</span>}</> },
          { head: "Made", cell: ({ createdMs }) => <Time ms={createdMs} words={dayAndTime} /> },
          { head: "Valid until", cell: ({ validToMs }) => <Time ms={validToMs} words={dayAndTime} /> },
          { head: "Actions", kind: "actions", cell: ({ id, guest, canRevoke }) => canRevoke && <Button small kind="quiet-danger" onClick={() => onRevoke(id)} aria-label={`Withdraw the invitation of ${guest}`}>Withdraw</Button> },
        ]} />
    </Page>
  );
}
