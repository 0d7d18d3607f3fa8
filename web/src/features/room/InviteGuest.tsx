import type { ChatRoom } from "@foyer/sdk";
import { useState } from "react";
import { useAsking, useClient, useStore } from "../../state/client";
import { InviteGuestDialog, type GuestChannel, type GuestWish } from "../../ui/GuestDialogs";

/** Invites somebody from outside into a room, and shows the link to hand on. */
export function InviteGuest({ room, onClose }: { room: ChatRoom; onClose: () => void }) {
  const client = useClient();
  const invitations = useStore(client.invitations.list);
  const { busy, error, ask } = useAsking();
  const [invited, setInvited] = useState<{ wish: GuestWish; known: ReadonlySet<number> }>();
  const [copied, setCopied] = useState(false);
  const channels: GuestChannel[] = ["link", ...(client.features.includes("mail") ? ["mail" as const] : []), ...(client.features.includes("sms") ? ["sms" as const] : [])];
  // The newest of this room that was not there before is the one just made.
  const made = invited && invitations.find((each) => each.roomId === room.id && !invited.known.has(each.invitationId));
  const invite = (wish: GuestWish) => {
    const known = new Set(invitations.map(({ invitationId }) => invitationId));
    const { name, channel, address, pin } = wish;
    const how = channel === "mail" ? { email: address, invite: true } : channel === "sms" ? { mobile: address, invite: true } : {};
    void ask(() => room.add([{ name, ...how, ...(pin ? { pin } : {}) }])).then((done) => { if (done) setInvited({ wish, known }); });
  };
  const copy = () => void navigator.clipboard.writeText(made?.url ?? "").then(() => setCopied(true), () => setCopied(false));
  const outcome = invited && (invited.wish.channel === "link" ? `${invited.wish.name} is invited.` : `${invited.wish.name} is invited; the message is on its way.`);
  return <InviteGuestDialog channels={channels} link={made?.url} outcome={outcome} onInvite={invite} onCopy={copy} copied={copied} onClose={onClose} busy={busy} error={error} />;
}
