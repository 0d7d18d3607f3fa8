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
    <NewRoomDialog people={people} busy={busy} error={error} onClose={onClose} onCreate={({ people: parties, ...room }) => void ask(async () => {
      const made = await client.createRoom({ parties, ...room });
      onClose();
      onOpen(made.id);
    })} />
  );
}
