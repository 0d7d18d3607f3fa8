import type { LateClient } from "@foyer/sdk/late";
import { useMemo, useState } from "react";
import { useSession } from "../features/session/useSession";
import { ClientContext, useStore } from "../state/client";
import { DeskContext, deskOf } from "../state/desk";
import { Button, Empty, Spinner } from "../ui/controls";
import { Desk } from "./Desk";
import { DiagnosisPage, LoginPage, SetupPage } from "./lateParts";
import { diagnoseHref } from "./route";

/** Who may see what: the set-up page behind its link, the log-in, or the app. */
export function Gate({ client }: { client: LateClient }) {
  // The one-time token stands behind the "#", where it is sent to nobody.
  const [setupToken, setSetupToken] = useState(() => (location.pathname === "/setup" ? location.hash.slice(1) : undefined));
  const leaveSetup = () => {
    history.replaceState(null, "", "/"); // the token is used up, and belongs into no history
    setSetupToken(undefined);
  };
  return (
    <ClientContext value={client}>
      {setupToken !== undefined ? <SetupPage token={setupToken} onDone={leaveSetup} /> : <Door client={client} />}
    </ClientContext>
  );
}

function Door({ client }: { client: LateClient }) {
  const { session, look } = useSession(client);
  const selfId = useStore(client.self)?.contactId;
  const desk = useMemo(() => (selfId === undefined || location.pathname === diagnoseHref ? undefined : deskOf(client, selfId)), [client, selfId]);
  switch (session.state) {
    case "starting": return <main className="gate"><Spinner label="Loading" /></main>;
    case "unreachable":
      return <main className="gate"><Empty icon="warn" title="Foyer cannot be reached"><p>{session.sentence}</p><Button icon="retry" onClick={look}>Try again</Button></Empty></main>;
    case "out": return <LoginPage reason={session.reason} />;
    case "in":
      if (location.pathname === diagnoseHref) return <DiagnosisPage homeHref="/" />;
      return desk ? <DeskContext value={desk}><Desk /></DeskContext> : null;
  }
}
