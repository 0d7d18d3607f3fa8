import type { PublicRoom } from "@foyer/sdk";
import { useCallback, useEffect, useState } from "react";
import { useAsking, useClient, useStore } from "../../state/client";
import { PublicRoomsDialog } from "../../ui/RoomDialogs";

/** The public rooms of the company, page by page. */
export function PublicRooms({ onClose, onOpen }: { onClose: () => void; onOpen: (roomId: number) => void }) {
  const client = useClient();
  const { busy, error, ask } = useAsking();
  const mine = new Set(useStore(client.rooms).filter((room) => !room.view.get().watching).map((room) => room.id));
  const [page, setPage] = useState<{ rooms: readonly PublicRoom[]; more: boolean }>();
  const read = useCallback((after: number) => ask(async () => {
    const next = await client.listPublicRooms(after);
    setPage((held) => ({ rooms: after === 0 ? next.rooms : [...(held?.rooms ?? []), ...next.rooms], more: next.more }));
  }), [ask, client]);
  useEffect(() => void read(0), [read]);
  const open = (roomId: number) => {
    onClose();
    onOpen(roomId);
  };
  return (
    <PublicRoomsDialog busy={busy} error={error} more={page?.more ?? false} onMore={() => void read(page?.rooms.at(-1)?.roomId ?? 0)} onClose={onClose}
      rooms={page?.rooms.map((room) => ({ id: room.roomId, name: room.name, memberCount: room.memberCount, archive: room.archive, joined: mine.has(room.roomId) }))}
      onJoin={(id) => (mine.has(id) ? open(id) : void ask(async () => open((await client.joinRoom(id)).id)))} />
  );
}
