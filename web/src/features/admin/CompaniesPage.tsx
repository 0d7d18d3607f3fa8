import { useState } from "react";
import { useRest } from "../../rest/useRest";
import { useAsking } from "../../state/client";
import { usePages } from "../../state/pages";
import { CompaniesView, CompanyDialog } from "../../ui/office/CompaniesView";
import { companiesAfter, companyId } from "./useCompanies";

export function CompaniesPage({ usersHref }: { usersHref: (companyId: number) => string }) {
  const rest = useRest();
  const asking = useAsking();
  const [open, setOpen] = useState<{ id: number | undefined }>();
  const { items, list, put } = usePages({ key: "companies", idOf: companyId, load: companiesAfter(rest) });
  const company = items?.find((each) => each.companyId === open?.id);
  return (
    <>
      <CompaniesView companies={items} {...list} usersHref={usersHref} onNew={() => setOpen({ id: undefined })} onEdit={(id) => setOpen({ id })} />
      {open && (
        <CompanyDialog company={company} {...asking} onClose={() => setOpen(undefined)}
          onSave={(wish) => void asking.ask(async () => {
            let id = open.id;
            if (id === undefined) {
              const made = await rest("CreateCompany", { name: wish.name });
              put(made);
              id = made.companyId;
              setOpen({ id }); // what comes next may be refused, and is then a change of the one that is there
            }
            put(await rest("ModifyCompany", { companyId: id, ...wish }));
          }).then((done) => { if (done) setOpen(undefined); })} />
      )}
    </>
  );
}
