/** Words and figures of the pages of account and administration. */
import { bytesWord } from "../bytes";

export type KeyScope = "read" | "write" | "admin" | "command";

export const scopeWords: Record<KeyScope, readonly [string, string]> = {
  read: ["Read", "Looks at what you may see, and follows what happens."],
  write: ["Write", "Does what you may do: posts, creates rooms, invites."],
  command: ["Commands", "Asks your own open apps to do something."],
  admin: ["Administration", "Manages accounts, companies and the server."],
};

export function scopesList(scopes: readonly KeyScope[]): string {
  return scopes.map((scope) => scopeWords[scope][0]).join(", ") || "None";
}

export const eventWords: Readonly<Record<string, string>> = {
  "message.posted": "A message was posted",
  "room.created": "A room was created",
  "room.changed": "A room was renamed or changed",
  "room.ended": "A room has ended",
  "member.added": "Somebody was added",
  "member.left": "Somebody has left",
  "guest.came": "A guest has come",
  "test": "Test",
};

export function eventWord(event: string): string {
  return eventWords[event] ?? event;
}

/** What the audit log knows, by its names. */
export const auditWords: Readonly<Record<string, string>> = {
  "session.opened": "Logged in",
  "login.refused": "Log-in refused",
  "company.created": "Company created",
  "company.changed": "Company changed",
  "user.created": "User created",
  "user.renamed": "User renamed",
  "user.disabled": "User disabled",
  "user.enabled": "User enabled",
  "user.password_set": "Password set",
  "user.sessions_ended": "Sessions ended",
  "user.second_factor_removed": "Second factor switched off",
  "administrator.given": "Made administrator",
  "administrator.taken": "No longer administrator",
  "supervision.granted": "Supervision granted",
  "supervision.revoked": "Supervision taken back",
  "supervision.begun": "Rooms of a company shown to a supervisor",
  "roster_exception.set": "Contact exception set",
  "roster_exception.removed": "Contact exception removed",
  "key.created": "API key created",
  "key.revoked": "API key revoked",
  "webhook.created": "Webhook created",
  "webhook.changed": "Webhook changed",
  "webhook.removed": "Webhook deleted",
  "webhook.log_read": "Webhook log read",
  "guest.created": "Guest created",
  "room.created": "Room created",
  "room.changed": "Room changed",
  "room.members_added": "People added to a room",
  "room.member_removed": "Somebody removed from a room",
  "room.closed": "Room closed",
  "room.exported": "Room exported",
  "room.watched": "Room watched",
  "rooms.listed": "All rooms listed",
  "invitation.revoked": "Invitation withdrawn",
  "log_level.set": "Log level set",
  "audit.read": "Audit log read",
};

/** What was done, in words; what a newer server names, as near as can be. */
export function actionWord(action: string): string {
  const words = action.replace(/[._]/gu, " ");
  return auditWords[action] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** A bound of the server as a person reads it. */
export function limitWords(value: number, unit: string): string {
  if (unit === "bytes" || unit === "byte") return bytesWord(value);
  if (unit === "ms") return timeWords(value / 1000);
  if (unit === "s") return timeWords(value);
  return `${value.toLocaleString()}${unit ? ` ${unit}` : ""}`;
}

function timeWords(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  for (const [size, one, more] of [[86_400, "day", "days"], [3600, "hour", "hours"], [60, "minute", "minutes"]] as const) {
    if (seconds >= size && seconds % size === 0) return `${(seconds / size).toLocaleString()} ${seconds === size ? one : more}`;
  }
  return `${seconds.toLocaleString()} ${seconds === 1 ? "second" : "seconds"}`;
}
