import type { ReactNode } from "react";
import { Button, ErrorNote, Spinner } from "../controls";

export interface Column<T> {
  head: string;
  cell: (row: T) => ReactNode;
  /** `main`: what the row is called; `number`: lines up at the end; `actions`: buttons, its heading is for readers only. */
  kind?: "main" | "number" | "actions";
}

/** How far a list of pages has come. */
export interface ListState {
  more: boolean;
  busy: boolean;
  error: string | undefined;
  onMore: () => void;
}

export interface DataTableProps<T> extends ListState {
  label: string;
  columns: readonly Column<T>[];
  /** undefined: nothing has come yet. */
  rows: readonly T[] | undefined;
  keyOf: (row: T) => string | number;
  /** What is said where there is nothing. */
  empty: ReactNode;
}

/** A table with its states; on a phone every row is a card. The roles are said because cards take them from a table otherwise. */
export function DataTable<T>({ label, columns, rows, keyOf, empty, more, busy, error, onMore }: DataTableProps<T>) {
  const retry = error !== undefined && <div className="table-fault"><ErrorNote sentence={error} /><Button small icon="retry" onClick={onMore} disabled={busy}>Try again</Button></div>;
  if (!rows) return retry || <div className="list-wait"><Spinner label={`Loading ${label.toLowerCase()}`} /></div>;
  return (
    <div className="table-frame" aria-busy={busy}>
      {rows.length === 0 && !more && !error && <div className="table-empty">{empty}</div>}
      {rows.length > 0 && (
        <table className="table" role="table" aria-label={label}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(({ head, kind }) => <th key={head} role="columnheader" scope="col" className={kind && `cell-${kind}`}>{kind === "actions" ? <span className="hidden-visually">{head}</span> : head}</th>)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={keyOf(row)} role="row">
                {columns.map(({ head, cell, kind }) => <td key={head} role="cell" data-head={head} className={kind && `cell-${kind}`}>{inFrame(cell(row))}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {retry}
      {more && !error && (busy ? <div className="table-more"><Spinner label={`Loading more ${label.toLowerCase()}`} /></div> : <div className="table-more"><Button small onClick={onMore}>More</Button></div>)}
    </div>
  );
}

/** One box beside the heading of a card's line; nothing stays nothing, so that no empty line stands there. */
function inFrame(content: ReactNode) {
  return content === null || content === undefined || content === "" || content === false ? null : <div>{content}</div>;
}
