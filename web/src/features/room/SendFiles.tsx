import { useRef } from "react";
import { late } from "../../ui/Late";
import type { ChosenFile } from "../../ui/SendFilesDialog";

const SendFilesDialog = late("over", () => import("../../ui/lateViews").then((part) => part.SendFilesDialog));

export interface SendFilesProps {
  room: string;
  files: readonly ChosenFile[];
  onRemove: (key: string) => void;
  onMore: (files: File[]) => void;
  onSend: () => void;
  onClose: () => void;
}

/** The dialog, and what picks more files for it. */
export function SendFiles({ room, files, onRemove, onMore, onSend, onClose }: SendFilesProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <SendFilesDialog room={room} files={files} onRemove={onRemove} onMore={() => picker.current?.click()} onSend={onSend} onClose={onClose} />
      <input ref={picker} type="file" multiple hidden tabIndex={-1} aria-label="More files to send" onChange={(event) => {
        const more = [...(event.target.files ?? [])];
        event.target.value = "";
        if (more.length > 0) onMore(more);
      }} />
    </>
  );
}
