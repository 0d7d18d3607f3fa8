/** The title of the window: how much is unread, and where one is. */
export function titleOf(unread: number, room: string | undefined): string {
  return [unread > 0 ? `(${unread})` : "", room ? `${room} – Foyer` : "Foyer"].filter(Boolean).join(" ");
}
