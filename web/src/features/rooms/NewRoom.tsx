import { useAsking, useClient, useStore } from "../../state/client";
import { personItems } from "../../state/personItems";
import { NewRoomDialog } from "../../ui/RoomDialogs";

/** Makes a room of those the reader may talk with; a supervisor may take anybody of his companies. */
export function NewRoom({ onClose, onOpen }: { onClose: () => void; onOpen: (roomId: number) => void }) {
  const client = useClient();
  const self = useStore(client.self);
  const everybody = useStore(client.people);
  const { busy, error, ask } = useAsking();
  if (!self) return null;
  const people = personItems(everybody.filter(({ roster, companyId }) => roster === "mutual" || self.supervises.includes(companyId)), self.companyId);
  return (
    <NewRoomDialog people={people} supervisor={self.supervises.length > 0} busy={busy} error={error} onClose={onClose} onCreate={({ people: picked, takePart, ...room }) => void ask(async () => {
      // A supervisor is in the room he makes only if he names himself; anybody else is anyway (contract 1.1).
      const parties = takePart && self.supervises.length > 0 ? [self.contactId, ...picked] : picked;
      const made = await client.createRoom({ parties, ...room });
      onClose();
      onOpen(made.id);
    })} />
  );
}
