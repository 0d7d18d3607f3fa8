import { Avatar } from "../Avatar";
import { Button, Empty, SearchField } from "../controls";
import { DataTable, type ListState } from "./DataTable";
import { SelectField } from "./fields";
import { Page } from "./Page";
import { Tag } from "./Tag";

export interface UserItem {
  contactId: number;
  uname: string;
  name: string;
  email: string;
  kind: "user" | "guest" | "xmpp";
  companyId: number;
  administrator: boolean;
  disabled: boolean;
  supervises: readonly number[];
}

/** Company ids and names, to choose from. */
export type CompanyOptions = readonly (readonly [number, string])[];

export interface UsersViewProps extends ListState {
  users: readonly UserItem[] | undefined;
  companies: CompanyOptions;
  companyId: number;
  onCompany: (companyId: number) => void;
  query: string;
  onQuery: (query: string) => void;
  /** How many accounts have been looked through, while more are. */
  searched: number | undefined;
  hrefOf: (contactId: number) => string;
  onNew: () => void;
  onImport: () => void;
}

export function UsersView({ users, companies, companyId, onCompany, query, onQuery, searched, hrefOf, onNew, onImport, ...list }: UsersViewProps) {
  const names = new Map(companies);
  return (
    <Page title="Users" tools={<><Button icon="attach" onClick={onImport}>Import</Button><Button kind="primary" icon="addPerson" onClick={onNew}>New user</Button></>}>
      <div className="filters">
        <SearchField label="Search users" value={query} onChange={onQuery} />
        <SelectField label="Company" inline value={companyId} options={[[0, "All companies"], ...companies]} onChange={onCompany} />
        <span className="filters-state" role="status">{searched === undefined ? "" : `${searched.toLocaleString()} looked through…`}</span>
      </div>
      <DataTable label="Users" rows={users} keyOf={({ contactId }) => contactId} {...list}
        empty={query ? <Empty icon="search" title="Nobody found"><p>No account here has “{query}” in its name, login name or address.</p></Empty> : <Empty icon="people" title="No users yet"><p>Create the first account, or import many from a file.</p></Empty>}
        columns={[
          { head: "Name", kind: "main", cell: (user) => (
            <span className="person-cell">
              <Avatar name={user.name} seed={user.contactId} size="s" />
              <span><a className="cell-title" href={hrefOf(user.contactId)}>{user.name}</a>{user.uname && <span className="cell-more">{user.uname}</span>}</span>
            </span>
          ) },
          { head: "Company", cell: (user) => names.get(user.companyId) ?? "" },
          { head: "E-mail", cell: ({ email }) => email },
          { head: "Is", cell: (user) => userTags(user) },
        ]} />
    </Page>
  );
}

/** What an account is besides a user; nothing where it is an ordinary one. */
export function userTags(user: UserItem) {
  if (user.kind === "user" && !user.disabled && !user.administrator && user.supervises.length === 0) return null;
  return (
    <span className="tags">
      {user.disabled && <Tag tone="bad">Disabled</Tag>}
      {user.administrator && <Tag tone="good">Administrator</Tag>}
      {user.supervises.length > 0 && <Tag tone="watch">Supervisor</Tag>}
      {user.kind === "guest" && <Tag>Guest</Tag>}
      {user.kind === "xmpp" && <Tag>XMPP</Tag>}
    </span>
  );
}
