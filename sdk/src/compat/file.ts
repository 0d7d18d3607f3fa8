import type { ChatError } from "../base/chat_error.js";
import type { ChatFile } from "../files/chat_file.js";
import type { FileStanding, FileView, ReceiverStatus } from "../files/file_view.js";
import { Api, giveListeners, writeData } from "./api_class.js";

/** Contract 6. */
export type FileState = FileStanding;

export interface FileProgress {
  /** From 0 to 100. */
  progress: number;
  status: ReceiverStatus;
}

/** The Room, named without naming the class: a Room knows files, too. */
export type FileRoom = Api & { readonly roomID: number; readonly label: string };

/**
 * A file on its way between members (contract 6). Sender: new, offered, active, complete, cancelled, error; receiver:
 * acknowledged, accepted, active, complete, rejected, cancelled, error.
 */
export class File extends Api {
  declare readonly state: FileState;
  declare readonly party: "send" | "receive";
  /** Its name. */
  declare readonly label: string;
  declare readonly size: number;
  /** MIME type as the sender says; never trust it. */
  declare readonly type: string;
  /** Receiver: a Blob, once complete. Sender: what is sent. */
  declare readonly file: unknown;
  /** By the contact ID of the other side. */
  declare readonly progress: Readonly<Record<number, FileProgress>>;
  /** The room it was offered in. */
  declare readonly room: FileRoom;
  /** Why it ended as `error` or `cancelled`: a sentence, and the code. Empty while there is nothing to say. */
  declare readonly reason: string;
  declare readonly code: string;
  readonly #chatFile: ChatFile | undefined;

  /** @internal */
  constructor(chatFile: ChatFile | undefined, room: FileRoom) {
    super();
    this.#chatFile = chatFile;
    writeData(this, { room });
  }

  /** Receiver: takes it. */
  accept(): void {
    this.#chatFile?.accept();
  }

  /** Receiver: does not want it. Sender: as cancel. */
  reject(): void {
    this.#chatFile?.reject();
  }

  /** Sender: takes it back. Receiver: gives it up. */
  cancel(): void {
    this.#chatFile?.cancel();
  }
}

giveListeners(File, "File", { instance: ["update"], class: ["new", "update"] });

const STATUS: Readonly<Record<FileStanding, ReceiverStatus>> = {
  new: "pending",
  offered: "pending",
  acknowledged: "pending",
  accepted: "active",
  active: "active",
  complete: "complete",
  rejected: "rejected",
  cancelled: "cancelled",
  error: "error",
};

/** `others`: to whom it is offered, as long as the server has not said. True if pages can see a change. */
export function writeFile(file: File, view: FileView, sent: unknown, others: readonly number[]): boolean {
  const visible = () => JSON.stringify(file, ["state", "label", "size", "type", "reason", "code"]) + JSON.stringify(file.progress);
  const before = visible();
  const { state, party, name, size, type, blob, reason } = view;
  const data = { state, party, label: name, size, type, progress: progressOf(view, others), file: party === "send" ? sent : (blob ?? null) };
  writeData(file, { ...data, reason: reason?.message ?? "", code: reason?.code ?? "" });
  return visible() !== before;
}

/** A file that could not even be offered. */
export function writeRefusedFile(file: File, sent: unknown, others: readonly number[], error: ChatError): void {
  const { name, size, type } = (typeof sent === "object" && sent !== null ? sent : {}) as Record<string, unknown>;
  const label = typeof name === "string" ? name : "file";
  const progress = Object.fromEntries(others.map((id) => [id, { progress: 0, status: "error" }]));
  writeData(file, { state: "error", party: "send", label, size: Number(size) || 0, type: String(type ?? ""), file: sent, progress, reason: error.message, code: error.code });
}

function progressOf({ party, state, progress, senderId, receivers }: FileView, others: readonly number[]): Record<number, FileProgress> {
  if (party === "receive") return { [senderId]: { progress, status: STATUS[state] } };
  if (receivers.length === 0) return Object.fromEntries(others.map((id) => [id, { progress: 0, status: STATUS[state] }]));
  return Object.fromEntries(receivers.map((receiver) => [receiver.contactId, { progress: receiver.progress, status: receiver.status }]));
}
