import { createHash } from "node:crypto";
import type { BytesAnswer, BytesRequest } from "../../src/base/environment.js";
import { decode, type FileReceiver, type FileState, type FileTransfer, type Init } from "../../src/wire/index.js";
import { BOB, ME, type WirePeer } from "./wire_peer.js";
import { reactions, type World } from "./world.js";

export const CHUNK = 4;
export const textBlob = (text: string, type = "text/plain"): Blob => new Blob([text], { type });
export const namedFile = (name: string, text: string, type = "text/plain"): Blob => Object.assign(textBlob(text, type), { name });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));

/** The server's side of files, played by the test: holds what was uploaded, answers as it was told to. */
export class FilePeer {
  readonly files = new Map<number, { wire: FileTransfer; chunks: Uint8Array[] }>();
  readonly puts: number[] = [];
  readonly gets: number[] = [];
  /** Instead of answering a request for a chunk; undefined: as usual. */
  onChunk: (method: string, chunk: number, attempt: number) => { status: number; code?: string; bytes?: Uint8Array<ArrayBuffer> } | undefined = () => undefined;
  refuseOffer: { code: string; sentence: string } | undefined;
  readonly byKey = new Map<string, number>();
  private lastId = 40;
  private attempts = 0;

  constructor(
    readonly world: World,
    readonly peer: WirePeer,
  ) {
    peer.features = ["file", "cmd"];
    world.files = {
      request: (request) => this.answer(request),
      sha256: async (bytes) => sha256(bytes),
      join: (pieces, type) => new Blob([...pieces], { type }),
    };
    for (const kind of ["rejectFile", "finishFile", "setFeatures", "answerCommand"] as const) peer.answer(kind, () => ({ case: "done", value: {} }));
    peer.answer("acceptFile", ({ fileId }) => {
      this.change(fileId, (wire) => this.receiver(wire, ME, { state: "file_accepted" }));
      return { case: "done", value: {} };
    });
    peer.answer("cancelFile", ({ fileId }) => {
      this.change(fileId, { state: "file_withdrawn" });
      return { case: "done", value: {} };
    });
    peer.answer("offerFile", ({ roomId, name, size, type, idempotencyKey }) => {
      const known = this.byKey.get(idempotencyKey);
      if (known) return { case: "fileOffered", value: { file: this.wire(known) } };
      if (this.refuseOffer) return { case: "error", value: this.refuseOffer as never };
      const wire = this.make({ roomId, name, size, type, senderId: ME, senderName: "Ann", receivers: [{ contactId: BOB, name: "Bob" }] });
      this.byKey.set(idempotencyKey, wire.fileId);
      this.tell(wire.fileId); // the event may come before the answer
      return { case: "fileOffered", value: { file: wire } };
    });
  }

  /** A file that Bob offers, of which the server has so many chunks. */
  offered(text: string, chunks = Infinity, more: Init<FileTransfer> = {}): number {
    const all = split(text);
    const wire = this.make({ roomId: 1, name: "plan.txt", type: "text/plain", senderId: BOB, senderName: "Bob", size: utf8(text).length, receivers: [{ contactId: ME, name: "Ann" }], ...more });
    const entry = this.files.get(wire.fileId)!;
    entry.chunks.push(...all.slice(0, chunks));
    entry.wire = { ...wire, chunks: entry.chunks.length };
    return wire.fileId;
  }

  /** More of it has come. */
  bring(fileId: number, text: string, chunks = Infinity): void {
    const entry = this.files.get(fileId)!;
    entry.chunks = split(text).slice(0, chunks);
    this.change(fileId, { chunks: entry.chunks.length });
  }

  wire(fileId: number): FileTransfer {
    return this.files.get(fileId)!.wire;
  }

  uploaded(fileId: number): string {
    return Buffer.concat(this.files.get(fileId)!.chunks).toString("utf8");
  }

  change(fileId: number, change: Partial<FileTransfer> | ((wire: FileTransfer) => Partial<FileTransfer>)): void {
    const entry = this.files.get(fileId)!;
    const changes = typeof change === "function" ? change(entry.wire) : change;
    entry.wire = { ...entry.wire, ...changes, version: entry.wire.version + 1 };
    this.tell(fileId);
  }

  /** What becomes of it for one of those it was offered to. */
  changeReceiver(fileId: number, contactId: number, change: Partial<FileReceiver>, state: FileState = this.wire(fileId).state): void {
    this.change(fileId, (wire) => ({ ...this.receiver(wire, contactId, change), state }));
  }

  tell(fileId: number): void {
    this.peer.send({ case: "fileEvent", value: { file: this.wire(fileId) } });
  }

  private receiver(wire: FileTransfer, contactId: number, change: Partial<FileReceiver>): Partial<FileTransfer> {
    return { receivers: wire.receivers.map((each) => (each.contactId === contactId ? { ...each, ...change } : each)) };
  }

  private make(more: Init<FileTransfer>): FileTransfer {
    const wire = decode("FileTransfer", { fileId: ++this.lastId, version: 1, chunkBytes: CHUNK, createdMs: 5, expiresMs: 1e12, ...more });
    this.files.set(wire.fileId, { wire, chunks: [] });
    return wire;
  }

  private async answer({ method, url, headers, body, signal }: BytesRequest): Promise<BytesAnswer> {
    await new Promise<void>((resolve) => this.world.setTimer(resolve, 1));
    const [, id, at] = /\/api\/files\/(\d+)\/chunks\/(\d+)$/.exec(url)!;
    const [fileId, chunk] = [Number(id), Number(at)];
    const entry = this.files.get(fileId);
    if (signal.aborted || !this.peer.reachable) return reply(0);
    if (headers["Authorization"] !== "Bearer bearer-1") return refusal(401, "not_logged_in");
    const instead = this.onChunk(method, chunk, ++this.attempts);
    if (instead) return instead.code ? refusal(instead.status, instead.code) : reply(instead.status, instead.bytes);
    if (!entry) return refusal(404, "not_found");
    if (method === "GET") {
      this.gets.push(chunk);
      const bytes = entry.chunks[chunk];
      return bytes ? reply(200, new Uint8Array(bytes), sha256(bytes)) : refusal(425, "chunk_not_there");
    }
    if (headers["X-Foyer-SHA256"] !== sha256(body!) || chunk > entry.chunks.length) return refusal(400, "bad_chunk");
    if (entry.chunks[chunk] && sha256(entry.chunks[chunk]!) !== sha256(body!)) return refusal(400, "bad_chunk");
    this.puts.push(chunk);
    entry.chunks[chunk] = body!;
    entry.wire = { ...entry.wire, chunks: entry.chunks.length };
    return reply(200, utf8(JSON.stringify({ fileId, chunks: entry.chunks.length })));
  }
}

function split(text: string): Uint8Array[] {
  const bytes = utf8(text);
  return Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, i) => bytes.slice(i * CHUNK, (i + 1) * CHUNK));
}

function reply(status: number, bytes: Uint8Array<ArrayBuffer> = new Uint8Array(), hash?: string): BytesAnswer {
  return { status, bytes, field: (name) => (name === "X-Foyer-SHA256" ? hash : undefined) };
}

const refusal = (status: number, code: string) => reply(status, utf8(JSON.stringify({ error: { code } })));

/** Moves time on until it is so; blobs are read by the platform, outside of virtual time. */
export async function passUntil(world: World, condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 3000; i += 1) {
    if (condition()) return;
    await world.pass(20);
    for (let j = 0; j < 5; j += 1) await reactions();
  }
  throw new Error(`not reached: ${what}`);
}
