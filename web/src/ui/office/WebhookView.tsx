import { Button, Empty, ErrorNote, Spinner } from "../controls";
import { dayAndTime } from "../times";
import { DataTable, type ListState } from "./DataTable";
import { Facts, Page, Part } from "./Page";
import { Tag, Time } from "./Tag";
import type { WebhookItem } from "./WebhooksView";
import { eventWord } from "./words";
import { officeIcons } from "./icons";

export interface DeliveryItem {
  deliveryId: number;
  event: string;
  body: string;
  createdMs: number;
  state: "webhook_waiting" | "webhook_delivered" | "webhook_failed";
  tries: number;
  nextTryMs: number;
  status: number;
  error: string;
}

export interface WebhookViewProps {
  webhook: WebhookItem | undefined;
  company: string;
  webhooksHref: string;
  busy: boolean;
  error: string | undefined;
  /** What came of the last test. */
  tested: DeliveryItem | undefined;
  deliveries: readonly DeliveryItem[] | undefined;
  log: ListState;
  onTest: () => void;
  onReload: () => void;
  onEdit: () => void;
  onSecret: () => void;
  onRemove: () => void;
}

/** One webhook with what it was told. */
export function WebhookView({ webhook, company, webhooksHref, busy, error, tested, deliveries, log, onTest, onReload, onEdit, onSecret, onRemove }: WebhookViewProps) {
  const above = { href: webhooksHref, words: "Webhooks" };
  if (!webhook) return <Page title="Webhook" above={above}>{error ? <ErrorNote sentence={error} /> : <div className="list-wait"><Spinner label="Loading webhook" /></div>}</Page>;
  return (
    <Page title="Webhook" above={above} tools={<><Button icon="edit" disabled={busy} onClick={onEdit}>Edit</Button><Button icon={officeIcons.key} disabled={busy} onClick={onSecret}>New secret</Button><Button kind="quiet-danger" icon={officeIcons.trash} disabled={busy} onClick={onRemove}>Delete</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <Facts facts={[["Address", <code>{webhook.url}</code>, "wide"], ["Told of", webhook.events.map(eventWord).join(" · "), "wide"], ["Company", company], ["State", webhook.active ? <Tag tone="good">Active</Tag> : <Tag tone="warn">Off</Tag>], ["Since", <Time ms={webhook.createdMs} words={dayAndTime} />]]} />
      <Part title="Deliveries" lead="What waits for it, and what was told, newest first."
        tools={<><Button small icon="retry" disabled={log.busy} onClick={onReload}>Look again</Button><Button small kind="primary" icon="send" disabled={busy} onClick={onTest}>{busy ? "Sending…" : "Send a test"}</Button></>}>
        <div role="status">{tested && <div className={`note ${tested.state === "webhook_delivered" ? "note-good" : "note-error"}`}>{testWords(tested)}</div>}</div>
        <div className="log">
          <DataTable label="Deliveries" rows={deliveries} keyOf={({ deliveryId }) => deliveryId} {...log}
            empty={<Empty icon={officeIcons.hook} title="Nothing was told yet"><p>Send a test to see whether the other program answers.</p></Empty>}
            columns={[
              { head: "Event", kind: "main", cell: ({ event, body, deliveryId }) => <><span className="cell-title">{eventWord(event)}</span><details><summary>What was sent<span className="hidden-visually"> in delivery {deliveryId}</span></summary><pre className="body-text" tabIndex={0}>{pretty(body)}</pre></details></> },
              { head: "When", cell: ({ createdMs }) => <Time ms={createdMs} words={dayAndTime} /> },
              { head: "Outcome", cell: (delivery) => <><Outcome {...delivery} />{delivery.error && delivery.state !== "webhook_delivered" && <span className="cell-fault">{delivery.error}</span>}</> },
              { head: "Answer", cell: ({ status }) => (status > 0 ? `HTTP ${status}` : "None") },
              { head: "Tries", kind: "number", cell: ({ tries }) => tries },
            ]} />
        </div>
      </Part>
    </Page>
  );
}

function Outcome({ state, nextTryMs }: DeliveryItem) {
  switch (state) {
    case "webhook_delivered": return <Tag tone="good">Delivered</Tag>;
    case "webhook_failed": return <Tag tone="bad">Given up</Tag>;
    case "webhook_waiting": return <><Tag tone="warn">Waiting</Tag>{nextTryMs > 0 && <span className="cell-more">Next try {dayAndTime(nextTryMs)}</span>}</>;
  }
}

function testWords({ state, status, error }: DeliveryItem): string {
  if (state === "webhook_delivered") return `The test has arrived: the program answered with status ${status}.`;
  return `The test did not arrive: ${error || (status > 0 ? `the program answered with status ${status}.` : "there was no answer.")}`;
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
