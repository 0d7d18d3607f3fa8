import { abortable, type Cancellable } from "../base/abort.js";
import { ChatError, toChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import { Cell, type Store } from "../base/store.js";
import type { RequestBody } from "../requests/requests.js";
import type { FileTransfer } from "../wire/index.js";
import type { ChunkCalls } from "./chunk_calls.js";
import { Download } from "./download.js";
import { chunkCount, hasEnded, percent, safeType, reasonOf, standingOf, viewReceivers, type FileStanding, type FileView, type LocalState } from "./file_view.js";
import type { Lanes } from "./lanes.js";
import { Upload } from "./upload.js";

/** Progress is told at most this often. */
const PROGRESS_MS = 100;
/** The feed tells why a file is gone about when a chunk of it is refused. */
const EXPLANATION_MS = 1000;

export interface ChatFileDeps {
  tell(body: RequestBody): Promise<void>;
  chunks: ChunkCalls;
  uploads: Lanes;
  downloads: Lanes;
  environment: Pick<Environment, "random" | "setTimer" | "now">;
  logger: Logger;
  selfId(): number;
  onChanged(file: ChatFile): void;
  /** The user has taken it here: a reload of the page goes on by itself. */
  onAccepted(file: ChatFile): void;
}

/** What is known of a file before the server knows it. */
export interface FileDraft {
  key: string;
  roomId: number;
  name: string;
  type: string;
  size: number;
  senderId: number;
  senderName: string;
  party: "send" | "receive";
  source: Blob | undefined;
  /** This tab has offered it, before a reload perhaps. */
  offeredHere: boolean;
  /** Known from the feed only. */
  restored: boolean;
}

/**
 * A file on its way between the members of a room, as this client sees it: sent from here, offered to the user, or sent
 * by another client of his. The bytes move by themselves, over lost connections and restarts of the server.
 */
export class ChatFile {
  /** Stable from the first moment on, before there is an id. */
  readonly key: string;
  private readonly cell: Cell<FileView>;
  private source: Blob | undefined;
  private wire: FileTransfer | undefined;
  private local: LocalState;
  private blob: Blob | undefined;
  private upload: Upload | undefined;
  private download: Download | undefined;
  private cancelSoon: (() => void) | undefined;

  /** @internal Files are made by ChatRoom.sendFile and by the feed. */
  constructor(
    private readonly draft: FileDraft,
    wire: FileTransfer | undefined,
    private readonly deps: ChatFileDeps,
  ) {
    this.key = draft.key;
    this.source = draft.source;
    this.wire = wire;
    this.local = { party: draft.party, accepted: false, moved: 0, ended: undefined, reason: undefined };
    this.cell = new Cell(this.makeView());
  }

  get view(): Store<FileView> {
    return this.cell;
  }

  get id(): number {
    return this.wire?.fileId ?? 0;
  }

  get hasEnded(): boolean {
    return hasEnded(this.cell.get().state);
  }

  /** Receiver: takes the file; it is then fetched by itself. Repeated it has no effect, nor for the sender. */
  accept(): void {
    if (this.draft.party === "send" || this.local.accepted || this.hasEnded) return;
    this.change({ accepted: true });
    this.deps.onAccepted(this);
    void this.fetch().catch((error: unknown) => this.onFailed(toChatError(error)));
  }

  /** Receiver: does not want it. For the sender the same as cancel(). */
  reject(): void {
    if (this.draft.party === "send") return this.cancel();
    this.giveUp("rejected");
  }

  /** Sender: takes it back for everybody who has not got it yet. Receiver: gives it up. */
  cancel(): void {
    if (this.draft.party === "receive") return this.giveUp(this.local.accepted ? "cancelled" : "rejected");
    if (this.hasEnded) return;
    this.end("cancelled");
    this.withdraw();
  }

  /** Sender, where the view says `needsSource`: the file picked again. It must be the same one. */
  resume(source: Blob): void {
    if (!this.cell.get().needsSource || !this.wire) return;
    if (source.size !== this.wire.size) throw new ChatError("bad_request", "This is another file: its size is not the same.");
    this.source = source;
    this.renew();
    const { chunks } = this.wire;
    void this.send(Math.max(0, chunks - 1)).catch((error: unknown) => {
      // The last chunk that is there was sent again: another file has another one.
      const isOther = toChatError(error).code === "bad_chunk" && this.local.moved === 0;
      this.onFailed(isOther ? new ChatError("bad_request", "This is another file than the one that was begun.") : toChatError(error));
    });
  }

  /** Resolves with the last view when nothing will change any more. */
  ended({ signal }: Cancellable = {}): Promise<FileView> {
    let finish = () => {};
    const waiting = new Promise<FileView>((resolve) => {
      const look = () => {
        if (!this.hasEnded) return;
        finish();
        resolve(this.cell.get());
      };
      finish = this.cell.subscribe(look);
      look();
    });
    return abortable(waiting, signal, finish);
  }

  /** @internal The server has taken the offer. */
  onOffered(wire: FileTransfer): void {
    this.wire ??= wire;
    this.onWire(wire);
    if (this.local.ended === "cancelled") return this.withdraw();
    if (!this.hasEnded) void this.send(wire.chunks).catch((error: unknown) => this.onFailed(toChatError(error)));
  }

  /** @internal The server refused the offer, or it cannot be made from here. */
  onRefused(error: ChatError): void {
    if (!this.hasEnded) this.end("error", error);
  }

  /** @internal The feed tells what has become of it. */
  onWire(wire: FileTransfer): void {
    if (this.wire && wire.version < this.wire.version) return;
    this.wire = wire;
    this.download?.onThere(wire.chunks);
    this.renew();
    if (this.hasEnded) this.stop();
  }

  /** @internal It was in a snapshot: the connection is back. */
  onSnapshot(wire: FileTransfer): void {
    this.wire = wire;
    this.renew();
    if (this.hasEnded) return this.stop();
    this.upload?.resume(wire.chunks);
    this.download?.resume(wire.chunks);
  }

  /** @internal The offer as it was made from here; undefined: by another client, or before a reload. */
  get offer(): FileDraft | undefined {
    return this.draft.party === "send" && !this.draft.restored ? this.draft : undefined;
  }

  /** @internal It has ended while the connection was away, and the server does not say how. */
  onMissed(): void {
    if (!this.wire || this.hasEnded) return;
    if (this.draft.party === "receive") return this.end("cancelled", new ChatError("file_gone"));
    const got = this.wire.receivers.some(({ state }) => state === "file_complete");
    this.end(got || this.isSent ? "complete" : "cancelled");
  }

  /** @internal The user is no longer in the room. */
  onRoomEnded(): void {
    if (!this.hasEnded) this.end("cancelled", new ChatError("room_ended", "You are no longer in this room."));
  }

  /** @internal Logged out: nothing moves any more. */
  stop(): void {
    this.upload?.stop();
    this.download?.stop();
    this.upload = this.download = undefined;
    this.source = undefined;
  }

  private get isSent(): boolean {
    return this.wire !== undefined && Math.max(this.local.moved, this.wire.chunks) >= chunkCount(this.wire);
  }

  private async send(from: number): Promise<void> {
    const { source, wire } = this;
    if (!source || !wire || this.upload) return;
    const { chunks, uploads, environment } = this.deps;
    this.upload = new Upload(source, wire.chunkBytes, {
      environment,
      put: (chunk, bytes, signal) => uploads.run(() => chunks.put(wire.fileId, chunk, bytes, signal)),
      onProgress: (count) => this.onMoved(count),
    });
    try {
      await this.upload.run(from);
    } finally {
      this.upload = undefined;
    }
    if (this.isSent) this.source = undefined;
    this.renew();
  }

  private async fetch(): Promise<void> {
    const { chunks, downloads, environment, tell } = this.deps;
    const { platform } = chunks;
    const wire = this.wire!;
    await tell({ case: "acceptFile", value: { fileId: wire.fileId } });
    if (this.hasEnded) return;
    this.download = new Download(wire, {
      environment,
      get: (chunk, length, signal) => downloads.run(() => chunks.get(wire.fileId, chunk, length, signal)),
      keep: (bytes) => platform.join([bytes], ""),
      onProgress: (count) => this.onMoved(count),
    });
    this.download.onThere(this.wire?.chunks ?? 0);
    const pieces = await this.download.run();
    this.download = undefined;
    if (!pieces || this.hasEnded) return;
    this.blob = platform.join(pieces, safeType(wire.type));
    this.end("complete");
    tell({ case: "finishFile", value: { fileId: wire.fileId } }).catch((error: unknown) => this.deps.logger.log("info", "a file that is here could not be acknowledged", { file: wire.fileId, error }));
  }

  private async onFailed(error: ChatError): Promise<void> {
    if (this.hasEnded) return;
    if (error.code === "file_gone" || error.code === "not_found") {
      await new Promise<void>((resolve) => this.deps.environment.setTimer(resolve, EXPLANATION_MS));
      if (this.hasEnded) return;
    }
    this.deps.logger.log("warn", "a file could not be transferred", { file: this.id, code: error.code });
    this.end("error", error);
    if (this.draft.party === "send") this.withdraw();
    else this.refuse(true);
  }

  private giveUp(state: FileStanding): void {
    if (this.hasEnded) return;
    this.end(state);
    this.refuse(false);
  }

  private refuse(failed: boolean): void {
    this.tellInBackground({ case: "rejectFile", value: { fileId: this.id, failed } });
  }

  private withdraw(): void {
    if (this.id) this.tellInBackground({ case: "cancelFile", value: { fileId: this.id } });
  }

  /** Idempotent, and refused only where there is nothing left to say. */
  private tellInBackground(body: RequestBody): void {
    this.deps.tell(body).catch((error: unknown) => this.deps.logger.log("info", "a file has ended already", { file: this.id, error }));
  }

  private onMoved(chunks: number): void {
    const isFirst = this.local.moved === 0;
    this.local = { ...this.local, moved: chunks };
    if (isFirst) return this.renew();
    this.cancelSoon ??= this.deps.environment.setTimer(() => {
      this.cancelSoon = undefined;
      this.renew();
    }, PROGRESS_MS);
  }

  private end(state: FileStanding, reason?: ChatError): void {
    this.change({ ended: state, reason });
    this.stop();
  }

  private change(change: Partial<LocalState>): void {
    this.local = { ...this.local, ...change };
    this.renew();
  }

  private renew(): void {
    const view = this.makeView();
    if (JSON.stringify(view) === JSON.stringify(this.cell.get()) && view.blob === this.cell.get().blob) return;
    this.cell.set(view);
    this.deps.onChanged(this);
  }

  private makeView(): FileView {
    const { wire, local, draft, blob } = this;
    const selfId = this.deps.selfId();
    const state = standingOf(wire, local, selfId);
    const here = draft.party === "send" ? Math.max(local.moved, wire?.chunks ?? 0) : local.moved;
    return {
      id: wire?.fileId ?? 0,
      roomId: draft.roomId,
      party: draft.party,
      state,
      name: wire?.name ?? draft.name,
      size: wire?.size ?? draft.size,
      type: wire?.type ?? draft.type,
      senderId: draft.senderId,
      senderName: wire?.senderName ?? draft.senderName,
      receivers: wire ? viewReceivers(wire) : [],
      progress: state === "complete" ? 100 : wire ? percent(here, chunkCount(wire)) : 0,
      blob,
      reason: local.reason ?? reasonOf(wire, state, selfId),
      needsSource: draft.party === "send" && draft.offeredHere && !this.source && !hasEnded(state) && wire !== undefined && !this.isSent,
      createdMs: wire?.createdMs ?? this.deps.environment.now(),
      expiresMs: wire?.expiresMs ?? 0,
    };
  }
}
