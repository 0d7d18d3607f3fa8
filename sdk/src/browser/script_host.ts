/** The parts of `document` that are looked for, where there is one. */
interface PageGlobals {
  document?: { currentScript?: { src?: string } | null };
  location?: { origin?: string; protocol?: string };
}

/** "https://host" of the script that is running now, or of the page; empty where neither is known. Call it while loading. */
export function scriptHost(): string {
  const { document, location } = globalThis as PageGlobals;
  const match = /^(https?:\/\/[^/]+)\//.exec(document?.currentScript?.src ?? "");
  if (match) return match[1]!;
  return location?.protocol?.startsWith("http") ? (location.origin ?? "") : "";
}
