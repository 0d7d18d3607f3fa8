/** True if every word of the query begins a word of one of the texts: "an mi" finds "Ann Miller". Case and accents do not matter. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const found = folded(texts.join(" ")).split(/[\s\-.,@/()]+/u);
  return words.every((word) => found.some((candidate) => candidate.startsWith(word)));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase();
}
