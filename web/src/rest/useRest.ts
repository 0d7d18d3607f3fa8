import { useMemo } from "react";
import { useClient } from "../state/client";
import { restOf, type Rest } from "./client";

export function useRest(): Rest {
  const client = useClient();
  return useMemo(() => restOf(client.ask), [client]);
}
