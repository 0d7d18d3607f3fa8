import { Button } from "./controls";
import { Dialog } from "./Dialog";
import { namesList } from "./words";

export interface CommandDialogProps {
  /** What is asked for. */
  wish: "room" | "video";
  names: readonly string[];
  busy: boolean;
  error: string | undefined;
  onAccept: () => void;
  onReject: () => void;
}

/** A program of this person asks for something. Closing the dialog refuses it: the program is waiting for an answer. */
export function CommandDialog({ wish, names, busy, error, onAccept, onReject }: CommandDialogProps) {
  return (
    <Dialog title={wish === "video" ? "Start a video call?" : "Open a room?"} onClose={onReject}
      footer={<><Button onClick={onReject} disabled={busy}>{error === undefined ? "Refuse" : "Close"}</Button>
        {error === undefined && <Button kind="primary" icon={wish === "video" ? "camera" : "room"} onClick={onAccept} disabled={busy}>{wish === "video" ? "Start" : "Open"}</Button>}</>}>
      {error === undefined
        ? <p>One of your programs asks to {wish === "video" ? "call" : "open a room with"} <strong>{namesList(names, 6)}</strong>.</p>
        : <p role="alert">{error}</p>}
    </Dialog>
  );
}
