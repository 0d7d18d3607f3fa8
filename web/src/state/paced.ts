/** Starts a timer; returns its end. */
export type SetTimer = (run: () => void, delayMs: number) => () => void;

const realTimer: SetTimer = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/**
 * A subscription that tells at most once per interval: at once when it was quiet, else at the end of the interval. For what
 * is costly to compute and may change a hundred times a second.
 */
export function paced(subscribe: (listener: () => void) => () => void, intervalMs: number, setTimer: SetTimer = realTimer) {
  return (listener: () => void): (() => void) => {
    let again = false;
    let cancel: (() => void) | undefined;
    const rest = () => {
      cancel = undefined;
      if (again) tell();
    };
    const tell = () => {
      again = false;
      cancel = setTimer(rest, intervalMs);
      listener();
    };
    const end = subscribe(() => {
      if (cancel) again = true;
      else tell();
    });
    return () => {
      cancel?.();
      end();
    };
  };
}
