import { useStore } from "../../state/client";
import { useDesk } from "../../state/desk";
import { useNow } from "../../state/now";
import { RoomList } from "../../ui/RoomList";
import { matches } from "../../ui/search";

export interface RoomsTabProps {
  ready: boolean;
  query: string;
  current: number | undefined;
  hrefOf: (id: number) => string;
  onNewRoom: (() => void) | undefined;
  onPublicRooms: (() => void) | undefined;
}

export function RoomsTab({ ready, query, ...rest }: RoomsTabProps) {
  const rooms = useStore(useDesk().rooms);
  const now = useNow();
  const found = query ? rooms.filter((room) => matches(query, room.label)) : rooms;
  return <RoomList rooms={found} state={ready || rooms.length > 0 ? "ready" : "loading"} query={query.trim()} now={now} {...rest} />;
}
