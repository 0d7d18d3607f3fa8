import { useEffect, useState } from "react";
import { useRest } from "../../rest/useRest";
import { useAsking, useClient } from "../../state/client";
import { usePages } from "../../state/pages";
import { ServerView } from "../../ui/office/ServerView";
import { readLimits } from "./limits";

export function ServerPage() {
  const rest = useRest();
  const client = useClient();
  const { busy, error, ask } = useAsking();
  const [level, setLevel] = useState<string>();
  useEffect(() => void ask(async () => setLevel((await rest("ReadLogLevel")).level)), [rest, ask]);
  const { items, list } = usePages({ key: "limits", idOf: ({ id }) => id, load: async () => ({ items: (await client.ask("GET", "/limits", undefined, readLimits)).map((limit, id) => ({ ...limit, id })), more: false }) });
  return <ServerView level={level} busy={busy} error={error} limits={items} list={list} onLevel={(next) => void ask(async () => setLevel((await rest("SetLogLevel", { level: next })).level))} />;
}
