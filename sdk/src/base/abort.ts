/** What every asynchronous call takes. */
export interface Cancellable {
  signal?: AbortSignal | undefined;
}

function reasonOf(signal: AbortSignal): unknown {
  return signal.reason ?? Object.assign(new Error("The operation was aborted."), { name: "AbortError" });
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

/** Settles as `work`, or rejects as soon as the signal aborts; `onAbort` may then undo what is still undone. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined, onAbort?: () => void): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = () => {
      onAbort?.();
      reject(reasonOf(signal));
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    const done = () => signal.removeEventListener("abort", abort);
    work.then(
      (value) => (done(), resolve(value)),
      (error: unknown) => (done(), reject(error)),
    );
  });
}
