import { useSyncExternalStore } from "react";

let minute = Date.now();

/** The time, to the minute: what says "Today" must become "Yesterday" by itself. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => minute);
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    minute = Date.now();
    listener();
  }, 60_000);
  return () => clearInterval(timer);
}
