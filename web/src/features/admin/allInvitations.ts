import type { AdminInvitation } from "../../rest/wire/types";
import type { AllInvitationsItem } from "../../ui/office/AllInvitationsView";

/** An invitation as the table of all shows it. */
export function invitationItem({ invitation, companyId }: AdminInvitation, companies: ReadonlyMap<number, string>, people: ReadonlyMap<number, string>): AllInvitationsItem {
  const { invitationId, name, email, mobile, channel, roomId, inviterId, delivery, deliveryError, createdMs, validToMs, state } = invitation;
  const alive = state === "invitation_open" || state === "invitation_redeemed";
  return {
    id: invitationId,
    guest: name,
    way: channel === "by_email" ? email : channel === "by_sms" ? mobile : "Link passed on by the inviter",
    inviter: people.get(inviterId) ?? `User ${inviterId}`,
    room: `Room ${roomId}`,
    company: companies.get(companyId) ?? "",
    ...stateWords(invitation),
    problem: delivery === "delivery_failed" ? deliveryError || "The message could not be delivered." : "",
    createdMs,
    validToMs,
    canRevoke: alive,
  };
}

function stateWords({ state, channel, delivery }: AdminInvitation["invitation"]): Pick<AllInvitationsItem, "state" | "tone"> {
  switch (state) {
    case "invitation_redeemed": return { state: "Has come", tone: "good" };
    case "invitation_revoked": return { state: "Withdrawn", tone: "plain" };
    case "invitation_expired": return { state: "Expired", tone: "plain" };
    case "invitation_ended": return { state: "Has left", tone: "plain" };
    case "invitation_open": break;
  }
  if (channel === "by_link" || delivery === "delivery_none") return { state: "Not used yet", tone: "plain" };
  if (delivery === "delivery_failed") return { state: "Not delivered", tone: "bad" };
  return delivery === "delivery_sent" ? { state: "Sent, not used yet", tone: "plain" } : { state: "On its way", tone: "warn" };
}
