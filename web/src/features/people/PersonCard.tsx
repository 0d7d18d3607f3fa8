import { useAsking, useClient, useStore } from "../../state/client";
import { personItem } from "../../state/personItems";
import { PersonDialog } from "../../ui/PersonDialogs";

/** What is known of a contact, and what can be done about the relation. */
export function PersonCard({ personId, onClose, onOpen }: { personId: number; onClose: () => void; onOpen: (roomId: number) => void }) {
  const client = useClient();
  const self = useStore(client.self);
  const person = useStore(client.people).find(({ id }) => id === personId);
  const { busy, error, ask } = useAsking();
  if (!person || !self) return null;
  const thenClose = (work: () => Promise<unknown>) => void ask(work).then((done) => { if (done) onClose(); });
  return (
    <PersonDialog person={{ ...personItem(person, self.companyId), uname: person.uname, email: person.email, automatic: person.automatic }} busy={busy} error={error} onClose={onClose}
      onChat={() => thenClose(() => client.inviteToChat([personId]).then((room) => onOpen(room.id)))}
      onAsk={() => thenClose(() => client.requestContact(personId))}
      onAccept={() => thenClose(() => client.acceptContact(personId))}
      onEnd={() => thenClose(() => client.endContact(personId))} />
  );
}
