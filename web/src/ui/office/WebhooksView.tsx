import { useState } from "react";
import { Button, Empty, ErrorNote, SwitchRow, TextField } from "../controls";
import { Dialog } from "../Dialog";
import type { Asking } from "../RoomDialogs";
import { DataTable, type ListState } from "./DataTable";
import { Checks, SelectField } from "./fields";
import { Page } from "./Page";
import { Tag } from "./Tag";
import type { CompanyOptions } from "./UsersView";
import { eventWord, eventWords } from "./words";
import { officeIcons } from "./icons";

export interface WebhookItem { webhookId: number; companyId: number; url: string; events: readonly string[]; active: boolean; createdMs: number }

export interface WebhooksViewProps extends ListState {
  webhooks: readonly WebhookItem[] | undefined;
  companies: CompanyOptions;
  companyId: number;
  onCompany: (companyId: number) => void;
  hrefOf: (webhookId: number) => string;
  onNew: () => void;
}

export function WebhooksView({ webhooks, companies, companyId, onCompany, hrefOf, onNew, ...list }: WebhooksViewProps) {
  const names = new Map(companies);
  return (
    <Page title="Webhooks" lead="Addresses of other programs that Foyer calls when something happens in a company." tools={<Button kind="primary" icon="plus" disabled={companies.length === 0} onClick={onNew}>New webhook</Button>}>
      <div className="filters"><SelectField label="Company" inline value={companyId} options={[[0, "All companies"], ...companies]} onChange={onCompany} /></div>
      <DataTable label="Webhooks" rows={webhooks} keyOf={({ webhookId }) => webhookId} {...list}
        empty={<Empty icon={officeIcons.hook} title="No webhooks"><p>Give an address, and Foyer tells it what happens, signed with a secret.</p></Empty>}
        columns={[
          { head: "Address", kind: "main", cell: ({ webhookId, url, events }) => <><a className="cell-title" href={hrefOf(webhookId)}>{url}</a><span className="cell-more">{events.map(eventWord).join(" · ")}</span></> },
          { head: "Company", cell: (webhook) => names.get(webhook.companyId) ?? "" },
          { head: "State", cell: ({ active }) => (active ? <Tag tone="good">Active</Tag> : <Tag tone="warn">Off</Tag>) },
        ]} />
    </Page>
  );
}

export interface WebhookWish { companyId: number; url: string; events: string[]; active: boolean }

export interface WebhookDialogProps extends Asking {
  /** Left out: a new one. */
  webhook?: WebhookItem;
  companies: CompanyOptions;
  companyId: number;
  onSave: (wish: WebhookWish) => void;
  onClose: () => void;
}

const events = Object.entries(eventWords).filter(([event]) => event !== "test").map(([event, words]) => [event, words, event] as const);

export function WebhookDialog({ webhook, companies, companyId, onSave, onClose, busy, error }: WebhookDialogProps) {
  const [wish, setWish] = useState<WebhookWish>(webhook ? { companyId: webhook.companyId, url: webhook.url, events: [...webhook.events], active: webhook.active } : { companyId: companyId || (companies[0]?.[0] ?? 0), url: "", events: ["message.posted"], active: true });
  const possible = wish.url.trim() !== "" && wish.events.length > 0 && !busy;
  return (
    <Dialog title={webhook ? "Edit webhook" : "New webhook"} wide onClose={onClose} onSubmit={() => { if (possible) onSave({ ...wish, url: wish.url.trim() }); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{webhook ? (busy ? "Saving…" : "Save") : busy ? "Creating…" : "Create webhook"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <TextField label="Address" value={wish.url} plain autoFocus autoComplete="off" onChange={(url) => setWish({ ...wish, url })} hint="https://… of the program that is told." />
      {!webhook && <SelectField label="Company" value={wish.companyId} options={companies} onChange={(next) => setWish({ ...wish, companyId: next })} />}
      <Checks label="What is told?" options={events} chosen={wish.events} onChange={(chosen) => setWish({ ...wish, events: chosen })} />
      {webhook && <SwitchRow title="Active" hint="Switched off, nothing is told, and what happens meanwhile is not told later." checked={wish.active} onChange={(active) => setWish({ ...wish, active })} />}
    </Dialog>
  );
}
