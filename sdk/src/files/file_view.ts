import { ChatError } from "../base/chat_error.js";
import type { FileReceiverState, FileTransfer } from "../wire/index.js";

/**
 * Where a file stands for this client (contract 6). Sender: new, offered, active, complete, cancelled, error. Receiver:
 * acknowledged, accepted, active, complete, rejected, cancelled, error.
 */
export type FileStanding = "new" | "offered" | "acknowledged" | "accepted" | "active" | "complete" | "rejected" | "cancelled" | "error";
export type ReceiverStatus = "pending" | "active" | "complete" | "rejected" | "cancelled" | "error";

/** One of those a file was offered to. */
export interface FileReceiverView {
  readonly contactId: number;
  readonly name: string;
  readonly status: ReceiverStatus;
  /** How much of it he has, from 0 to 100. */
  readonly progress: number;
}

/** A file on its way, as one value. A change makes a new one. */
export interface FileView {
  /** 0 until the server knows it. */
  readonly id: number;
  readonly roomId: number;
  readonly party: "send" | "receive";
  readonly state: FileStanding;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** MIME type as the sender says; never trust it. */
  readonly type: string;
  readonly senderId: number;
  readonly senderName: string;
  /** Everybody it was offered to, the reader included. */
  readonly receivers: readonly FileReceiverView[];
  /** From 0 to 100. Sender: how much the server has. Receiver: how much is here. */
  readonly progress: number;
  /** Receiver, once complete: its bytes. Its type is only what no browser runs as a page. */
  readonly blob: Blob | undefined;
  /** Why it ended as `error` or `cancelled`, where there is more to say. */
  readonly reason: ChatError | undefined;
  /** Sender: the rest cannot be sent from here unless the file is picked again (the page was reloaded, or another client sends it). */
  readonly needsSource: boolean;
  readonly createdMs: number;
  /** When the server gives up what nobody has fetched. */
  readonly expiresMs: number;
}

/** What this client knows beside the wire. */
export interface LocalState {
  readonly party: "send" | "receive";
  /** Accepted here, not by another client of the user. */
  readonly accepted: boolean;
  /** How many chunks were fetched here, or brought to the server from here. */
  readonly moved: number;
  /** Ended here, whatever the wire says. */
  readonly ended: FileStanding | undefined;
  readonly reason: ChatError | undefined;
}

const TERMINAL: readonly FileStanding[] = ["complete", "rejected", "cancelled", "error"];

export function hasEnded(state: FileStanding): boolean {
  return TERMINAL.includes(state);
}

export function chunkCount(file: Pick<FileTransfer, "size" | "chunkBytes">): number {
  return file.chunkBytes > 0 ? Math.ceil(file.size / file.chunkBytes) : 0;
}

/** From 0 to 100, in whole steps; 100 only when all is there. */
export function percent(chunks: number, of: number): number {
  return of <= 0 ? 100 : Math.min(100, Math.floor((100 * chunks) / of));
}

export function standingOf(wire: FileTransfer | undefined, local: LocalState, selfId: number): FileStanding {
  if (local.ended) return local.ended;
  if (local.party === "send") return wire ? sendStanding(wire) : "new";
  const mine = wire?.receivers.find(({ contactId }) => contactId === selfId);
  return wire && mine ? receiveStanding(wire, mine.state, local) : "cancelled";
}

function sendStanding({ state, receivers }: FileTransfer): FileStanding {
  const some = (...states: FileReceiverState[]) => receivers.some((receiver) => states.includes(receiver.state));
  switch (state) {
    case "file_open":
      return some("file_accepted", "file_active", "file_complete") ? "active" : "offered";
    case "file_done":
      if (some("file_complete")) return "complete";
      return some("file_error") ? "error" : "cancelled";
    case "file_withdrawn":
      return "cancelled";
    case "file_expired":
    case "file_failed":
      return "error";
  }
}

/** Complete only where the bytes are: who has fetched it with another client has not got it here. */
function receiveStanding({ state }: FileTransfer, mine: FileReceiverState, { accepted, moved }: LocalState): FileStanding {
  if (mine === "file_rejected") return "rejected";
  if (mine === "file_error") return "error";
  if (mine === "file_complete" || mine === "file_cancelled" || state === "file_withdrawn") return "cancelled";
  if (state === "file_expired" || state === "file_failed") return "error";
  if (state === "file_done") return "cancelled";
  if (!accepted) return "acknowledged";
  return moved > 0 ? "active" : "accepted"; // what was begun before a reload begins anew
}

/** What the wire says of the end, as a sentence for this reader. */
export function reasonOf(wire: FileTransfer | undefined, state: FileStanding, selfId: number): ChatError | undefined {
  if (!wire || (state !== "cancelled" && state !== "error")) return undefined;
  const mine = wire.receivers.find(({ contactId }) => contactId === selfId);
  if (wire.state === "file_expired") return new ChatError("file_gone", "Nobody fetched the file in time.");
  if (wire.state === "file_failed") return new ChatError("store_failed", "The server could not keep the file.");
  if (mine?.state === "file_complete") return new ChatError("file_gone", "The file was fetched with another window or device.");
  if (mine && wire.state === "file_withdrawn") return new ChatError("file_gone", `${wire.senderName || "The sender"} has taken the file back.`);
  return undefined;
}

const STATUS: Readonly<Record<FileReceiverState, ReceiverStatus>> = {
  file_pending: "pending",
  file_accepted: "active",
  file_active: "active",
  file_complete: "complete",
  file_rejected: "rejected",
  file_cancelled: "cancelled",
  file_error: "error",
};

export function viewReceivers(wire: FileTransfer): FileReceiverView[] {
  const ended: ReceiverStatus | undefined = wire.state === "file_withdrawn" ? "cancelled" : wire.state === "file_open" || wire.state === "file_done" ? undefined : "error";
  return wire.receivers.map(({ contactId, name, state, chunks }) => {
    const status = STATUS[state];
    const open = status === "pending" || status === "active";
    const progress = status === "complete" ? 100 : Math.min(99, percent(chunks, chunkCount(wire)));
    return { contactId, name, status: open && ended ? ended : status, progress: status === "pending" ? 0 : progress };
  });
}

/** Types that browsers show without running anything in them; what a page makes of others is a download. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain|application\/(?:pdf|zip|json))$/;

export function safeType(type: string): string {
  const plain = type.split(";")[0]!.trim().toLowerCase();
  return SHOWN.test(plain) ? plain : "application/octet-stream";
}
