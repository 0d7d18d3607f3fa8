/** Files as the conversation shows them: with each person's state, the way to save them, and pictures of images. */
import type { ChatFile, Store } from "@foyer/sdk";
import type { LateClient } from "@foyer/sdk/late";
import { bytesInWords } from "../ui/bytes";
import type { FileItem } from "../ui/FileCard";
import { Cell } from "./cell";
import { derived, sameItems } from "./derived";
import { imagePreview } from "./imagePreview";

interface Addresses {
  /** A picture of it. */
  preview?: string | undefined;
  /** The file itself, to be saved. */
  download?: string | undefined;
}

/** The files of all rooms. Addresses of blobs live as long as their file is on the list. */
export class FileItems {
  private readonly addresses = new Cell<ReadonlyMap<string, Addresses>>(new Map());
  private readonly byRoom = new Map<number, Store<readonly FileItem[]>>();
  private readonly looked = new Set<string>();

  constructor(private readonly client: LateClient) {
    client.take("file");
    client.subscribe((change) => {
      if (change.type === "fileChanged") this.look(change.file);
    });
    client.files.subscribe(() => this.revokeGone());
  }

  in(roomId: number): Store<readonly FileItem[]> {
    const held = this.byRoom.get(roomId);
    if (held) return held;
    const subscribe = (listener: () => void) => {
      const ends = [
        this.client.subscribe((change) => {
          if ((change.type === "fileChanged" || change.type === "fileAppeared") && change.file.view.get().roomId === roomId) listener();
        }),
        this.client.files.subscribe(listener),
        this.addresses.subscribe(listener),
      ];
      return () => ends.forEach((end) => end());
    };
    const compute = () => this.client.files.get().filter((file) => file.view.get().roomId === roomId).map((file) => this.itemOf(file));
    const store = derived(subscribe, compute, sameItems);
    this.byRoom.set(roomId, store);
    return store;
  }

  /** A picture of what is being sent is there from the beginning. */
  keepPreview(file: ChatFile, preview: string | undefined): void {
    this.looked.add(file.key);
    if (preview) this.note(file.key, { preview });
  }

  private itemOf(file: ChatFile): FileItem {
    const { name, size, type, party, state, progress, senderId, senderName, receivers, reason, needsSource, createdMs } = file.view.get();
    const { preview, download } = this.addresses.get().get(file.key) ?? {};
    return { key: file.key, time: createdMs, name, size, type, own: party === "send", senderId, senderName, state, progress, people: receivers, reason: reason?.code === "file_too_large" || reason?.code === "quota_reached" ? bytesInWords(reason.message) : reason?.message, needsSource, preview, download };
  }

  private look(file: ChatFile): void {
    const { blob } = file.view.get();
    if (!blob || this.looked.has(file.key)) return;
    this.looked.add(file.key);
    this.note(file.key, { download: URL.createObjectURL(blob) });
    void imagePreview(blob).then((preview) => {
      if (!preview) return;
      if (this.client.files.get().includes(file)) this.note(file.key, { preview });
      else URL.revokeObjectURL(preview);
    });
  }

  private note(key: string, more: Addresses): void {
    const next = new Map(this.addresses.get());
    next.set(key, { ...next.get(key), ...more });
    this.addresses.set(next);
  }

  private revokeGone(): void {
    const keys = new Set(this.client.files.get().map((file) => file.key));
    const gone = [...this.addresses.get()].filter(([key]) => !keys.has(key));
    if (gone.length === 0) return;
    for (const [key, { preview, download }] of gone) {
      this.looked.delete(key);
      for (const address of [preview, download]) if (address) URL.revokeObjectURL(address);
    }
    this.addresses.set(new Map([...this.addresses.get()].filter(([key]) => keys.has(key))));
  }
}
