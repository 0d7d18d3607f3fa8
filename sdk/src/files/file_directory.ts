import { toChatError } from "../base/chat_error.js";
import type { Environment, FilePlatform } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import { Cell, type Store } from "../base/store.js";
import type { Requests } from "../requests/requests.js";
import type { FileOffered, FileTransfer } from "../wire/index.js";
import { ChatFile, type ChatFileDeps, type FileDraft } from "./chat_file.js";
import { ChunkCalls } from "./chunk_calls.js";
import { Lanes } from "./lanes.js";
import { RememberedFiles } from "./remembered_files.js";

/** Chunks on their way at a time: browsers open six connections to one server, and others need some of them. */
const UPLOADS = 2;
const DOWNLOADS = 3;
/** Files that have ended and are still shown; the oldest then make way, and their bytes with them. */
const MAX_ENDED = 200;

export type FileChange =
  | { readonly type: "fileAppeared"; readonly file: ChatFile }
  | { readonly type: "fileChanged"; readonly file: ChatFile };

export interface FileDirectoryDeps {
  requests: Pick<Requests, "ask" | "tell">;
  environment: Environment;
  logger: Logger;
  /** Names this server among others in the stores. */
  host: string;
  token(): string;
  subid(): string;
  selfId(): number;
  onChange(change: FileChange): void;
}

/** All files that this client sends or may receive, kept by snapshots and events. */
export class FileDirectory {
  private readonly cell = new Cell<readonly ChatFile[]>([]);
  private readonly byId = new Map<number, ChatFile>();
  /** Offers on their way; until they are answered it is not known which of the user's own files in the feed are theirs. */
  private offering = 0;
  private readonly unclaimed = new Map<number, FileTransfer>();
  private inSnapshot: Set<number> | undefined;
  private readonly fileDeps: ChatFileDeps;
  private taken: RememberedFiles | undefined;
  private offered: RememberedFiles | undefined;

  constructor(private readonly deps: FileDirectoryDeps) {
    const { requests, environment, logger, host, token, subid } = deps;
    const platform: FilePlatform | undefined = environment.files;
    this.fileDeps = {
      tell: (body) => requests.tell(body),
      chunks: new ChunkCalls({ platform, host: () => host, token, subid }),
      uploads: new Lanes(UPLOADS),
      downloads: new Lanes(DOWNLOADS),
      environment,
      logger,
      selfId: deps.selfId,
      onChanged: (file) => this.onChanged(file),
      onAccepted: (file) => this.remembered.taken.add(file.id),
    };
  }

  /** In the order they appeared. */
  get list(): Store<readonly ChatFile[]> {
    return this.cell;
  }

  find(id: number): ChatFile | undefined {
    return this.byId.get(id);
  }

  /** Offers a file to the others in a room. What goes wrong is told by the file itself, as `error`. */
  offer(roomId: number, source: Blob, name: string, senderName: string): ChatFile {
    const draft: FileDraft = {
      key: this.deps.environment.newKey(),
      roomId,
      name,
      type: source.type,
      size: source.size,
      senderId: this.deps.selfId(),
      senderName,
      party: "send",
      source,
      offeredHere: true,
      restored: false,
    };
    const file = new ChatFile(draft, undefined, this.fileDeps);
    this.admit(file);
    void this.transmitOffer(file, draft);
    return file;
  }

  /** Forgets a file that has ended, and its bytes. */
  dismiss(file: ChatFile): void {
    if (!file.hasEnded) return;
    this.byId.delete(file.id);
    this.cell.set(this.cell.get().filter((each) => each !== file));
  }

  onSnapshot(files: readonly FileTransfer[]): void {
    this.inSnapshot ??= new Set();
    for (const wire of files) {
      this.inSnapshot.add(wire.fileId);
      const held = this.byId.get(wire.fileId);
      if (held) held.onSnapshot(wire);
      else this.onUnknown(wire);
    }
  }

  /** The last frame of the snapshot was read: what it did not name has ended. */
  onSnapshotEnd(): void {
    for (const [id, file] of this.byId) {
      if (!this.inSnapshot?.has(id) && !file.hasEnded) void this.askWhatBecame(file);
    }
    this.inSnapshot = undefined;
  }

