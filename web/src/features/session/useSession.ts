import type { LateClient } from "@foyer/sdk/late";
import { useCallback, useEffect, useState } from "react";
import { sentenceOf, useStore } from "../../state/client";
import { savedStatus } from "../../state/status";

/** Whether somebody is logged in, as far as the page knows. */
export type SessionState =
  | { state: "starting" }
  | { state: "unreachable"; sentence: string }
  | { state: "out"; reason: string | undefined }
  | { state: "in" };

/** Finds a session that exists already, and keeps the feed connected while somebody is logged in. */
export function useSession(client: LateClient) {
  const self = useStore(client.self);
  const link = useStore(client.link);
  const [found, setFound] = useState<{ state: "looking" } | { state: "looked" } | { state: "failed"; sentence: string }>({ state: "looking" });

  const look = useCallback(() => {
    setFound({ state: "looking" });
    client.session.resume().then(() => setFound({ state: "looked" }), (error: unknown) => setFound({ state: "failed", sentence: sentenceOf(error) }));
  }, [client]);
  useEffect(look, [look]);

  const selfId = self?.contactId;
  useEffect(() => {
    if (selfId === undefined) return;
    const { show, text } = savedStatus(selfId);
    void client.setPresence(show, text);
    client.start().catch(() => {}); // the link says what became of it
  }, [client, selfId]);

  return { session: stateOf(), look };

  function stateOf(): SessionState {
    if (self) return { state: "in" };
    if (found.state === "looking") return { state: "starting" };
    if (found.state === "failed") return { state: "unreachable", sentence: found.sentence };
    return { state: "out", reason: link.state === "closed" && link.reason === "logged_out" ? link.sentence : undefined };
  }
}
