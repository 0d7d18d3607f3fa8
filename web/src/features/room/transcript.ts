import type { ChatRoom, Message } from "@foyer/sdk";
import { saveFile } from "../../state/saveFile";

/** A room's messages as a person reads them, a line each. */
export function transcriptOf(label: string, messages: readonly Message[], locale?: string): string {
  const line = ({ timeMs, authorName, text }: Message) => `[${new Date(timeMs).toLocaleString(locale)}] ${authorName}: ${text}`;
  return [label, "", ...messages.map(line), ""].join("\n");
}

/** All that the reader may read, oldest first. */
export async function readAll(room: Pick<ChatRoom, "history">): Promise<Message[]> {
  const all: Message[] = [];
  for (let more = true; more; ) {
    const page = await room.history(all.length > 0 ? { before: all[0]!.seq } : {});
    all.unshift(...page.messages);
    more = page.more && page.messages.length > 0;
  }
  return all;
}

/** Saves the room as a text file on the reader's device. */
export async function saveTranscript(room: Pick<ChatRoom, "history">, label: string): Promise<void> {
  saveFile(`${label}.txt`, "text/plain", transcriptOf(label, await readAll(room)));
}
