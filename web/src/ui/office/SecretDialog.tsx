import { Button } from "../controls";
import { Dialog } from "../Dialog";
import { CopyField } from "./fields";

export interface SecretDialogProps {
  title: string;
  words: string;
  label: string;
  value: string;
  copied: boolean;
  onCopy: () => void;
  onClose: () => void;
}

/** A secret that is shown this once. */
export function SecretDialog({ title, words, label, value, copied, onCopy, onClose }: SecretDialogProps) {
  return (
    <Dialog title={title} wide onClose={onClose} footer={<Button kind="primary" onClick={onClose}>Done</Button>}>
      <p>{words}</p>
      <CopyField label={label} value={value} copied={copied} onCopy={onCopy} />
    </Dialog>
  );
}
