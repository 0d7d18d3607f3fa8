import { useState } from "react";
import { useAsking, useClient } from "../../state/client";
import { AskContactDialog } from "../../ui/PersonDialogs";

/** Asks somebody by his login name to become a contact. Whether there is such a person is not told. */
export function AskContact({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const [asked, setAsked] = useState<string>();
  const { busy, error, ask } = useAsking();
  return (
    <AskContactDialog asked={asked} busy={busy} error={error} onClose={onClose}
      onAsk={(uname) => void ask(() => client.requestContact(uname)).then((done) => { if (done) setAsked(uname); })} />
  );
}
