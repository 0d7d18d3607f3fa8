import { bytesWord, kindWord } from "./bytes";
import { Button, IconButton } from "./controls";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import "./SendFilesDialog.css";

export interface ChosenFile { key: string; name: string; size: number; preview: string | undefined }

export interface SendFilesDialogProps {
  /** To whom: the label of the room. */
  room: string;
  files: readonly ChosenFile[];
  onRemove: (key: string) => void;
  onMore: () => void;
  onSend: () => void;
  onClose: () => void;
}

/** What was chosen, dropped or pasted, to be looked at before everybody in the room is offered it. */
export function SendFilesDialog({ room, files, onRemove, onMore, onSend, onClose }: SendFilesDialogProps) {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const [only] = files.length === 1 ? files : [];
  return (
    <Dialog title={files.length === 1 ? "Send this file?" : `Send ${files.length} files?`} onClose={onClose} onSubmit={onSend}
      footer={<><Button onClick={onMore} icon="plus">Add more</Button><Button kind="primary" type="submit" icon="send" data-first-stop>Send</Button></>}>
      <p className="field-hint">Everybody in “{room}” is asked whether to take {only ? "it" : `them (${bytesWord(total)})`}. The server keeps {only ? "it" : "them"} until all have answered.</p>
      {only?.preview && <img className="chosen-large" src={only.preview} alt={`Preview of ${only.name}`} />}
      <ul className="chosen" aria-label="Chosen files">
        {files.map((file) => (
          <li key={file.key} className="chosen-file">
            {file.preview && !only ? <img className="chosen-preview" src={file.preview} alt="" /> : <span className="chosen-preview"><Icon name="file" /></span>}
            <span className="chosen-words"><bdi className="chosen-name" title={file.name}>{file.name}</bdi><span className="field-hint">{bytesWord(file.size)} · {kindWord(file.name)}</span></span>
            <IconButton icon="close" label={`Do not send ${file.name}`} onClick={() => onRemove(file.key)} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
