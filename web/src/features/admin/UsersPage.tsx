import { useState } from "react";
import { useRest } from "../../rest/useRest";
import type { ImportedPassword, User } from "../../rest/wire/types";
import { useAsking } from "../../state/client";
import { useCopying } from "../../state/copy";
import { useDialog } from "../../state/dialog";
import { usePages } from "../../state/pages";
import { saveFile } from "../../state/saveFile";
import { ImportDialog, NewUserDialog, PasswordSetDialog, type ImportReport } from "../../ui/office/UserDialogs";
import { UsersView, type CompanyOptions } from "../../ui/office/UsersView";
import { matches } from "../../ui/search";
import { csvOf } from "./csv";
import { newPassword } from "./newPassword";
import { pageSize, useCompanies } from "./useCompanies";

type Open = { dialog: "new" | "import" } | { dialog: "made"; user: User; password: string };

export interface UsersPageProps {
  companyId: number;
  onCompany: (companyId: number) => void;
  hrefOf: (contactId: number) => string;
}

export function UsersPage({ companyId, onCompany, hrefOf }: UsersPageProps) {
  const rest = useRest();
  const companies = useCompanies(rest);
  const [query, setQuery] = useState("");
  const { open, show, close, asking, ask } = useDialog<Open>();
  const { items, list, put, reload } = usePages({
    key: `users of ${companyId}`,
    idOf: ({ contactId }: User) => contactId,
    all: query.trim() !== "",
    load: async (last) => {
      const { users, more } = await rest("ListUsers", { companyId, after: last?.contactId ?? 0, limit: pageSize });
      return { items: users, more };
    },
  });
  const searching = query.trim() !== "" && list.more && list.error === undefined;
  return (
    <>
      <UsersView users={items?.filter(({ name, uname, email }) => matches(query, name, uname, email))} {...list} companies={companies} companyId={companyId} onCompany={onCompany} query={query} onQuery={setQuery}
        searched={searching ? items?.length ?? 0 : undefined} hrefOf={hrefOf} onNew={() => show({ dialog: "new" })} onImport={() => show({ dialog: "import" })} />
      {open?.dialog === "new" && companies.length > 0 && (
        <NewUserDialog companies={companies} companyId={companyId || companies[0]![0]} generate={() => newPassword()} {...asking} onClose={close}
          onCreate={(wish) => void ask(async () => {
            const user = await rest("CreateUser", wish);
            if (companyId === 0 || companyId === user.companyId) put(user);
            if (wish.password === "") close();
            else show({ dialog: "made", user, password: wish.password });
          })} />
      )}
      {open?.dialog === "made" && <PasswordSet user={open.user} password={open.password} onClose={close} />}
      {open?.dialog === "import" && companies.length > 0 && <Import companies={companies} companyId={companyId || companies[0]![0]} onImported={() => void reload()} onClose={close} />}
    </>
  );
}

export function PasswordSet({ user, password, onClose }: { user: User; password: string; onClose: () => void }) {
  const { copied, copy } = useCopying();
  return <PasswordSetDialog name={user.name} uname={user.uname} password={password} copied={copied} onCopy={() => copy(password)} onClose={onClose} />;
}

function Import({ companies, companyId, onImported, onClose }: { companies: CompanyOptions; companyId: number; onImported: () => void; onClose: () => void }) {
  const rest = useRest();
  const { busy, error, ask } = useAsking();
  const [report, setReport] = useState<ImportReport>();
  const [passwords, setPasswords] = useState<readonly ImportedPassword[]>([]);
  const send = (company: number, csv: string, checkOnly: boolean) => void ask(async () => {
    const answer = await rest("ImportUsers", { companyId: company, csv, checkOnly });
    setPasswords(answer.passwords);
    setReport({ checked: checkOnly, created: answer.created, faults: answer.faults, passwords: answer.passwords.length });
    if (!checkOnly && answer.faults.length === 0) onImported();
  });
  return (
    <ImportDialog companies={companies} companyId={companyId} report={report} busy={busy} error={error} onChanged={() => setReport(undefined)} onClose={onClose}
      onCheck={(company, csv) => send(company, csv, true)} onImport={(company, csv) => send(company, csv, false)}
      onPasswords={() => saveFile("passwords.csv", "text/csv", csvOf([["login", "password"], ...passwords.map(({ uname, password }) => [uname, password])]))} />
  );
}
