import { useRest } from "../../rest/useRest";
import { useClient, useStore } from "../../state/client";
import { useCopying } from "../../state/copy";
import { useDialog } from "../../state/dialog";
import { useNow } from "../../state/now";
import { usePages } from "../../state/pages";
import { KeysView, NewKeyDialog } from "../../ui/office/KeysView";
import { SecretDialog } from "../../ui/office/SecretDialog";
import { ConfirmDialog } from "../../ui/RoomDialogs";

type Open = { dialog: "new" } | { dialog: "made"; token: string } | { dialog: "revoke"; id: number; name: string };

/** The reader's API keys. */
export function KeysPage() {
  const rest = useRest();
  const self = useStore(useClient().self);
  const { open, show, close, asking, ask } = useDialog<Open>();
  const { items, list, put, drop } = usePages({ key: "own", idOf: ({ keyId }) => keyId, load: async () => ({ items: (await rest("ListKeys")).keys, more: false }) });
  return (
    <>
      <KeysView keys={items} {...list} now={useNow()} docsHref="/api/v1/openapi.json" onNew={() => show({ dialog: "new" })} onRevoke={(id) => show({ dialog: "revoke", id, name: items?.find(({ keyId }) => keyId === id)?.name ?? "" })} />
      {open?.dialog === "new" && (
        <NewKeyDialog scopes={["read", "write", "command", ...(self?.administrator ? ["admin" as const] : [])]} {...asking} onClose={close}
          onCreate={(wish) => void ask(async () => {
            const { key, token } = await rest("CreateKey", wish);
            put(key);
            show({ dialog: "made", token });
          })} />
      )}
      {open?.dialog === "made" && <KeyMade token={open.token} onClose={close} />}
      {open?.dialog === "revoke" && (
        <ConfirmDialog title={`Revoke ${open.name}?`} words="The program that uses this key is cut off at once. It cannot be undone." action="Revoke" {...asking} onClose={close}
          onConfirm={() => void ask(() => rest("RevokeKey", { keyId: open.id })).then((done) => {
            if (!done) return;
            drop(open.id);
            close();
          })} />
      )}
    </>
  );
}

function KeyMade({ token, onClose }: { token: string; onClose: () => void }) {
  const { copied, copy } = useCopying();
  return <SecretDialog title="Your new key" words="Give it to the program, and to nobody else. It is shown nowhere again." label="API key" value={token} copied={copied} onCopy={() => copy(token)} onClose={onClose} />;
}
