import type { ChatRoom } from "@foyer/sdk";
import { useAsking, useClient, useStore } from "../../state/client";
import { personItems } from "../../state/personItems";
import { AddPeopleDialog } from "../../ui/RoomDialogs";

/** Adds contacts to a room: those who may be asked, and are not in it. */
export function AddPeople({ room, onClose }: { room: ChatRoom; onClose: () => void }) {
  const client = useClient();
  const self = useStore(client.self);
  const view = useStore(room.view);
  const everybody = useStore(client.people);
  const { busy, error, ask } = useAsking();
  if (!self) return null;
  const here = new Set(view.members.filter((member) => member.state !== "left").map((member) => member.contactId));
  const addable = everybody.filter(({ id, roster, companyId }) => !here.has(id) && (roster === "mutual" || self.supervises.includes(companyId)));
  // A supervisor may not bring himself into a room he only watches (contract 1.1): personItems leaves him out.
  const people = personItems(addable, self.companyId);
  return (
    <AddPeopleDialog people={people} converts={!view.multi} archive={view.archive} busy={busy} error={error} onClose={onClose}
      onAdd={(picked) => void ask(() => room.add(picked)).then((done) => { if (done) onClose(); })} />
  );
}
