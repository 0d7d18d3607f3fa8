import { useEffect, useState } from "react";
import { useAsking, useClient } from "../../state/client";
import { Spinner } from "../../ui/controls";
import { SetupView } from "../../ui/SetupView";

const used = "It has been used already, or the server no longer needs it.";

/** The page behind the one-time link: the first company and its administrator, who is logged in at once. */
export function SetupPage({ token, onDone }: { token: string; onDone: () => void }) {
  const client = useClient();
  const needed = useNeeded();
  const { busy, error, ask } = useAsking();
  if (needed === undefined) return <main className="gate"><Spinner label="Loading" /></main>;
  return (
    <SetupView busy={busy} error={error} unusable={!needed ? used : token === "" ? "The link is not complete. Copy all of it from where the server printed it." : undefined}
      onSetUp={({ company, name, login, password }) => void ask(async () => {
        await client.setUp({ setupToken: token, companyName: company, username: login, name, password });
        await client.session.logIn({ username: login, password });
        onDone();
      })} />
  );

  function useNeeded(): boolean | undefined {
    const [needs, setNeeds] = useState<boolean>();
    useEffect(() => {
      const stop = new AbortController();
      client.info({ signal: stop.signal }).then((info) => setNeeds(info.needsSetup), () => setNeeds(true));
      return () => stop.abort();
    }, []);
    return needs;
  }
}
