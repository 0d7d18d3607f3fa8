import type { Message } from "../wire/index.js";

/** A message as pages see it (contract 2.5). */
export interface RoomMessage {
  /** Its number in the room: 1, 2, 3 … */
  msgID: number;
  msg: string;
  /** The author's contact ID; 0 for notices by the server. */
  cID: number;
  /** The author's name when he wrote; "SYSTEM" for notices. */
  cN: string;
  /** Written by the logged-in user, from any of his sessions. */
  own: boolean;
  /** Milliseconds since 1970, by the server's clock. */
  time: number;
}

export function toRoomMessage({ seq, authorId, authorName, text, timeMs }: Message, selfId: number): RoomMessage {
  const own = authorId !== 0 && authorId === selfId;
  return { msgID: seq, msg: text, cID: authorId, cN: authorId === 0 ? authorName || "SYSTEM" : authorName, own, time: timeMs };
}
