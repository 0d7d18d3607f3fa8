import { ChatError, toChatError } from "../base/chat_error.js";
import type { Environment } from "../base/environment.js";
import type { ChatFile } from "../files/chat_file.js";
import type { FileView } from "../files/file_view.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import { fire } from "./api_class.js";
import { File, writeFile, writeRefusedFile, type FileRoom } from "./file.js";
import type { Turns } from "./turns.js";

type FileCallback = (file: File) => unknown;

interface Entry {
  chatFile: ChatFile;
  file: File;
  /** What sendFile was given. */
  sent: unknown;
  others: readonly number[];
}

export interface FileControlDeps {
  turns: Turns;
  environment: Pick<Environment, "files">;
  /** All files that the client knows. */
  files(): readonly ChatFile[];
  /** The page's object for a room; undefined: the page does not see it. */
  room(roomId: number): FileRoom | undefined;
  report(error: unknown): void;
}

/** Files as pages see them: makes a File for what is sent here and, once the feature is enabled, for what is offered. */
export class FileControl {
  private entries = new WeakMap<ChatFile, Entry>();
  private callback: FileCallback | undefined;
  /** Which files the callback was given. */
  private told = new WeakSet<File>();

  constructor(private readonly deps: FileControlDeps) {}

  enable(callback: (object: unknown) => unknown): void {
    if (callback !== this.callback) this.told = new WeakSet();
    this.callback = callback;
    this.deps.turns.add(() => {
      for (const chatFile of this.deps.files()) this.receive(chatFile, chatFile.view.get());
    });
  }

  /** Nobody is logged in any more. */
  disable(): void {
    this.callback = undefined;
  }

  /** room.sendFile(): never throws, what is wrong is told by the File. */
  send(room: FileRoom, chatRoom: ChatRoom, sent: unknown, others: readonly number[]): File {
    try {
      if (!this.deps.environment.files) throw new ChatError("feature_unavailable", "Files need fetch and Blob, and there are none here.");
      const chatFile = chatRoom.sendFile(sent as Blob);
      const entry = { chatFile, file: new File(chatFile, room), sent, others };
      this.entries.set(chatFile, entry);
      writeFile(entry.file, chatFile.view.get(), sent, others);
      this.announce(entry.file);
      return entry.file;
    } catch (error) {
      const file = new File(undefined, room);
      writeRefusedFile(file, sent, others, toChatError(error));
      this.announce(file);
      return file;
    }
  }

  /** In its turn. */
  onAppeared(chatFile: ChatFile, view: FileView): void {
    if (this.callback) this.receive(chatFile, view);
  }

  /** In its turn. */
  onChanged(chatFile: ChatFile, view: FileView): void {
    const entry = this.entries.get(chatFile);
    if (!entry) return;
    if (writeFile(entry.file, view, entry.sent, entry.others)) fire(entry.file, "update", this.deps.report);
  }

  /** Another server, or nobody: what was known is told no more. */
  clear(): void {
    this.entries = new WeakMap();
  }

  private receive(chatFile: ChatFile, view: FileView): void {
    const { report } = this.deps;
    if (view.party !== "receive") return;
    if (chatFile.hasEnded) return;
    const held = this.entries.get(chatFile);
    if (held) return this.tellCallback(held.file);
    const room = this.deps.room(view.roomId);
    if (!room) return;
    const file = new File(chatFile, room);
    this.entries.set(chatFile, { chatFile, file, sent: undefined, others: [] });
    writeFile(file, view, undefined, []);
    fire(file, "new", report);
    this.tellCallback(file);
    this.deps.turns.add(() => fire(file, "update", report));
  }

  private tellCallback(file: File): void {
    const { callback } = this;
    if (!callback || this.told.has(file)) return;
    this.told.add(file);
    try {
      callback(file);
    } catch (error) {
      this.deps.report(error);
    }
  }

  private announce(file: File): void {
    const { turns, report } = this.deps;
    turns.add(() => {
      fire(file, "new", report);
      turns.add(() => fire(file, "update", report));
    });
  }
}
