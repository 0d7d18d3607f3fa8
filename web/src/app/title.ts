import type { OfficePage } from "./route";

export const officeTitles: Record<OfficePage, string> = {
  sessions: "Sessions", keys: "API keys", companies: "Companies", users: "Users", rooms: "Rooms", invitations: "Invitations", webhooks: "Webhooks", audit: "Audit log", server: "Server",
};

/** The title of the window: how much is unread, and where one is. */
export function titleOf(unread: number, place: string | undefined): string {
  return [unread > 0 ? `(${unread})` : "", place ? `${place} – Foyer` : "Foyer"].filter(Boolean).join(" ");
}
