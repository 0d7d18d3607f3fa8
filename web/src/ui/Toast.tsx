import { ErrorNote, IconButton } from "./controls";
import "./Toast.css";

/** A refusal that belongs to no form: stands at the lower edge until it is closed or the next one comes. */
export function Toast({ sentence, onClose }: { sentence: string; onClose: () => void }) {
  return (
    <div className="toast">
      <ErrorNote sentence={sentence} />
      <IconButton icon="close" label="Close the message" onClick={onClose} />
    </div>
  );
}
