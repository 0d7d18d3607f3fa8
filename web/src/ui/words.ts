/** Words that several views share. */

/** How reachable a person is. */
export type Show = "offline" | "online" | "away" | "dnd";

const showWords: Record<Show, string> = { offline: "Offline", online: "Online", away: "Away", dnd: "Do not disturb" };

/** The word a person reads for a presence. */
export function showWord(show: Show): string {
  return showWords[show];
}

/** "1 person", "3 people". */
export function peopleCount(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

/** "Ann", "Ann and Bob", "Ann, Bob and 3 more": at most `most` names. */
export function namesList(names: readonly string[], most = 3): string {
  if (names.length === 0) return "Nobody";
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  if (shown.length === 1) return shown[0]!;
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
