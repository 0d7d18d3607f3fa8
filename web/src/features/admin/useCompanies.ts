import { useMemo } from "react";
import type { Rest } from "../../rest/client";
import type { Company } from "../../rest/wire/types";
import { usePages } from "../../state/pages";
import type { CompanyOptions } from "../../ui/office/UsersView";

export const pageSize = 100;
export const companyId = (company: Company) => company.companyId;
export const companiesAfter = (rest: Rest) => async (last: Company | undefined) => {
  const { companies, more } = await rest("ListCompanies", { after: last?.companyId ?? 0, limit: pageSize });
  return { items: companies, more };
};

/** All companies by name, to choose from. */
export function useCompanies(rest: Rest): CompanyOptions {
  const { items } = usePages({ key: "companies", idOf: companyId, load: companiesAfter(rest), all: true });
  return useMemo(() => [...(items ?? [])].sort((a, b) => a.name.localeCompare(b.name)).map(({ companyId: id, name }) => [id, name] as const), [items]);
}