  onFile(wire: FileTransfer): void {
    const held = this.byId.get(wire.fileId);
    if (held) held.onWire(wire);
    else this.onUnknown(wire);
  }

  onRoomEnded(roomId: number): void {
    for (const file of this.cell.get()) if (file.view.get().roomId === roomId) file.onRoomEnded();
  }

  onLost(): void {
    this.inSnapshot = undefined;
  }

  /** Another user, or another epoch of the store: nothing that is held counts. */
  clear(): void {
    for (const file of this.cell.get()) file.stop();
    this.byId.clear();
    this.unclaimed.clear();
    this.taken = this.offered = undefined;
    this.cell.set([]);
  }

  private async transmitOffer(file: ChatFile, draft: FileDraft): Promise<void> {
    this.offering += 1;
    try {
      void this.fileDeps.chunks.platform; // where files cannot be sent they are not offered
      const { file: wire } = await this.askToOffer(draft);
      const newest = this.unclaimed.get(wire.fileId) ?? wire;
      this.unclaimed.delete(wire.fileId);
      this.byId.set(wire.fileId, file);
      this.remembered.offered.add(wire.fileId);
      file.onOffered(newest.version > wire.version ? newest : wire);
    } catch (error) {
      file.onRefused(toChatError(error));
    } finally {
      this.offering -= 1;
      if (this.offering === 0) this.admitUnclaimed();
    }
  }

  /** The same offer under the same key is no second one: it answers with what has become of the first. */
  private async askWhatBecame(file: ChatFile): Promise<void> {
    const { offer } = file;
    if (!offer) return file.onMissed();
    try {
      const { file: wire } = await this.askToOffer(offer);
      if (wire.fileId === file.id) return file.onWire(wire);
      await this.fileDeps.tell({ case: "cancelFile", value: { fileId: wire.fileId } }); // the server had forgotten it long ago
      file.onMissed();
    } catch {
      file.onMissed();
    }
  }

  private askToOffer({ roomId, name, size, type, key }: FileDraft): Promise<FileOffered> {
    return this.deps.requests.ask("fileOffered", { case: "offerFile", value: { roomId, name, size, type, idempotencyKey: key } });
  }

  private onUnknown(wire: FileTransfer): void {
    const own = wire.senderId === this.deps.selfId();
    if (own && this.offering > 0) return void this.unclaimed.set(wire.fileId, wire);
    if (wire.state !== "file_open") return;
    const { taken, offered } = this.remembered;
    const draft: FileDraft = {
      key: `file-${wire.fileId}`,
      roomId: wire.roomId,
      name: wire.name,
      type: wire.type,
      size: wire.size,
      senderId: wire.senderId,
      senderName: wire.senderName,
      party: own ? "send" : "receive",
      source: undefined,
      offeredHere: offered.has(wire.fileId),
      restored: true,
    };
    const file = new ChatFile(draft, wire, this.fileDeps);
    if (file.hasEnded) return;
    this.byId.set(wire.fileId, file);
    this.admit(file);
    if (taken.has(wire.fileId)) file.accept();
  }

  private admitUnclaimed(): void {
    const waiting = [...this.unclaimed.values()];
    this.unclaimed.clear();
    for (const wire of waiting) this.onUnknown(wire);
  }

  private admit(file: ChatFile): void {
    this.makeWay();
    this.cell.set([...this.cell.get(), file]);
    this.deps.onChange({ type: "fileAppeared", file });
  }

  private makeWay(): void {
    const ended = this.cell.get().filter((file) => file.hasEnded);
    for (const file of ended.slice(0, Math.max(0, ended.length - MAX_ENDED + 1))) this.dismiss(file);
  }

  private onChanged(file: ChatFile): void {
    if (file.hasEnded) {
      this.remembered.taken.remove(file.id);
      this.remembered.offered.remove(file.id);
    }
    this.deps.onChange({ type: "fileChanged", file });
  }

  /** Of the present user. */
  private get remembered(): { taken: RememberedFiles; offered: RememberedFiles } {
    const { environment, host, selfId } = this.deps;
    const of = (what: string) => new RememberedFiles(environment.tabStore, `foyer:${host}:${what}:${selfId()}`);
    return { taken: (this.taken ??= of("files-taken")), offered: (this.offered ??= of("files-offered")) };
  }
}
