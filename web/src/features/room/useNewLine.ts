import { useCallback, useState } from "react";

/** What the line depends on: the newest message, how far was read before, and whether the reader is looking at the end. */
export interface NewLineInput { newest: number; seen: number; looking: boolean }

/**
 * Where the "new" line stands: after the message the reader had seen when he came, or when he last looked away. It
 * stays while he reads, so that he finds the place; an own message takes it away.
 */
export function useNewLine(input: NewLineInput) {
  const [line, setLine] = useState<NewLine>({ after: undefined, began: false, looking: false });
  const next = moveLine(line, input);
  if (next !== line) setLine(next);
  const clear = useCallback(() => setLine((held) => ({ ...held, after: undefined })), []);
  return { after: next.after, clear };
}

export interface NewLine {
  after: number | undefined;
  /** Messages have been there: the line of the beginning is set. */
  began: boolean;
  looking: boolean;
}

/** The next state of the line; the same object if nothing changes. */
export function moveLine(line: NewLine, { newest, seen, looking }: NewLineInput): NewLine {
  if (!line.began) {
    if (newest === 0) return line;
    return { after: seen < newest ? seen : undefined, began: true, looking };
  }
  if (line.looking === looking) return line;
  // Looking away: whatever comes from now on is new. Coming back: the line stays where it is.
  return { ...line, looking, after: looking ? line.after : newest };
}
