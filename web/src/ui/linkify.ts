/** A piece of a message: plain text, or an address that is safe to follow. */
export type TextPart = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

/** Bounded everywhere but in the one part that cannot fail any more: no text makes it slow. */
const address = /\b(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^]+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b/giu;

/**
 * Splits a message into text and links. Only http, https and mailto come out, and nothing is ever HTML: the parts are
 * rendered as text nodes. Closing punctuation and unbalanced brackets stay outside the link.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(address)) {
    const found = trimmed(match[0]);
    const href = hrefOf(found);
    if (!href) continue;
    if (match.index > done) parts.push({ kind: "text", text: text.slice(done, match.index) });
    parts.push({ kind: "link", text: found, href });
    done = match.index + found.length;
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}

function trimmed(found: string): string {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1]!;
    const open = last === ")" ? "(" : last === "]" ? "[" : undefined;
    const unbalanced = open !== undefined && count(found, last, end) > count(found, open, end);
    if (!unbalanced && !/[.,;:!?…*_~]/u.test(last)) break;
    end -= 1;
  }
  return found.slice(0, end);
}

function count(text: string, letter: string, end: number): number {
  let n = 0;
  for (let i = 0; i < end; i += 1) if (text[i] === letter) n += 1;
  return n;
}

function hrefOf(found: string): string | undefined {
  if (!/^(?:https?:\/\/|www\.)/iu.test(found)) return `mailto:${found}`;
  const spelled = /^www\./iu.test(found) ? `https://${found}` : found;
  try {
    const url = new URL(spelled);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}
