import type { ReactNode } from "react";
import { Button } from "../controls";
import { dayAndTime } from "../times";
import { DataTable, type ListState } from "./DataTable";
import { Tag, Time } from "./Tag";
import { scopesList, type KeyScope } from "./words";

export interface KeyItem { keyId: number; name: string; scopes: readonly KeyScope[]; createdMs: number; expiresMs: number; lastUsedMs: number }

export interface KeysTableProps extends ListState {
  keys: readonly KeyItem[] | undefined;
  now: number;
  empty: ReactNode;
  onRevoke: (keyId: number) => void;
}

export function KeysTable({ keys, now, empty, onRevoke, ...list }: KeysTableProps) {
  return (
    <DataTable label="API keys" rows={keys} keyOf={({ keyId }) => keyId} {...list} empty={empty}
      columns={[
        { head: "Name", kind: "main", cell: ({ name, expiresMs }) => <span className="cell-title">{name} {expiresMs > 0 && expiresMs <= now && <Tag tone="warn">Expired</Tag>}</span> },
        { head: "May", cell: ({ scopes }) => scopesList(scopes) },
        { head: "Created", cell: ({ createdMs }) => <Time ms={createdMs} words={dayAndTime} /> },
        { head: "Expires", cell: ({ expiresMs }) => <Time ms={expiresMs} words={dayAndTime} none="Never" /> },
        { head: "Last used", cell: ({ lastUsedMs }) => <Time ms={lastUsedMs} words={dayAndTime} none="Not yet" /> },
        { head: "Actions", kind: "actions", cell: ({ keyId, name }) => <Button small kind="quiet-danger" onClick={() => onRevoke(keyId)} aria-label={`Revoke ${name}`}>Revoke</Button> },
      ]} />
  );
}
