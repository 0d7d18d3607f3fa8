import { useAsking, useClient } from "../../state/client";
import { LoginView } from "../../ui/LoginView";

export function LoginPage({ reason }: { reason: string | undefined }) {
  const client = useClient();
  const { busy, error, ask } = useAsking();
  return <LoginView reason={reason} busy={busy} error={error} onLogIn={(username, password) => void ask(() => client.session.logIn({ username, password }))} />;
}
