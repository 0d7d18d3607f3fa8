import { useRest } from "../../rest/useRest";
import { useDialog } from "../../state/dialog";
import { usePages } from "../../state/pages";
import { CompaniesView, CompanyDialog } from "../../ui/office/CompaniesView";
import { companiesAfter, companyId } from "./useCompanies";

export function CompaniesPage({ usersHref }: { usersHref: (companyId: number) => string }) {
  const rest = useRest();
  const { open, show, close, asking, ask } = useDialog<{ id: number | undefined }>();
  const { items, list, put } = usePages({ key: "companies", idOf: companyId, load: companiesAfter(rest) });
  const company = items?.find((each) => each.companyId === open?.id);
  return (
    <>
      <CompaniesView companies={items} {...list} usersHref={usersHref} onNew={() => show({ id: undefined })} onEdit={(id) => show({ id })} />
      {open && (
        <CompanyDialog company={company} {...asking} onClose={close}
          onSave={(wish) => void ask(async () => {
            let id = open.id;
            if (id === undefined) {
              const made = await rest("CreateCompany", { name: wish.name });
              put(made);
              id = made.companyId;
              show({ id }); // what comes next may be refused, and is then a change of the one that is there
            }
            put(await rest("ModifyCompany", { companyId: id, ...wish }));
          }).then((done) => { if (done) close(); })} />
      )}
    </>
  );
}
