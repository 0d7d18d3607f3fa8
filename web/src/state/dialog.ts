import { useCallback, useState } from "react";
import { useAsking, type Asking } from "./client";

export interface DialogState<T> {
  /** What stands open above the page. */
  open: T | undefined;
  show: (next: T) => void;
  close: () => void;
  /** For the dialog. */
  asking: Pick<Asking, "busy" | "error">;
  ask: Asking["ask"];
}

/** A page's dialogs, one at a time, and what they ask the server: a refusal belongs to the dialog it was told in. */
export function useDialog<T>(): DialogState<T> {
  const { busy, error, ask, clear } = useAsking();
  const [open, setOpen] = useState<T>();
  const turnTo = useCallback((next: T | undefined) => {
    clear();
    setOpen(next);
  }, [clear]);
  return { open, show: turnTo, close: useCallback(() => turnTo(undefined), [turnTo]), asking: { busy, error }, ask };
}
