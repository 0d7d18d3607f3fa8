import { useState } from "react";
import { useRest } from "../../rest/useRest";
import type { AdminInvitation } from "../../rest/wire/types";
import { useDialog } from "../../state/dialog";
import { usePages } from "../../state/pages";
import { AllInvitationsView } from "../../ui/office/AllInvitationsView";
import { ConfirmDialog } from "../../ui/RoomDialogs";
import { invitationItem } from "./allInvitations";
import { pageSize, useCompanies } from "./useCompanies";
import { useUserNames } from "./useUserNames";

const idOf = ({ invitation }: AdminInvitation) => invitation.invitationId;

export function InvitationsPage() {
  const rest = useRest();
  const companies = useCompanies(rest);
  const { open: asks, show, close, asking, ask } = useDialog<AdminInvitation>();
  const [companyId, setCompanyId] = useState(0);
  const { items, list, put } = usePages({
    key: `invitations of ${companyId}`,
    idOf,
    load: async (last) => {
      const { invitations, more } = await rest("ListAllInvitations", { companyId, after: last ? idOf(last) : 0, limit: pageSize });
      return { items: invitations, more };
    },
  });
  const names = useUserNames(rest, items?.map(({ invitation }) => invitation.inviterId) ?? []);
  const companyNames = new Map(companies);
  return (
    <>
      <AllInvitationsView invitations={items?.map((each) => invitationItem(each, companyNames, names))} {...list} companies={companies} companyId={companyId} onCompany={setCompanyId}
        onRevoke={(id) => {
          const invitation = items?.find((each) => idOf(each) === id);
          if (invitation) show(invitation);
        }} />
      {asks && (
        <ConfirmDialog title={`Withdraw the invitation of ${asks.invitation.name}?`} words="The link stops working, and the guest is out of the room at once." action="Withdraw" {...asking} onClose={close}
          onConfirm={() => void ask(() => rest("RevokeAnyInvitation", { invitationId: idOf(asks) })).then((done) => {
            if (!done) return;
            put({ ...asks, invitation: { ...asks.invitation, state: "invitation_revoked" } });
            close();
          })} />
      )}
    </>
  );
}
