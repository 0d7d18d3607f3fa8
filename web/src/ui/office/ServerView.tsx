import { ErrorNote, SearchField, Spinner } from "../controls";
import { matches } from "../search";
import { useState } from "react";
import { DataTable, type ListState } from "./DataTable";
import { Page, Part } from "./Page";
import { limitWords } from "./words";

export const logLevels = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

const levelWords: Record<LogLevel, readonly [string, string]> = {
  error: ["Errors", "What a person must act on."],
  warn: ["Warnings", "Besides, what healed itself."],
  info: ["Events", "Besides, one line for each event of its life. This is usual."],
  debug: ["Everything", "For finding a fault: much is written."],
};

export interface LimitItem { name: string; value: number; unit: string; doc: string }

export interface ServerViewProps {
  level: string | undefined;
  busy: boolean;
  error: string | undefined;
  onLevel: (level: LogLevel) => void;
  limits: readonly LimitItem[] | undefined;
  list: ListState;
}

/** The words that a name of the configuration is made of: "http.body_bytes" is found by each. */
function apart(text: string): string {
  return text.replace(/[._]/gu, " ");
}

export function ServerView({ level, busy, error, onLevel, limits, list }: ServerViewProps) {
  const [query, setQuery] = useState("");
  const found = limits?.filter(({ name, doc }) => matches(apart(query), apart(name), doc));
  return (
    <Page title="Server">
      <Part title="Log" lead="How much the server writes. It holds until the server starts anew or reads its configuration again; log.level in the configuration is what stays.">
        {error && <ErrorNote sentence={error} />}
        {level === undefined ? !error && <Spinner label="Loading log level" /> : (
          <fieldset className="log-levels" disabled={busy}>
            <legend className="hidden-visually">Log level</legend>
            {logLevels.map((each) => (
              <label key={each} className="log-level">
                <input type="radio" name="level" checked={level === each} onChange={() => onLevel(each)} aria-describedby={`level-${each}`} aria-label={levelWords[each][0]} />
                <span><span className="switch-title">{levelWords[each][0]}</span><span className="field-hint" id={`level-${each}`}>{levelWords[each][1]}</span></span>
              </label>
            ))}
          </fieldset>
        )}
      </Part>
      <Part title="Limits" lead="What is bounded, and where the bounds are. They are set in the configuration.">
        <div className="filters"><SearchField label="Search limits" value={query} onChange={setQuery} /></div>
        <DataTable label="Limits" rows={found} keyOf={({ name }) => name} {...list} empty={<p className="nothing">Nothing here has “{query}” in its name.</p>}
          columns={[
            { head: "Limit", kind: "main", cell: ({ name, doc }) => <><code className="cell-title">{name}</code><span className="cell-more">{doc}</span></> },
            { head: "Is", kind: "number", cell: ({ value, unit }) => limitWords(value, unit) },
          ]} />
      </Part>
    </Page>
  );
}
