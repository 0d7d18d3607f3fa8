import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { Icon } from "./Icon";
import "./DropZone.css";

export interface DropZoneProps {
  /** What happens to what is dropped: "Send to Ann". Left out: nothing may be dropped. */
  label: string | undefined;
  onFiles: (files: File[]) => void;
  /** A folder was dropped. */
  onFolder: () => void;
  children: ReactNode;
}

/** Takes files that are dragged over it. For those who do not drag there is the button beside where one writes. */
export function DropZone({ label, onFiles, onFolder, children }: DropZoneProps) {
  // Every element below tells of its own coming and going: only the last one that goes counts.
  const inside = useRef(0);
  const [over, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => label !== undefined && event.dataTransfer.types.includes("Files");
  const leave = () => {
    inside.current = 0;
    setOver(false);
  };
  return (
    <div className="drop-zone"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        inside.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      }}
      onDragLeave={() => {
        inside.current -= 1;
        if (inside.current <= 0) leave();
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        leave();
        const { files, folders } = sort(event.dataTransfer);
        if (folders) onFolder();
        if (files.length > 0) onFiles(files);
      }}>
      {children}
      {over && <div className="drop-here"><span><Icon name="attach" size={26} />{label}</span></div>}
    </div>
  );
}

/** A folder looks like a file that cannot be read. */
function sort(transfer: DataTransfer): { files: File[]; folders: boolean } {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  if (items.length === 0) return { files: [...transfer.files], folders: false };
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry?.()?.isDirectory === true;
  return { files: items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []), folders: items.some(isFolder) };
}
