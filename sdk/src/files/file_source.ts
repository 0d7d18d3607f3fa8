import { ChatError } from "../base/chat_error.js";

/** What a file is called where its name is not known. */
export function nameOf(source: Blob): string {
  const { name } = source as { name?: unknown };
  return typeof name === "string" && name !== "" ? name : "file";
}

export function mustBeBlob(source: unknown): Blob {
  const { size, slice } = (typeof source === "object" && source !== null ? source : {}) as Partial<Blob>;
  if (typeof size === "number" && typeof slice === "function") return source as Blob;
  throw new ChatError("bad_request", "What to send must be a File or a Blob.");
}
