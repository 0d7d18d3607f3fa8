import { memo, useId, useRef } from "react";
import { Avatar } from "./Avatar";
import { bytesWord, kindWord } from "./bytes";
import { Button, IconButton } from "./controls";
import { Icon, type IconName } from "./Icon";
import { clock, fullTime } from "./times";
import "./FileCard.css";

export type FileCardState = "new" | "offered" | "acknowledged" | "accepted" | "active" | "complete" | "rejected" | "cancelled" | "error";
export type FilePersonStatus = "pending" | "active" | "complete" | "rejected" | "cancelled" | "error";

export interface FilePerson { contactId: number; name: string; status: FilePersonStatus; progress: number }

/** A file as the conversation shows it. */
export interface FileItem {
  key: string;
  /** Milliseconds since 1970. */
  time: number;
  name: string;
  size: number;
  type: string;
  own: boolean;
  senderId: number;
  senderName: string;
  state: FileCardState;
  /** Own: how much is at the server. Else: how much is here. From 0 to 100. */
  progress: number;
  people: readonly FilePerson[];
  /** Why it ended, where there is more to say. */
  reason: string | undefined;
  /** The rest cannot be sent unless the file is picked again. */
  needsSource: boolean;
  /** The address of a picture of it. */
  preview: string | undefined;
  /** Where it can be saved from, once it is here. */
  download: string | undefined;
}

export interface FileActions {
  onAccept: (key: string) => void;
  onDecline: (key: string) => void;
  onCancel: (key: string) => void;
  onDismiss: (key: string) => void;
  onPickAgain: (key: string, file: File) => void;
}

export interface FileCardProps extends FileActions {
  file: FileItem;
  showNames: boolean;
}

/** So many people are shown at once; the rest unfolds. */
const peopleShown = 4;

export const FileCard = memo(function FileCard({ file, showNames, ...actions }: FileCardProps) {
  const { own, name, size, senderName, senderId, time, preview } = file;
  const title = useId();
  const names = showNames && !own;
  return (
    <div className={`message message-first message-last${own ? " message-own" : ""}`}>
      {names && <span className="message-face"><Avatar name={senderName} seed={senderId} size="s" /></span>}
      <div className="message-body">
        {names && <p className="message-author">{senderName}</p>}
        <section className={`file file-${file.state}`} role="group" aria-labelledby={title} aria-label={undefined}>
          {preview && <img className="file-preview" src={preview} alt={`Preview of ${name}`} />}
          <div className="file-head">
            <span className="file-kind" aria-hidden="true"><Icon name="file" size={22} /></span>
            <p className="file-title" id={title}>
              <span className="hidden-visually">{own ? "Your file" : `File from ${senderName}`}: </span>
              <bdi className="file-name" title={name}>{name}</bdi>
              <span className="file-facts">{bytesWord(size)} · {kindWord(name)} · <time dateTime={new Date(time).toISOString()} title={fullTime(time)}>{clock(time)}</time></span>
            </p>
            <Corner file={file} {...actions} />
          </div>
          {own ? <Sent file={file} {...actions} /> : <Received file={file} {...actions} />}
        </section>
      </div>
    </div>
  );
});

type PartProps = FileActions & { file: FileItem };

const over: readonly FileCardState[] = ["complete", "rejected", "cancelled", "error"];

function Corner({ file, onCancel, onDismiss }: PartProps) {
  if (over.includes(file.state)) return <IconButton icon="close" label={`Take ${file.name} off the list`} onClick={() => onDismiss(file.key)} />;
  if (file.own || file.state !== "acknowledged") return <IconButton icon="close" label={file.own ? `Take ${file.name} back` : `Stop receiving ${file.name}`} onClick={() => onCancel(file.key)} />;
  return null;
}

