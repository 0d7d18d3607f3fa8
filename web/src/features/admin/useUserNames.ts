import { useEffect, useRef, useState } from "react";
import type { Rest } from "../../rest/client";

/** The names of people by their ids, as they become known; one is asked for after the other. Who is gone has none. */
export function useUserNames(rest: Rest, ids: readonly number[]): ReadonlyMap<number, string> {
  const [names, setNames] = useState<ReadonlyMap<number, string>>(new Map());
  const asked = useRef(new Set<number>());
  const wanted = [...new Set(ids)].filter((id) => id > 0).join(",");
  useEffect(() => {
    let over = false;
    const fetchAll = async () => {
      for (const id of wanted.split(",").filter(Boolean).map(Number)) {
        if (over) return;
        if (asked.current.has(id)) continue;
        asked.current.add(id);
        const name = await rest("ReadUser", { contactId: id }).then((user) => user.name, () => "");
        setNames((known) => new Map(known).set(id, name));
      }
    };
    void fetchAll();
    return () => { over = true; };
  }, [rest, wanted]);
  return names;
}
