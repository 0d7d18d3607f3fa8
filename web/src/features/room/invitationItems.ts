import type { Invitation } from "@foyer/sdk";
import type { InvitationItem } from "../../ui/GuestDialogs";

/** The invitations into a room, as its list of people shows them: newest first, ended ones only while they are news. */
export function invitationItems(invitations: readonly Invitation[], roomId: number): InvitationItem[] {
  return invitations.filter((each) => each.roomId === roomId && each.state !== "invitation_ended").map((each) => {
    const alive = each.state === "invitation_open" || each.state === "invitation_redeemed";
    return {
      id: each.invitationId,
      name: each.name,
      state: stateOf(each),
      problem: each.delivery === "delivery_failed" ? each.deliveryError || "The message could not be delivered." : "",
      link: each.url,
      canResend: alive && each.url !== "" && each.channel !== "by_link" && each.delivery !== "delivery_queued",
      canRevoke: alive,
    };
  });
}

function stateOf({ state, delivery, channel }: Invitation): string {
  switch (state) {
    case "invitation_redeemed": return "Has come";
    case "invitation_revoked": return "Withdrawn";
    case "invitation_expired": return "Expired";
    case "invitation_ended": return "Has left";
    case "invitation_open": break;
  }
  if (channel === "by_link" || delivery === "delivery_none") return "Link not used yet";
  const message = channel === "by_sms" ? "Text message" : "E-mail";
  if (delivery === "delivery_sent") return `${message} sent, link not used yet`;
  return delivery === "delivery_failed" ? `${message} not delivered` : `${message} on its way`;
}
