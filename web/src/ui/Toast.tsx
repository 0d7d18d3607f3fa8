import { ErrorNote, IconButton } from "./controls";
import "./Toast.css";

/** Good news that belongs to no form, with a way to where it happened. */
export function Notice({ sentence, href, action, onClose }: { sentence: string; href: string; action: string; onClose: () => void }) {
  return (
    <div className="toast toast-notice" role="status">
      <div className="note">{sentence}</div>
      <a className="button button-quiet button-small" href={href} onClick={onClose}>{action}</a>
      <IconButton icon="close" label="Close the message" onClick={onClose} />
    </div>
  );
}

/** A refusal that belongs to no form: stands at the lower edge until it is closed or the next one comes. */
export function Toast({ sentence, onClose }: { sentence: string; onClose: () => void }) {
  return (
    <div className="toast">
      <ErrorNote sentence={sentence} />
      <IconButton icon="close" label="Close the message" onClick={onClose} />
    </div>
  );
}
