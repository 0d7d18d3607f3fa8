import { useEffect, useState, type ReactNode } from "react";
import { useRest } from "../../rest/useRest";
import type { ApiKey, SessionInfo, User } from "../../rest/wire/types";
import { useAsking, useClient, useStore } from "../../state/client";
import { useDialog } from "../../state/dialog";
import { useNow } from "../../state/now";
import { usePages } from "../../state/pages";
import { KeysTable } from "../../ui/office/KeysTable";
import { SessionsTable } from "../../ui/office/SessionsTable";
import { ResetPasswordDialog } from "../../ui/office/UserDialogs";
import { RenameUserDialog, UserView } from "../../ui/office/UserView";
import { ConfirmDialog } from "../../ui/RoomDialogs";
import { newPassword } from "./newPassword";
import { useCompanies } from "./useCompanies";
import { PasswordSet } from "./UsersPage";

type Open = { dialog: "rename" | "password" | "factor" | "disable" | "demote" | "sessions" } | { dialog: "told"; password: string } | { dialog: "key"; id: number; name: string };

/** One account. */
export function UserPage({ contactId, usersHref }: { contactId: number; usersHref: string }) {
  const rest = useRest();
  const selfId = useStore(useClient().self)?.contactId;
  const companies = useCompanies(rest);
  const now = useNow();
  const page = useAsking();
  const [user, setUser] = useState<User>();
  const { open, show, close, asking, ask } = useDialog<Open>();
  const [ending, setEnding] = useState<number>();
  const sessions = usePages({ key: `sessions of ${contactId}`, idOf: ({ sessionId }: SessionInfo) => sessionId, load: async () => ({ items: (await rest("ListSessionsOfUser", { contactId })).sessions, more: false }) });
  const keys = usePages({ key: `keys of ${contactId}`, idOf: ({ keyId }: ApiKey) => keyId, load: async () => ({ items: (await rest("ListKeysOfUser", { contactId })).keys, more: false }) });
  useEffect(() => void page.ask(async () => setUser(await rest("ReadUser", { contactId }))), [rest, contactId]);

  const change = (work: () => Promise<User>) => page.ask(async () => setUser(await work()));
  const inDialog = (work: () => Promise<unknown>) => void ask(work).then((done) => { if (done) close(); });
  const modify = (part: { name?: string; disabled?: boolean; administrator?: boolean }) => async () => {
    const changed = await rest("ModifyUser", { contactId, ...part });
    setUser(changed);
    if (part.disabled) await sessions.reload();
  };
  return (
    <>
      <UserView user={user} companies={companies} usersHref={usersHref} self={contactId === selfId} busy={page.busy} error={page.error} onRename={() => show({ dialog: "rename" })} onPassword={() => show({ dialog: "password" })}
        onSecondFactorOff={() => show({ dialog: "factor" })} onEndAll={() => show({ dialog: "sessions" })}
        onDisabled={(disabled) => (disabled ? show({ dialog: "disable" }) : void page.ask(modify({ disabled: false })))}
        onAdministrator={(administrator) => (administrator ? void page.ask(modify({ administrator: true })) : show({ dialog: "demote" }))}
        onGrant={(companyId) => void change(() => rest("GrantSupervision", { contactId, companyId }))} onRevoke={(companyId) => void change(() => rest("RevokeSupervision", { contactId, companyId }))}
        sessions={<SessionsTable sessions={sessions.items} {...sessions.list} ending={ending} nobody="Is logged in nowhere."
          onEnd={(sessionId) => {
            setEnding(sessionId);
            void page.ask(() => rest("RevokeSessionOfUser", { contactId, sessionId })).then((done) => {
              setEnding(undefined);
              if (done) void sessions.reload(); // the login tokens of the same login have gone with it
            });
          }} />}
        keys={<KeysTable keys={keys.items} {...keys.list} now={now} empty={<p className="nothing">No API keys.</p>} onRevoke={(id) => show({ dialog: "key", id, name: keys.items?.find(({ keyId }) => keyId === id)?.name ?? "" })} />} />
      {user && open && dialogOf(user, open)}
    </>
  );

  function dialogOf({ name }: User, what: Open): ReactNode {
    const asked = { ...asking, onClose: close };
    switch (what.dialog) {
      case "rename": return <RenameUserDialog name={name} {...asked} onRename={(next) => inDialog(modify({ name: next }))} />;
      case "password":
        return <ResetPasswordDialog name={name} generate={() => newPassword()} {...asked} onReset={(password) => void ask(async () => {
          await rest("ResetPassword", { contactId, password });
          show({ dialog: "told", password });
          void sessions.reload();
        })} />;
      case "told": return <PasswordSet user={user!} password={what.password} onClose={close} />;
      case "disable": return <ConfirmDialog title={`Disable ${name}?`} words="They are out of everything at once, calls and transfers included, and cannot log in until you enable them again. Nothing is deleted." action="Disable" {...asked} onConfirm={() => inDialog(modify({ disabled: true }))} />;
      case "demote": return <ConfirmDialog title={`${name} no longer an administrator?`} words="They keep their account, and can no longer manage anything." action="Take it back" {...asked} onConfirm={() => inDialog(modify({ administrator: false }))} />;
      case "factor": return <ConfirmDialog title="Switch off the second factor?" words={`${name} then logs in with the password alone. Be sure that it is ${name} who asks you.`} action="Switch off" {...asked} onConfirm={() => inDialog(() => rest("StopSecondFactorOfUser", { contactId }))} />;
      case "sessions":
        return <ConfirmDialog title={`End all sessions of ${name}?`} words="Every browser and program that they are logged in with is out at once. API keys stay." action="End them" {...asked} onConfirm={() => inDialog(async () => {
          await rest("EndSessionsOfUser", { contactId });
          await sessions.reload();
        })} />;
      case "key":
        return <ConfirmDialog title={`Revoke ${what.name}?`} words="The program that uses this key is cut off at once. It cannot be undone." action="Revoke" {...asked} onConfirm={() => inDialog(async () => {
          await rest("RevokeKeyOfUser", { contactId, keyId: what.id });
          keys.drop(what.id);
        })} />;
    }
  }
}
