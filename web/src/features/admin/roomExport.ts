import type { Rest } from "../../rest/client";
import { encode } from "../../rest/wire/codec";
import type { AdminRoom, Member, Message } from "../../rest/wire/types";
import type { ExportFormat } from "../../ui/office/AllRoomsView";

export interface WholeRoom { room: AdminRoom; members: readonly Member[]; messages: readonly Message[] }

/** Everything that was written in a room, from the first message on. */
export async function readWholeRoom(rest: Rest, roomId: number, onProgress: (done: number) => void, signal: AbortSignal): Promise<WholeRoom> {
  const messages: Message[] = [];
  for (;;) {
    const page = await rest("ReadRoomAsAdministrator", { roomId, after: messages.at(-1)?.seq ?? 0 });
    signal.throwIfAborted();
    messages.push(...page.messages);
    onProgress(messages.length);
    if (!page.more || page.messages.length === 0) return { room: page.room, members: page.members, messages };
  }
}

export const exportType: Record<ExportFormat, { type: string; ending: string }> = {
  html: { type: "text/html", ending: "html" },
  text: { type: "text/plain", ending: "txt" },
  jsonl: { type: "application/jsonl", ending: "jsonl" },
};

/**
 * The same room in each form, as `foyer export` writes it, too. Times are in UTC, so that a file means the same everywhere. In text,
 * further lines of a message are indented, so that none looks like a message of its own.
 */
export const exportText: Record<ExportFormat, (label: string, whole: WholeRoom) => string> = {
  jsonl: (_, { room, members, messages }) => [encode("AdminHistoryPage", { room, members }), ...messages.map((message) => encode("Message", message))].map((line) => `${JSON.stringify(line)}\n`).join(""),
  text: (label, { room, members, messages }) => [`${titled(label, room)}\n${tame(people(members))}\n\n`, ...messages.map(({ timeMs, authorName, text }) => `[${utc(timeMs)}] ${tame(authorName)}: ${tame(text)}\n`)].join(""),
  html: htmlOf,
};

function htmlOf(label: string, { room, members, messages }: WholeRoom): string {
  const row = ({ seq, timeMs, authorName, text }: Message) =>
    `<tr id="m${seq}"><td><time datetime="${new Date(timeMs).toISOString()}">${utc(timeMs)}</time></td><th scope="row">${escaped(authorName)}</th><td class="text">${escaped(text)}</td></tr>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(titled(label, room))}</title>
<style>body { max-width: 60em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif; color: #1d2124; } table { border-collapse: collapse; } td, th { padding: .25em .75em .25em 0; text-align: left; vertical-align: top; } time { color: #5c6268; white-space: nowrap; } .text { white-space: pre-wrap; overflow-wrap: anywhere; }</style></head>
<body><h1>${escaped(titled(label, room))}</h1><p>${escaped(people(members))}</p>
<table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>
${messages.map(row).join("\n")}
</tbody></table></body></html>
`;
}

function titled(label: string, room: AdminRoom): string {
  return room.name ? `${room.name} (room ${room.roomId})` : label;
}

function people(members: readonly Member[]): string {
  return members.map(({ name }) => name).join(", ");
}

/** Without what would move a terminal about. */
function tame(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, "").replace(/\n/gu, "\n    ");
}

function utc(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace("T", " ");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (letter) => `&#${letter.codePointAt(0)};`);
}
