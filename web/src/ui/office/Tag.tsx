import type { ReactNode } from "react";

/** A word about how something is. */
export function Tag({ tone = "plain", children }: { tone?: "plain" | "good" | "warn" | "bad" | "watch"; children: ReactNode }) {
  return <span className={tone === "plain" ? "tag" : `tag tag-${tone}`}>{children}</span>;
}

export function Time({ ms, none = "–", words }: { ms: number; none?: string; words: (ms: number) => string }) {
  return ms > 0 ? <time dateTime={new Date(ms).toISOString()}>{words(ms)}</time> : <>{none}</>;
}
