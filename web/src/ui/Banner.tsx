import { Icon } from "./Icon";
import { Button } from "./controls";
import "./Banner.css";

/** What the reader must know about his connection. `live`: nothing. */
export type ConnectionNotice =
  | { state: "live" }
  | { state: "offline"; onRetry: () => void }
  | { state: "reconnecting"; onRetry: () => void }
  | { state: "resumed" }
  /** The server does not want this page back by itself. */
  | { state: "closed"; sentence: string; onRetry: () => void }
  | { state: "outdated"; onReload: () => void };

/** One line at the top that tells of a lost and a found connection. Its region is always there, so readers announce changes. */
export function Banner({ notice }: { notice: ConnectionNotice }) {
  return (
    <div role="status" aria-label="Connection" className={`banner banner-${notice.state}`}>
      {notice.state === "offline" && <><Icon name="warn" size={18} /><span>You are offline. What you write is sent when you are back.</span><Button small kind="quiet" onClick={notice.onRetry}>Try now</Button></>}
      {notice.state === "reconnecting" && <><span className="spinner" aria-hidden="true" /><span>Connection lost. Reconnecting…</span><Button small kind="quiet" onClick={notice.onRetry}>Try now</Button></>}
      {notice.state === "resumed" && <><Icon name="check" size={18} /><span>Connected again. Nothing was missed.</span></>}
      {notice.state === "closed" && <><Icon name="warn" size={18} /><span>{notice.sentence}</span><Button small kind="quiet" onClick={notice.onRetry}>Connect again</Button></>}
      {notice.state === "outdated" && <><Icon name="retry" size={18} /><span>The server has been updated.</span><Button small kind="quiet" onClick={notice.onReload}>Reload</Button></>}
    </div>
  );
}
