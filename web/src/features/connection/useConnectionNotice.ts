import { useEffect, useState, useSyncExternalStore } from "react";
import { useClient, useStore } from "../../state/client";
import type { ConnectionNotice } from "../../ui/Banner";

/** How long the good news stays. */
const resumedMs = 4000;

/** What the banner says: nothing while all is well and at the first connect, good news for a while after bad. */
export function useConnectionNotice(): ConnectionNotice {
  const client = useClient();
  const link = useStore(client.link);
  const onLine = useSyncExternalStore(subscribeOnLine, () => navigator.onLine);
  const [lost, setLost] = useState(false);
  const [resumed, setResumed] = useState(false);
  const [version, setVersion] = useState<string>();

  if (link.state === "waiting" && !lost) setLost(true);
  if (link.state === "open") {
    if (version === undefined) setVersion(link.serverVersion);
    if (lost) {
      setLost(false);
      setResumed(true);
    }
  }
  useEffect(() => {
    if (!resumed) return;
    const timer = setTimeout(() => setResumed(false), resumedMs);
    return () => clearTimeout(timer);
  }, [resumed]);

  const onRetry = () => client.retryNow();
  if (link.state === "open") {
    if (version !== undefined && version !== link.serverVersion) return { state: "outdated", onReload: () => location.reload() };
    return { state: resumed ? "resumed" : "live" };
  }
  if (link.state === "closed" && link.reason !== "logged_out") return { state: "closed", sentence: link.sentence, onRetry: () => void client.start().catch(() => {}) };
  if (!onLine) return { state: "offline", onRetry };
  return lost ? { state: "reconnecting", onRetry } : { state: "live" };
}

function subscribeOnLine(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
