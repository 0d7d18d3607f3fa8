/** Fields that only the pages of account and administration need. */
import { useId } from "react";
import { Button } from "../controls";
import { officeIcons } from "./icons";

export interface SelectFieldProps<V extends string | number> {
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  onChange: (value: V) => void;
  hint?: string;
  disabled?: boolean;
  /** Beside others in one line: the label is for readers, the options say it all. */
  inline?: boolean;
}

export function SelectField<V extends string | number>({ label, value, options, onChange, hint, disabled, inline }: SelectFieldProps<V>) {
  const id = useId();
  return (
    <div className={inline ? "field field-inline" : "field"}>
      <label className={inline ? "hidden-visually" : "field-label"} htmlFor={id}>{label}</label>
      <select id={id} className="input select-box" value={String(value)} disabled={disabled} aria-describedby={hint ? `${id}-words` : undefined}
        onChange={(event) => onChange(options[event.target.selectedIndex]![0])}>
        {options.map(([each, words]) => <option key={each} value={String(each)}>{words}</option>)}
      </select>
      {hint && <span id={`${id}-words`} className="field-hint">{hint}</span>}
    </div>
  );
}

export function TextArea({ label, value, onChange, hint, rows = 6 }: { label: string; value: string; onChange: (value: string) => void; hint?: string; rows?: number }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <textarea id={id} className="input text-area" rows={rows} value={value} spellCheck={false} onChange={(event) => onChange(event.target.value)} aria-describedby={hint ? `${id}-words` : undefined} />
      {hint && <span id={`${id}-words`} className="field-hint">{hint}</span>}
    </div>
  );
}

export interface ChecksProps<V extends string> {
  label: string;
  options: readonly (readonly [V, string, string?])[];
  chosen: readonly V[];
  onChange: (chosen: V[]) => void;
}

/** Several of a few. */
export function Checks<V extends string>({ label, options, chosen, onChange }: ChecksProps<V>) {
  const id = useId();
  return (
    <fieldset className="checks">
      <legend className="field-label">{label}</legend>
      {options.map(([value, words, hint]) => (
        <div key={value} className="check-row">
          <input id={`${id}-${value}`} className="check" type="checkbox" checked={chosen.includes(value)} aria-describedby={hint ? `${id}-${value}-words` : undefined}
            onChange={(event) => onChange(options.map(([each]) => each).filter((each) => (each === value ? event.target.checked : chosen.includes(each))))} />
          <label htmlFor={`${id}-${value}`}><span className="switch-title">{words}</span></label>
          {hint && <span className="field-hint" id={`${id}-${value}-words`}>{hint}</span>}
        </div>
      ))}
    </fieldset>
  );
}

/** Something secret that is shown this once, with a way to take it along. */
export function CopyField({ label, value, copied, onCopy }: { label: string; value: string; copied: boolean; onCopy: () => void }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <div className="copy-row">
        <input id={id} className="input copy-value" readOnly value={value} onFocus={(event) => event.target.select()} />
        <Button icon={copied ? "check" : officeIcons.copy} onClick={onCopy} aria-label={copied ? `${label} copied` : `Copy ${label.toLowerCase()}`}>{copied ? "Copied" : "Copy"}</Button>
      </div>
    </div>
  );
}
