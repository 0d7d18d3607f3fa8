import type { ChatError } from "@foyer/sdk";

/** What the page shows of an invitation. */
export interface InvitationWords {
  title: string;
  lead: string;
}

interface Face {
  name: string;
  inviterName: string;
  companyName: string;
  roomName: string;
}

export function welcomeWords(face: Face): InvitationWords {
  const inviter = face.companyName ? `${face.inviterName} (${face.companyName})` : face.inviterName;
  return { title: `Hello ${face.name}`, lead: face.roomName ? `${inviter} invites you to “${face.roomName}”.` : `${inviter} invites you to talk.` };
}

/** The link works later. */
export function earlyWords(face: Face, from: Date, locale?: string): InvitationWords {
  const when = from.toLocaleString(locale, { dateStyle: "full", timeStyle: "short" });
  return { title: `Hello ${face.name}`, lead: `${face.inviterName} expects you from ${when} on. This page opens the door by itself then.` };
}

/** Why there is no way in, and whether trying again can help. */
export function refusalWords(error: Pick<ChatError, "code" | "message">): InvitationWords & { retry: boolean } {
  if (error.code === "link_invalid") {
    return { title: "This invitation does not work", lead: "It was withdrawn, has expired or was used up, or the link is not complete. Ask who sent it for a new one.", retry: false };
  }
  return { title: "That did not work", lead: error.message, retry: true };
}
