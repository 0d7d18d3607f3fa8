import { ChatError } from "../base/chat_error.js";
import { Cell } from "../base/store.js";
import type { Calls, CallsDeps } from "../calls/calls.js";
import type { ChatFile } from "../files/chat_file.js";
import type { FileDirectory, FileDirectoryDeps } from "../files/file_directory.js";
import type { CallEnded, CallEvent, FileTransfer, Welcome } from "../wire/index.js";
import type { CallsPart, FilesPart } from "./basic_client.js";

/**
 * Stands in for calls until they are there: keeps the newest that the feed has told of each. There are never more than the server
 * lets run at a time.
 */
export class UnheardCalls implements CallsPart {
  private readonly newest = new Map<string, CallEvent>();
  private inSnapshot = false;
  private welcome: Pick<Welcome, "nowMs"> | undefined;

  constructor(readonly deps: CallsDeps, private readonly onChange: () => void) {}

  get some(): boolean {
    return this.newest.size > 0;
  }

  handTo(calls: Calls): void {
    if (this.welcome) calls.onWelcome(this.welcome);
    calls.onSnapshot([...this.newest.values()]);
    if (!this.inSnapshot) calls.onSnapshotEnd();
  }

  onWelcome(welcome: Pick<Welcome, "nowMs">): void {
    this.welcome = welcome;
  }

  onEvent(event: CallEvent): void {
    for (const merged of event.call.mergedCallIds) this.newest.delete(merged);
    this.newest.set(event.call.callId, event);
    this.onChange();
  }

  onEnded({ callId }: CallEnded): void {
    this.newest.delete(callId);
    this.onChange();
  }

  onSignal(): void {} // is for who takes part

  onSnapshot(events: readonly CallEvent[]): void {
    if (!this.inSnapshot) this.newest.clear();
    this.inSnapshot = true;
    for (const event of events) this.newest.set(event.call.callId, event);
    this.onChange();
  }

  onSnapshotEnd(): void {
    this.inSnapshot = false;
  }

  onLost(): void {
    this.inSnapshot = false;
  }

  clear(): void {
    this.newest.clear();
    this.onChange();
  }
}

/** Stands in for files until they are there, as UnheardCalls does for calls. */
export class UnheardFiles implements FilesPart {
  readonly list = new Cell<readonly ChatFile[]>([]);
  private readonly newest = new Map<number, FileTransfer>();
  private inSnapshot = false;

  constructor(readonly deps: FileDirectoryDeps, private readonly onChange: () => void) {}

  get some(): boolean {
    return this.newest.size > 0;
  }

  handTo(files: FileDirectory): void {
    files.onSnapshot([...this.newest.values()]);
    if (!this.inSnapshot) files.onSnapshotEnd();
  }

  find(): undefined {
    return undefined;
  }

  offer(): never {
    throw new ChatError("unavailable", "Files are not loaded yet.");
  }

  dismiss(): void {}

  onRoomEnded(roomId: number): void {
    for (const [id, file] of this.newest) if (file.roomId === roomId) this.newest.delete(id);
    this.onChange();
  }

  onFile(file: FileTransfer): void {
    if (file.state === "file_open") this.newest.set(file.fileId, file);
    else this.newest.delete(file.fileId);
    this.onChange();
  }

  onSnapshot(files: readonly FileTransfer[]): void {
    if (!this.inSnapshot) this.newest.clear();
    this.inSnapshot = true;
    for (const file of files) this.onFile(file);
    this.onChange();
  }

  onSnapshotEnd(): void {
    this.inSnapshot = false;
  }

  onLost(): void {
    this.inSnapshot = false;
  }

  clear(): void {
    this.newest.clear();
    this.onChange();
  }
}
