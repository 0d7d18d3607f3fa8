import { useState } from "react";
import { useRest } from "../../rest/useRest";
import type { AuditEntry } from "../../rest/wire/types";
import { useAsking } from "../../state/client";
import { usePages } from "../../state/pages";
import { AuditView } from "../../ui/office/AuditView";
import { auditWords } from "../../ui/office/words";
import { pageSize } from "./useCompanies";

interface Who { uname: string; contactId: number }

export function AuditPage() {
  const rest = useRest();
  const { error, ask } = useAsking();
  const [action, setAction] = useState("");
  const [who, setWho] = useState<Who>({ uname: "", contactId: 0 });
  const { items, list } = usePages({
    key: `${action} by ${who.contactId}`,
    idOf: ({ auditId }: AuditEntry) => auditId,
    load: async (last) => {
      const { entries, more } = await rest("ListAudit", { before: last?.auditId ?? 0, limit: pageSize, contactId: who.contactId, action });
      return { items: entries, more };
    },
  });
  const find = (uname: string) => void ask(async () => {
    if (uname === "") return setWho({ uname, contactId: 0 });
    const { users } = await rest("ListUsers", { uname });
    if (!users[0]) throw new Error(`Nobody has the login name “${uname}”.`);
    setWho({ uname, contactId: users[0].contactId });
  });
  return <AuditView entries={items} {...list} actions={Object.keys(auditWords)} action={action} onAction={setAction} person={who.uname} personFault={error} onPerson={find} />;
}
