import { ChatError } from "@foyer/sdk/late";
import { useState } from "react";
import { useAsking, useClient } from "../../state/client";
import { LoginView } from "../../ui/LoginView";

export function LoginPage({ reason }: { reason: string | undefined }) {
  const client = useClient();
  const { busy, error, ask } = useAsking();
  const [asksCode, setAsksCode] = useState(false);

  /** That a code is needed is no refusal the first time: the field for it appears. */
  async function logIn(username: string, password: string, code: string) {
    try {
      await client.session.logIn({ username, password, code });
    } catch (failure) {
      const needsCode = failure instanceof ChatError && failure.code === "second_factor_needed";
      if (needsCode) setAsksCode(true);
      if (!needsCode || asksCode) throw failure;
    }
  }

  return <LoginView reason={reason} busy={busy} error={error} asksCode={asksCode} onLogIn={(name, password, code) => void ask(() => logIn(name, password, code))} />;
}
