import { Api, giveListeners, writeData } from "./api_class.js";

/** Contract 6. */
export type FileState = "new" | "offered" | "acknowledged" | "accepted" | "active" | "complete" | "rejected" | "cancelled" | "error";

export interface FileProgress {
  progress: number;
  status: "pending" | "active" | "complete" | "rejected" | "cancelled" | "error";
}

/** A file on its way between members. Where the server offers no files, it comes in the terminal state `error`. */
export class File extends Api {
  declare readonly state: FileState;
  declare readonly party: "send" | "receive";
  declare readonly label: string;
  declare readonly size: number;
  declare readonly type: string;
  /** Receiver: a Blob, once complete. */
  declare readonly file: unknown;
  /** By the contact ID of the other side. */
  declare readonly progress: Readonly<Record<number, FileProgress>>;

  /** @internal */
  constructor(data: unknown, state: FileState, progress: Readonly<Record<number, FileProgress>>) {
    super();
    const { name, size, type } = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
    const label = typeof name === "string" ? name : "file";
    writeData(this, { state, party: "send", label, size: Number(size) || 0, type: String(type ?? ""), file: data, progress });
  }

  accept(): void {}
  reject(): void {}
  cancel(): void {}
}

giveListeners(File, "File", { instance: ["update"], class: ["new", "update"] });
