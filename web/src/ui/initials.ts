/** Up to two initials: of the first and the last word of a name, in any script. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\-.,_/]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = letterOf(words[0]);
  const last = words.length > 1 ? letterOf(words.at(-1)) : "";
  return (first + last).toLocaleUpperCase() || "?";
}

function letterOf(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]/u)?.[0] ?? "";
}

/** A hue of 0–359 for an id: neighbouring ids come out far apart (golden angle). */
export function hueOf(seed: number): number {
  return Math.round((seed * 137.508) % 360);
}
