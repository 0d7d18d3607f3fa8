import { useEffect, useRef, useState } from "react";
import { useRest } from "../../rest/useRest";
import type { AdminRoom } from "../../rest/wire/types";
import { useAsking } from "../../state/client";
import { useDialog } from "../../state/dialog";
import { usePages } from "../../state/pages";
import { saveFile } from "../../state/saveFile";
import { AllRoomsView, ExportDialog, roomName, type ExportFormat } from "../../ui/office/AllRoomsView";
import { ConfirmDialog } from "../../ui/RoomDialogs";
import { matches } from "../../ui/search";
import { exportText, exportType, readWholeRoom } from "./roomExport";
import { pageSize, useCompanies } from "./useCompanies";

type Open = { dialog: "export" | "close"; room: AdminRoom };

export function RoomsPage() {
  const rest = useRest();
  const companies = useCompanies(rest);
  const [companyId, setCompanyId] = useState(0);
  const [query, setQuery] = useState("");
  const { open, show, close, asking, ask } = useDialog<Open>();
  const { items, list, put } = usePages({
    key: `rooms of ${companyId}`,
    idOf: ({ roomId }: AdminRoom) => roomId,
    all: query.trim() !== "",
    load: async (last) => {
      const { rooms, more } = await rest("ListAllRooms", { companyId, after: last?.roomId ?? 0, limit: pageSize });
      return { items: rooms, more };
    },
  });
  const showFor = (dialog: "export" | "close") => (id: number) => {
    const room = items?.find(({ roomId }) => roomId === id);
    if (room) show({ dialog, room });
  };
  return (
    <>
      <AllRoomsView rooms={items?.filter((room) => matches(query, roomName(room)))} {...list} companies={companies} companyId={companyId} onCompany={setCompanyId} query={query} onQuery={setQuery} onExport={showFor("export")} onClose={showFor("close")} />
      {open?.dialog === "close" && (
        <ConfirmDialog title={`Close ${roomName(open.room)}?`} words="It ends for everybody in it at once, with its calls and the files on their way. It cannot be undone." action="Close room" {...asking} onClose={close}
          onConfirm={() => void ask(() => rest("CloseRoom", { roomId: open.room.roomId })).then((done) => {
            if (!done) return;
            put({ ...open.room, ended: true });
            close();
          })} />
      )}
      {open?.dialog === "export" && <Export room={open.room} onClose={close} />}
    </>
  );
}

function Export({ room, onClose }: { room: AdminRoom; onClose: () => void }) {
  const rest = useRest();
  const { busy, error, ask } = useAsking();
  const [done, setDone] = useState<number>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const save = (format: ExportFormat) => void ask(async () => {
    setDone(0);
    try {
      const whole = await readWholeRoom(rest, room.roomId, setDone, stop.current.signal);
      const { type, ending } = exportType[format];
      saveFile(`${roomName(room)}.${ending}`, type, exportText[format](roomName(room), whole));
      onClose();
    } finally {
      setDone(undefined);
    }
  });
  return <ExportDialog name={roomName(room)} progress={done === undefined ? undefined : { done, all: room.messages }} busy={busy} error={error} onExport={save} onClose={onClose} />;
}
