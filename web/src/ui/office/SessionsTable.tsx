import { Button } from "../controls";
import { dayAndTime } from "../times";
import { DataTable, type ListState } from "./DataTable";
import { Tag, Time } from "./Tag";

/** A login, or what a device keeps to stay logged in. */
export interface SessionItem { sessionId: number; loginToken: boolean; subid: string; createdMs: number; expiresMs: number; current: boolean }

export interface SessionsTableProps extends ListState {
  sessions: readonly SessionItem[] | undefined;
  nobody: string;
  onEnd: (sessionId: number) => void;
  /** One that is being ended. */
  ending: number | undefined;
}

export function SessionsTable({ sessions, nobody, onEnd, ending, ...list }: SessionsTableProps) {
  return (
    <DataTable label="Sessions" rows={sessions} keyOf={({ sessionId }) => sessionId} {...list} empty={<p className="nothing">{nobody}</p>}
      columns={[
        { head: "Session", kind: "main", cell: ({ loginToken, subid, current }) => (
          <>
            <span className="cell-title">{loginToken ? "Stays logged in" : "Logged in"} {current && <Tag tone="good">This one</Tag>}</span>
            <span className="cell-more">{loginToken ? "Kept by a device that logs in by itself" : subid ? `A part of a browser, called “${subid}”` : "A browser or a program"}</span>
          </>
        ) },
        { head: "Since", cell: ({ createdMs }) => <Time ms={createdMs} words={dayAndTime} /> },
        { head: "Until", cell: ({ expiresMs }) => <Time ms={expiresMs} words={dayAndTime} none="Until it is ended" /> },
        { head: "Actions", kind: "actions", cell: ({ sessionId, createdMs, current }) => !current && <Button small kind="quiet-danger" disabled={ending !== undefined} onClick={() => onEnd(sessionId)} aria-label={`${ending === sessionId ? "Ending…" : "End"} the session of ${dayAndTime(createdMs)}`}>{ending === sessionId ? "Ending…" : "End"}</Button> },
      ]} />
  );
}
