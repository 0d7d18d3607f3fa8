import type { ReactNode } from "react";
import { KeysPage } from "../features/account/KeysPage";
import { SessionsPage } from "../features/account/SessionsPage";
import { AuditPage } from "../features/admin/AuditPage";
import { CompaniesPage } from "../features/admin/CompaniesPage";
import { InvitationsPage } from "../features/admin/InvitationsPage";
import { RoomsPage } from "../features/admin/RoomsPage";
import { ServerPage } from "../features/admin/ServerPage";
import { UserPage } from "../features/admin/UserPage";
import { UsersPage } from "../features/admin/UsersPage";
import { WebhookPage } from "../features/admin/WebhookPage";
import { WebhooksPage } from "../features/admin/WebhooksPage";
import { useClient, useStore } from "../state/client";
import { Empty } from "../ui/controls";
import type { IconName } from "../ui/Icon";
import { OfficeFrame, type OfficeGroup } from "../ui/office/OfficeFrame";
import { accountPages, adminPages, hrefOf, type OfficePage, type OfficeRoute } from "./route";
import { officeTitles } from "./title";
import { goTo, replaceBy } from "./useRoute";
import { officeIcons } from "../ui/office/icons";

const icons: Record<OfficePage, IconName> = { sessions: officeIcons.device, keys: officeIcons.key, companies: officeIcons.company, users: "people", rooms: "room", invitations: "mailAsk", webhooks: officeIcons.hook, audit: officeIcons.list, server: officeIcons.server };

const section = (page: OfficePage) => ({ key: page, words: officeTitles[page], icon: icons[page], href: hrefOf({ name: "office", page }) });
const account: OfficeGroup = { title: "Your account", sections: accountPages.map(section) };
const administration: OfficeGroup = { title: "Administration", sections: adminPages.map(section) };
const usersHref = hrefOf({ name: "office", page: "users" });
const webhooksHref = hrefOf({ name: "office", page: "webhooks" });

export interface OfficeProps { route: OfficeRoute; banner: ReactNode; inert: boolean }

/** The account's pages, and for administrators those of the administration. Loaded late: most people never come here. */
export function Office({ route, banner, inert }: OfficeProps) {
  const self = useStore(useClient().self);
  const administrator = self?.administrator === true;
  const allowed = administrator || (accountPages as readonly string[]).includes(route.page);
  return (
    <OfficeFrame groups={administrator ? [account, administration] : [account]} current={route.page} homeHref={hrefOf({ name: "rooms" })} banner={banner} inert={inert}>
      {self?.kind === "user" && allowed ? pageOf(route) : <Empty icon="lock" title="This page is not for you"><p>{self?.kind === "user" ? "Only administrators manage the server." : "Guests have no account."}</p></Empty>}
    </OfficeFrame>
  );
}

function pageOf({ page, id, of = 0 }: OfficeRoute) {
  switch (page) {
    case "sessions": return <SessionsPage />;
    case "keys": return <KeysPage />;
    case "companies": return <CompaniesPage usersHref={(companyId) => hrefOf({ name: "office", page: "users", of: companyId })} />;
    case "users":
      if (id !== undefined) return <UserPage key={id} contactId={id} usersHref={usersHref} />;
      return <UsersPage companyId={of} onCompany={(companyId) => goTo({ name: "office", page: "users", ...(companyId > 0 ? { of: companyId } : {}) })} hrefOf={(contactId) => hrefOf({ name: "office", page: "users", id: contactId })} />;
    case "rooms": return <RoomsPage />;
    case "invitations": return <InvitationsPage />;
    case "webhooks":
      if (id !== undefined) return <WebhookPage key={id} webhookId={id} webhooksHref={webhooksHref} onGone={() => replaceBy({ name: "office", page: "webhooks" })} />;
      return <WebhooksPage hrefOf={(webhookId) => hrefOf({ name: "office", page: "webhooks", id: webhookId })} />;
    case "audit": return <AuditPage />;
    case "server": return <ServerPage />;
  }
}
