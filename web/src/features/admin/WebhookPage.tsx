import { useEffect, useState } from "react";
import { useRest } from "../../rest/useRest";
import type { Webhook, WebhookDelivery } from "../../rest/wire/types";
import { useAsking } from "../../state/client";
import { useDialog } from "../../state/dialog";
import { usePages } from "../../state/pages";
import { WebhookDialog } from "../../ui/office/WebhooksView";
import { WebhookView } from "../../ui/office/WebhookView";
import { ConfirmDialog } from "../../ui/RoomDialogs";
import { useCompanies } from "./useCompanies";
import { WebhookSecret } from "./WebhooksPage";

type Open = { dialog: "edit" | "renew" | "remove" } | { dialog: "secret"; secret: string };

export function WebhookPage({ webhookId, webhooksHref, onGone }: { webhookId: number; webhooksHref: string; onGone: () => void }) {
  const rest = useRest();
  const companies = useCompanies(rest);
  const page = useAsking();
  const [webhook, setWebhook] = useState<Webhook>();
  const [tested, setTested] = useState<WebhookDelivery>();
  const { open, show, close, asking, ask } = useDialog<Open>();
  const log = usePages({
    key: `deliveries of ${webhookId}`,
    idOf: ({ deliveryId }: WebhookDelivery) => deliveryId,
    load: async (last) => {
      const { deliveries, more } = await rest("ListWebhookDeliveries", { webhookId, before: last?.deliveryId ?? 0, limit: 50 });
      return { items: deliveries, more };
    },
  });
  useEffect(() => void page.ask(async () => setWebhook(await rest("ReadWebhook", { webhookId }))), [rest, webhookId]);
  const test = () => {
    setTested(undefined);
    void page.ask(async () => {
      const delivery = await rest("TestWebhook", { webhookId });
      setTested(delivery);
      await log.reload();
    });
  };
  return (
    <>
      <WebhookView webhook={webhook} company={new Map(companies).get(webhook?.companyId ?? 0) ?? ""} webhooksHref={webhooksHref} busy={page.busy} error={page.error} tested={tested} deliveries={log.items} log={log.list}
        onTest={test} onReload={() => void log.reload()} onEdit={() => show({ dialog: "edit" })} onSecret={() => show({ dialog: "renew" })} onRemove={() => show({ dialog: "remove" })} />
      {webhook && open?.dialog === "edit" && (
        <WebhookDialog webhook={webhook} companies={companies} companyId={webhook.companyId} {...asking} onClose={close}
          onSave={({ url, events, active }) => void ask(async () => {
            setWebhook((await rest("ModifyWebhook", { webhookId, url, events, active })).webhook);
            close();
          })} />
      )}
      {open?.dialog === "renew" && (
        <ConfirmDialog title="Make a new secret?" words="From now on everything is signed with the new one. Until the other program knows it, it must refuse what comes." action="Make a new secret" {...asking} onClose={close}
          onConfirm={() => void ask(async () => show({ dialog: "secret", secret: (await rest("ModifyWebhook", { webhookId, newSecret: true })).secret }))} />
      )}
      {open?.dialog === "remove" && (
        <ConfirmDialog title="Delete this webhook?" words="Nothing is told to that address any more. Its log and what waits for it are gone, too." action="Delete" {...asking} onClose={close}
          onConfirm={() => void ask(() => rest("RemoveWebhook", { webhookId })).then((done) => { if (done) onGone(); })} />
      )}
      {open?.dialog === "secret" && <WebhookSecret secret={open.secret} onClose={close} />}
    </>
  );
}
