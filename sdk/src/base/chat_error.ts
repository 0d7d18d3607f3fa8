import { errorSentences, type ErrorCode } from "../wire/index.js";

/** Why something was refused: the codes of schema/errors.proto, "ok" left out. */
export type ChatErrorCode = Exclude<ErrorCode, "ok">;

/**
 * Every rejection of this SDK, except those by an AbortSignal, which reject with the signal's reason.
 * `message` is a sentence for a person; decide by `code`.
 */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  /** When coming back makes sense, for rate_limited and unavailable; 0: unknown. */
  readonly retryAfterMs: number;

  constructor(code: ChatErrorCode, sentence?: string, retryAfterMs = 0) {
    super(sentence || errorSentences[code]);
    this.name = "ChatError";
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return new ChatError("internal", error instanceof Error ? error.message : String(error));
}
