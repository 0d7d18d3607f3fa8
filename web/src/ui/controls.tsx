/** The small controls every view is made of. All state is in their props. */
import { useId, type ButtonHTMLAttributes, type ReactNode, type Ref } from "react";
import { Icon, type IconName } from "./Icon";
import "./controls.css";

type ButtonKind = "plain" | "primary" | "danger" | "quiet" | "quiet-danger";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  icon?: IconName | undefined;
  small?: boolean;
  wide?: boolean;
}

export function Button({ kind = "plain", icon, small, wide, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={`button button-${kind}${small ? " button-small" : ""}${wide ? " button-wide" : ""}`} {...rest}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** Its accessible name, also shown as a tip. */
  label: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, children, type = "button", ...rest }: IconButtonProps) {
  return (
    <button type={type} className="icon-button" aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
      {children}
    </button>
  );
}

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "password";
  hint?: string | undefined;
  error?: string | undefined;
  autoComplete?: string;
  autoFocus?: boolean;
  required?: boolean;
  disabled?: boolean;
  maxLength?: number;
  name?: string;
  /** Login names: no capitals put in by a phone's keyboard. */
  plain?: boolean;
}

export function TextField({ label, value, onChange, type = "text", hint, error, plain, ...rest }: TextFieldProps) {
  const id = useId();
  const words = error ?? hint;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <input id={id} className="input" type={type} value={value} onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined} aria-describedby={words ? `${id}-words` : undefined}
        {...(plain ? { autoCapitalize: "none", spellCheck: false } : {})} {...rest} />
      {words && <span id={`${id}-words`} className={error ? "field-error" : "field-hint"}>{words}</span>}
    </div>
  );
}

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void;
  autoFocus?: boolean;
}

export function SearchField({ label, value, onChange, onKeyDown, autoFocus }: SearchFieldProps) {
  return (
    <label className="search">
      <span className="hidden-visually">{label}</span>
      <Icon name="search" size={18} />
      <input className="input" type="search" placeholder={label} value={value} autoFocus={autoFocus} autoComplete="off"
        onChange={(event) => onChange(event.target.value)} onKeyDown={onKeyDown} />
    </label>
  );
}

export interface SwitchRowProps {
  title: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

export function SwitchRow({ title, hint, checked, onChange, disabled }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="switch-row">
      <label className="switch-words" htmlFor={id}>
        <span className="switch-title">{title}</span>
        <span className="field-hint" id={`${id}-hint`}>{hint}</span>
      </label>
      <input id={id} className="switch" type="checkbox" role="switch" checked={checked} disabled={disabled}
        aria-label={title} aria-describedby={`${id}-hint`} onChange={(event) => onChange(event.target.checked)} />
    </div>
  );
}

/** A refusal or failure, in the server's sentence. Read out when it appears. */
export function ErrorNote({ sentence }: { sentence: string }) {
  return (
    <div className="note note-error" role="alert">
      <Icon name="warn" size={18} />
      <span>{sentence}</span>
    </div>
  );
}

export function Spinner({ label }: { label: string }) {
  return <span className="spinner" role="status" aria-label={label} />;
}

/** The number of unread messages; more than 99 is "99+". */
export function UnreadBadge({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <span className="badge">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="hidden-visually">{count} unread</span>
    </span>
  );
}

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-mark"><Icon name={icon} size={26} /></span>
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
