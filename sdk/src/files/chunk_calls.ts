import { ChatError } from "../base/chat_error.js";
import type { FilePlatform } from "../base/environment.js";
import { parseJson, refusal } from "../transport/http.js";
import { decode } from "../wire/index.js";

const HASH_FIELD = "X-Foyer-SHA256";

export interface ChunkCallsDeps {
  /** undefined: this platform cannot. */
  platform: FilePlatform | undefined;
  host(): string;
  /** The bearer token, where there is one; else the cookie speaks. */
  token(): string;
  subid(): string;
}

/** The bytes of files over HTTP (schema/http.proto), chunk by chunk, each with its hash. */
export class ChunkCalls {
  constructor(private readonly deps: ChunkCallsDeps) {}

  get platform(): FilePlatform {
    if (!this.deps.platform) throw new ChatError("feature_unavailable", "Files need fetch and Blob, and there are none here.");
    return this.deps.platform;
  }

  /** Answers how many chunks the server has. Errors: bad_chunk, not_found, file_gone, store_failed; unavailable. */
  async put(fileId: number, chunk: number, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<number> {
    const headers = { "Content-Type": "application/octet-stream", [HASH_FIELD]: await this.platform.sha256(bytes) };
    const answer = await this.call("PUT", fileId, chunk, headers, bytes, signal);
    return decode("ChunkAnswer", parseJson(textOf(answer.bytes)) ?? {}).chunks;
  }

  /** Errors: chunk_not_there, bad_chunk (it did not arrive as it was sent), not_found, file_gone; unavailable. */
  async get(fileId: number, chunk: number, length: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { bytes, field } = await this.call("GET", fileId, chunk, {}, undefined, signal);
    const wanted = field(HASH_FIELD)?.toLowerCase();
    const right = bytes.length === length && wanted === (await this.platform.sha256(bytes));
    if (!right) throw new ChatError("bad_chunk");
    return bytes;
  }

  private async call(method: string, fileId: number, chunk: number, fields: Record<string, string>, body: Uint8Array<ArrayBuffer> | undefined, signal: AbortSignal) {
    const { host, token, subid } = this.deps;
    const headers: Record<string, string> = token() ? { ...fields, Authorization: `Bearer ${token()}` } : fields;
    const query = subid() && !token() ? `?subid=${encodeURIComponent(subid())}` : "";
    const answer = await this.platform.request({ method, url: `${host()}/api/files/${fileId}/chunks/${chunk}${query}`, headers, body, signal });
    if (answer.status === 0) throw new ChatError("unavailable", "The server cannot be reached.");
    if (answer.status < 200 || answer.status >= 300) throw refusal(answer.status, parseJson(textOf(answer.bytes)));
    return answer;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
