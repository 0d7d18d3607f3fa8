import { sha256 } from "@noble/hashes/sha2.js";
import type { BytesAnswer, BytesRequest, FilePlatform } from "../base/environment.js";

interface Globals {
  fetch?: typeof fetch;
  Blob?: typeof Blob;
  AbortController?: typeof AbortController;
  /** `subtle` is missing on pages that did not come over https. */
  crypto?: { subtle?: SubtleCrypto };
}

const globals = globalThis as unknown as Globals;

/** What browsers and Node have; undefined in bare script contexts. */
export function filePlatform(): FilePlatform | undefined {
  if (!globals.fetch || !globals.Blob || !globals.AbortController) return undefined;
  return { request, sha256: hash, join: (pieces, type) => new globals.Blob!([...pieces], { type }) };
}

async function request({ method, url, headers, body, signal }: BytesRequest): Promise<BytesAnswer> {
  try {
    const answer = await globals.fetch!(url, { method, headers, signal, cache: "no-store", redirect: "error", ...(body ? { body } : {}) });
    return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()), field: (name) => answer.headers.get(name) ?? undefined };
  } catch {
    return { status: 0, bytes: new Uint8Array(), field: () => undefined };
  }
}

async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globals.crypto ?? {};
  const digest = subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