function Received({ file, onAccept, onDecline }: PartProps) {
  const { key, name, state, progress, reason, download } = file;
  switch (state) {
    case "acknowledged":
      return (
        <div className="file-choices">
          <Button kind="primary" small icon="download" onClick={() => onAccept(key)} aria-label={`Accept ${name}`}>Accept</Button>
          <Button kind="quiet" small onClick={() => onDecline(key)} aria-label={`Decline ${name}`}>Decline</Button>
        </div>
      );
    case "accepted": return <Progress label={`Receiving ${name}`} value={undefined} words="Waiting for the sender…" />;
    case "active": return <Progress label={`Receiving ${name}`} value={progress} words={`Receiving, ${progress} %`} />;
    case "complete":
      return (
        <div className="file-choices">
          {download && <a className="button button-primary button-small" href={download} download={name} aria-label={`Save ${name}`}><Icon name="download" size={18} />Save</a>}
          <Word icon="check" kind="good">Received, complete and unchanged</Word>
        </div>
      );
    case "rejected": return <Word icon="close">You declined this file</Word>;
    case "cancelled": return <Word icon="close">{reason ?? "You stopped receiving this file"}</Word>;
    default: return <Word icon="warn" kind="bad">{reason ?? "The file could not be received."}</Word>;
  }
}

function Sent({ file, onPickAgain }: PartProps) {
  const { key, name, state, progress, reason, needsSource, people } = file;
  const picker = useRef<HTMLInputElement>(null);
  const uploading = !over.includes(state) && progress < 100;
  return (
    <>
      {state === "new" && <Word icon="file">Being offered…</Word>}
      {state === "error" && <Word icon="warn" kind="bad">{reason ?? "The file could not be sent."}</Word>}
      {state === "cancelled" && <Word icon="close">{people.length > 0 && people.every(({ status }) => status === "rejected") ? "Nobody wanted this file" : "You took this file back"}</Word>}
      {needsSource && (
        <div className="file-again">
          <p>The page was reloaded while this file was being sent. Pick it again to send the rest.</p>
          <Button small icon="attach" onClick={() => picker.current?.click()} aria-label={`Pick it again: ${name}`}>Pick it again</Button>
          <input ref={picker} type="file" hidden tabIndex={-1} aria-label={`Pick ${name} again`} onChange={(event) => {
            const [again] = event.target.files ?? [];
            event.target.value = "";
            if (again) onPickAgain(key, again);
          }} />
        </div>
      )}
      {uploading && state !== "new" && !needsSource && <Progress label={`Sending ${name}`} value={progress} words={`Uploading, ${progress} %`} />}
      {people.length > 0 && <People people={people} />}
    </>
  );
}

function People({ people }: { people: readonly FilePerson[] }) {
  const row = (person: FilePerson) => (
    <li key={person.contactId} className="file-person">
      <Avatar name={person.name} seed={person.contactId} size="s" />
      <span className="file-person-name">{person.name}</span>
      <PersonWord person={person} />
    </li>
  );
  const rest = people.length > peopleShown ? people.slice(peopleShown - 1) : [];
  return (
    <>
      <ul className="file-people" aria-label="Who gets it">{people.slice(0, people.length - rest.length).map(row)}</ul>
      {rest.length > 0 && <details className="file-rest"><summary>{rest.length} more</summary><ul className="file-people" aria-label="Who else gets it">{rest.map(row)}</ul></details>}
    </>
  );
}

const personWords: Record<FilePersonStatus, { words: string; icon: IconName; kind?: "good" | "bad" }> = {
  pending: { words: "Not answered yet", icon: "dots" },
  active: { words: "Receiving", icon: "download" },
  complete: { words: "Received", icon: "check", kind: "good" },
  rejected: { words: "Declined", icon: "close" },
  cancelled: { words: "Taken back", icon: "close" },
  error: { words: "Failed", icon: "warn", kind: "bad" },
};

function PersonWord({ person: { status, progress } }: { person: FilePerson }) {
  const { words, icon, kind } = personWords[status];
  return <span className={`file-person-word${kind ? ` file-${kind}` : ""}`}><Icon name={icon} size={16} />{status === "active" ? `Receiving, ${progress} %` : words}</span>;
}

/** `value` undefined: it has not begun. */
function Progress({ label, value, words }: { label: string; value: number | undefined; words: string }) {
  return (
    <div className="file-moving">
      <div className="file-bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={value} aria-valuetext={words}>
        <span style={{ width: `${value ?? 0}%` }} />
      </div>
      <span className="file-words">{words}</span>
    </div>
  );
}

function Word({ icon, kind, children }: { icon: IconName; kind?: "good" | "bad"; children: string }) {
  return <p className={`file-word${kind ? ` file-${kind}` : ""}`}><Icon name={icon} size={16} />{children}</p>;
}
