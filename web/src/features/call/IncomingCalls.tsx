import type { CallView } from "@foyer/sdk";
import { useEffect } from "react";
import { useClient, useStore } from "../../state/client";
import { useCallDesk } from "../../state/desk";
import { startRinging } from "../../state/ring";
import { IncomingCall, type IncomingCallItem } from "../../ui/IncomingCall";
import { useCalls } from "./useCalls";

/** Calls that wait for an answer at this page, or to which it may return. */
export function IncomingCalls() {
  const client = useClient();
  const desk = useCallDesk();
  const { active } = useStore(desk);
  const presence = useStore(client.ownPresence);
  const waiting = useCalls().filter(({ call, view }) => (view.standing === "offered" || view.standing === "returnable") && call !== active?.call);
  const rings = waiting.some(({ view }) => view.standing === "offered") && presence.show !== "dnd" && !active;
  useEffect(() => (rings ? startRinging("incoming") : undefined), [rings]);
  if (waiting.length === 0) return null;
  return (
    <div className="incoming-place">
      {waiting.map(({ call, view }) => (
        <IncomingCall key={call.id} call={itemOf(call.id, view, client.room(view.roomId)?.view.get())} busy={active !== undefined}
          onAccept={(camera) => (view.standing === "returnable" ? desk.return(call) : desk.accept(call, camera))}
          onMerge={active && view.standing === "offered" ? () => desk.merge(call) : undefined}
          onDecline={() => desk.decline(call)} />
      ))}
    </div>
  );
}

function itemOf(id: string, view: CallView, room: { multi: boolean; label: string } | undefined): IncomingCallItem {
  const caller = view.peers.find(({ contactId }) => contactId === view.initiatorId) ?? view.peers[0];
  const party = view.parties.find(({ contactId }) => contactId === view.initiatorId);
  return {
    id,
    kind: view.standing === "returnable" ? "returnable" : "offered",
    name: caller?.name ?? party?.name ?? "Somebody",
    seed: caller?.contactId ?? view.initiatorId,
    room: room?.multi ? room.label : undefined,
    others: Math.max(0, view.peers.length - 1),
  };
}
