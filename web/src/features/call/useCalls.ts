import type { Call, CallView } from "@foyer/sdk";
import { useMemo } from "react";
import { useClient, useStore } from "../../state/client";
import { derived } from "../../state/derived";

export interface SeenCall { call: Call; view: CallView }

/** All calls in the reader's rooms, as they are at the moment. */
export function useCalls(): readonly SeenCall[] {
  const client = useClient();
  const store = useMemo(() => derived<readonly SeenCall[]>(
    (listener) => client.subscribe((change) => { if (change.type.startsWith("call")) listener(); }),
    () => client.runningCalls.get().map((call) => ({ call, view: call.view.get() })),
    (a, b) => a.length === b.length && a.every(({ view }, i) => view === b[i]!.view),
  ), [client]);
  return useStore(store);
}
