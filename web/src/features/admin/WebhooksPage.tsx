import { useState } from "react";
import { useRest } from "../../rest/useRest";
import type { Webhook } from "../../rest/wire/types";
import { useCopying } from "../../state/copy";
import { useDialog } from "../../state/dialog";
import { usePages } from "../../state/pages";
import { SecretDialog } from "../../ui/office/SecretDialog";
import { WebhookDialog, WebhooksView } from "../../ui/office/WebhooksView";
import { useCompanies } from "./useCompanies";

type Open = { dialog: "new" } | { dialog: "secret"; secret: string };

export function WebhooksPage({ hrefOf }: { hrefOf: (webhookId: number) => string }) {
  const rest = useRest();
  const companies = useCompanies(rest);
  const [companyId, setCompanyId] = useState(0);
  const { open, show, close, asking, ask } = useDialog<Open>();
  const { items, list, put } = usePages({ key: `webhooks of ${companyId}`, idOf: ({ webhookId }: Webhook) => webhookId, load: async () => ({ items: (await rest("ListWebhooks", { companyId })).webhooks, more: false }) });
  return (
    <>
      <WebhooksView webhooks={items} {...list} companies={companies} companyId={companyId} onCompany={setCompanyId} hrefOf={hrefOf} onNew={() => show({ dialog: "new" })} />
      {open?.dialog === "new" && (
        <WebhookDialog companies={companies} companyId={companyId} {...asking} onClose={close}
          onSave={({ companyId: company, url, events }) => void ask(async () => {
            const { webhook, secret } = await rest("CreateWebhook", { companyId: company, url, events });
            if (companyId === 0 || companyId === company) put(webhook);
            show({ dialog: "secret", secret });
          })} />
      )}
      {open?.dialog === "secret" && <WebhookSecret secret={open.secret} onClose={close} />}
    </>
  );
}

export function WebhookSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { copied, copy } = useCopying();
  return <SecretDialog title="The webhook's secret" words="Everything that Foyer sends there is signed with it; the other program checks that. It is shown nowhere again." label="Secret" value={secret} copied={copied} onCopy={() => copy(secret)} onClose={onClose} />;
}
