import { useState } from "react";
import { useRest } from "../../rest/useRest";
import { useAsking } from "../../state/client";
import { usePages } from "../../state/pages";
import { SessionsView } from "../../ui/office/SessionsView";
import { ConfirmDialog } from "../../ui/RoomDialogs";

/** Where the reader is logged in, and how he ends it elsewhere. */
export function SessionsPage() {
  const rest = useRest();
  const { error, ask } = useAsking();
  const [ending, setEnding] = useState<number>();
  const [asks, setAsks] = useState(false);
  const { items, list, drop } = usePages({ key: "own", idOf: ({ sessionId }) => sessionId, load: async () => ({ items: (await rest("ListSessions")).sessions, more: false }) });

  const end = async (ids: readonly number[]) => {
    for (const sessionId of ids) {
      setEnding(sessionId);
      if (!(await ask(() => rest("RevokeSession", { sessionId })))) break;
      drop(sessionId);
    }
    setEnding(undefined);
  };
  return (
    <>
      <SessionsView sessions={items} {...list} nobody="There is no session." refusal={error} ending={ending} onEnd={(id) => void end([id])} onEndOthers={() => setAsks(true)} />
      {asks && (
        <ConfirmDialog title="End all other sessions?" words="Every other browser and program of yours is logged out at once. API keys stay." action="End them" busy={false} onClose={() => setAsks(false)}
          onConfirm={() => { setAsks(false); void end((items ?? []).filter(({ current }) => !current).map(({ sessionId }) => sessionId)); }} />
      )}
    </>
  );
}
