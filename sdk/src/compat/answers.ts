import { toChatError } from "../base/chat_error.js";
import type { Logger } from "../base/logger.js";
import type { Turns } from "./turns.js";

/** A page's callback beside a Promise: (true, value) or (false, reason). */
export type Callback<T> = (...answer: [ok: true, value: T] | [ok: false, reason: string]) => unknown;

type AnyCallback = (ok: boolean, value: unknown) => unknown;

export interface AnswersDeps {
  turns: Turns;
  logger: Logger;
}

/** Hands results to pages: as a Promise and, where one was given, by a callback, in the order of all events. */
export class Answers {
  constructor(private readonly deps: AnswersDeps) {}

  /**
   * A refusal nobody waits for is logged, and does not end a Node process: pages call room.leave() and look no further.
   * `afterwards` runs in a later turn than what waited for the result.
   */
  give<T>(work: Promise<T>, callback?: unknown, afterwards?: (value: T) => void): Promise<T> {
    const tell = typeof callback === "function" ? (callback as AnyCallback) : undefined;
    const promise = new Promise<T>((resolve, reject) => {
      const later = (settle: () => void, ok: boolean, value: unknown) =>
        this.deps.turns.add(() => {
          settle();
          this.deps.turns.breakTurn();
          tell?.(ok, value);
        });
      work.then(
        (value) => {
          later(() => resolve(value), true, value);
          if (afterwards) this.deps.turns.add(() => afterwards(value));
        },
        (thrown: unknown) => {
          const error = toChatError(thrown);
          this.deps.logger.log("warn", "refused", { code: error.code, sentence: error.message });
          later(() => reject(error), false, error.message);
        },
      );
    });
    promise.catch(() => {});
    return promise;
  }
}
