import { useCallback, useState } from "react";

export interface Copying {
  /** The text is in the clipboard, as far as is known. */
  copied: boolean;
  copy: (text: string) => void;
}

/** Takes a text along in the clipboard; where that is forbidden, it can still be selected by hand. */
export function useCopying(): Copying {
  const [copied, setCopied] = useState(false);
  const copy = useCallback((text: string) => {
    Promise.resolve().then(() => navigator.clipboard.writeText(text)).then(() => setCopied(true), () => setCopied(false));
  }, []);
  return { copied, copy };
}
