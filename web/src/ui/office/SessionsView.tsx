import { Button, ErrorNote } from "../controls";
import { Page } from "./Page";
import { SessionsTable, type SessionsTableProps } from "./SessionsTable";

export interface SessionsViewProps extends SessionsTableProps {
  /** Of an ending that was refused. */
  refusal: string | undefined;
  onEndOthers: () => void;
}

/** Where the reader is logged in. */
export function SessionsView({ refusal, onEndOthers, ...table }: SessionsViewProps) {
  const others = table.sessions?.filter(({ current }) => !current).length ?? 0;
  return (
    <Page title="Where you are logged in" lead="If you do not know one of these, end it and change your password." tools={others > 0 && <Button kind="quiet-danger" disabled={table.ending !== undefined} onClick={onEndOthers}>End all others</Button>}>
      {refusal && <ErrorNote sentence={refusal} />}
      <SessionsTable {...table} />
    </Page>
  );
}
