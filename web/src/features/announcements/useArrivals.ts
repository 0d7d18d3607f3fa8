import { useEffect, useState } from "react";
import { useClient } from "../../state/client";

/** A guest that this user invited has come: his name and his room, until it is taken note of. */
export interface Arrival { name: string; roomId: number }

export function useArrivals(): [Arrival | undefined, () => void] {
  const client = useClient();
  const [arrival, setArrival] = useState<Arrival>();
  useEffect(() => client.subscribe((change) => {
    if (change.type !== "invitationChanged") return;
    const { invitation, before } = change;
    const mine = invitation.inviterId === client.self.get()?.contactId;
    // What is new here was read with a snapshot: he came while nobody looked, and the room says so itself.
    if (!mine || before?.state !== "invitation_open" || invitation.state !== "invitation_redeemed") return;
    setArrival({ name: invitation.name, roomId: invitation.roomId });
  }), [client]);
  return [arrival, () => setArrival(undefined)];
}
