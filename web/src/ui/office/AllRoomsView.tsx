import { useState } from "react";
import { Button, Empty, ErrorNote, SearchField } from "../controls";
import { Dialog } from "../Dialog";
import type { Asking } from "../RoomDialogs";
import { dayAndTime } from "../times";
import { peopleCount } from "../words";
import { DataTable, type ListState } from "./DataTable";
import { SelectField } from "./fields";
import { Page } from "./Page";
import { Tag, Time } from "./Tag";
import type { CompanyOptions } from "./UsersView";

export interface AllRoomsItem {
  roomId: number;
  name: string;
  multi: boolean;
  public: boolean;
  archive: boolean;
  ended: boolean;
  companyId: number;
  members: number;
  guests: number;
  messages: number;
  createdMs: number;
  lastMessageMs: number;
}

export interface AllRoomsViewProps extends ListState {
  rooms: readonly AllRoomsItem[] | undefined;
  companies: CompanyOptions;
  companyId: number;
  onCompany: (companyId: number) => void;
  query: string;
  onQuery: (query: string) => void;
  onExport: (roomId: number) => void;
  onClose: (roomId: number) => void;
}

/** What a room is called by those who are not in it. */
export function roomName({ name, multi, roomId }: Pick<AllRoomsItem, "name" | "multi" | "roomId">): string {
  return name || (multi ? `Room ${roomId}` : `Conversation ${roomId}`);
}

export function AllRoomsView({ rooms, companies, companyId, onCompany, query, onQuery, onExport, onClose, ...list }: AllRoomsViewProps) {
  const names = new Map(companies);
  return (
    <Page title="Rooms" lead="All rooms of the server: what they are and how much is in them, not what is said there.">
      <div className="filters">
        <SearchField label="Search rooms" value={query} onChange={onQuery} />
        <SelectField label="Company" inline value={companyId} options={[[0, "All companies"], ...companies]} onChange={onCompany} />
      </div>
      <DataTable label="Rooms" rows={rooms} keyOf={({ roomId }) => roomId} {...list}
        empty={query ? <Empty icon="search" title="No room found"><p>Nothing is called “{query}”.</p></Empty> : <Empty icon="room" title="No rooms yet" />}
        columns={[
          { head: "Room", kind: "main", cell: (room) => <><span className="cell-title">{roomName(room)}</span>{roomTags(room)}</> },
          { head: "Company", cell: (room) => names.get(room.companyId) ?? "" },
          { head: "In it", cell: ({ members, guests }) => `${peopleCount(members)}${guests > 0 ? `, ${guests === 1 ? "1 guest" : `${guests} guests`}` : ""}` },
          { head: "Messages", kind: "number", cell: ({ messages }) => messages.toLocaleString() },
          { head: "Last message", cell: ({ lastMessageMs }) => <Time ms={lastMessageMs} words={dayAndTime} /> },
          { head: "Actions", kind: "actions", cell: (room) => (
            <>
              <Button small icon="download" onClick={() => onExport(room.roomId)} aria-label={`Export ${roomName(room)}`}>Export</Button>
              {!room.ended && <Button small kind="quiet-danger" onClick={() => onClose(room.roomId)} aria-label={`Close ${roomName(room)}`}>Close</Button>}
            </>
          ) },
        ]} />
    </Page>
  );
}

function roomTags(room: AllRoomsItem) {
  if (!room.ended && room.multi && !room.public && !room.archive) return null;
  return <span className="tags">{room.ended && <Tag tone="bad">Closed</Tag>}{!room.multi && <Tag>One to one</Tag>}{room.public && <Tag>Public</Tag>}{room.archive && <Tag>Archive</Tag>}</span>;
}

export type ExportFormat = "html" | "text" | "jsonl";
const formats: readonly (readonly [ExportFormat, string])[] = [["html", "Page for a browser"], ["text", "Text"], ["jsonl", "JSON Lines"]];

export interface ExportDialogProps extends Asking {
  name: string;
  /** How much has been fetched, while it is. */
  progress: { done: number; all: number } | undefined;
  onExport: (format: ExportFormat) => void;
  onClose: () => void;
}

export function ExportDialog({ name, progress, onExport, onClose, busy, error }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>("html");
  return (
    <Dialog title={`Export ${name}`} onClose={onClose} onSubmit={() => { if (!busy) onExport(format); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" icon="download" disabled={busy}>{busy ? "Exporting…" : "Export"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <p>You get everything that was written in this room, as a file. That you did so is entered in the audit log.</p>
      <fieldset className="choice" disabled={busy}>
        <legend className="field-label">As</legend>
        {formats.map(([each, words]) => (
          <label key={each} className="choice-item"><input type="radio" name="format" checked={format === each} onChange={() => setFormat(each)} />{words}</label>
        ))}
      </fieldset>
      {progress && (
        <div className="progress">
          <progress aria-label="Messages fetched" max={Math.max(1, progress.all)} value={Math.min(progress.done, progress.all)} />
          <span className="field-hint">{progress.done.toLocaleString()} of {progress.all.toLocaleString()} messages</span>
        </div>
      )}
    </Dialog>
  );
}
