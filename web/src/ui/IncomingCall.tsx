import { Avatar } from "./Avatar";
import { Button } from "./controls";
import { Icon } from "./Icon";
import "./IncomingCall.css";

/** A call that waits for an answer here, or to which this page may return. */
export interface IncomingCallItem {
  id: string;
  kind: "offered" | "returnable";
  /** Who calls. */
  name: string;
  seed: number;
  /** The room, where it is not just him. */
  room: string | undefined;
  /** Who is in it besides. */
  others: number;
}

export interface IncomingCallProps {
  call: IncomingCallItem;
  /** One is in another call. */
  busy: boolean;
  onAccept: (camera: boolean) => void;
  /** Brings it into the call one is in; left out where one is in none. */
  onMerge?: (() => void) | undefined;
  onDecline: () => void;
}

/** Stands over everything and takes no focus: who is writing goes on writing. */
export function IncomingCall({ call, busy, onAccept, onMerge, onDecline }: IncomingCallProps) {
  const { name, room, others, kind } = call;
  const more = others > 0 ? ` and ${others} more` : "";
  const title = kind === "returnable" ? "You were in a call" : `${name} is calling`;
  const detail = kind === "returnable" ? `with ${name}${more}${room ? ` in ${room}` : ""}` : [room, others > 0 ? `${others + 1} are in the call` : ""].filter(Boolean).join(" · ") || "Audio and video";
  return (
    <section className={`incoming incoming-${kind}`} aria-label={title}>
      <span className="incoming-face"><Avatar name={name} seed={call.seed} size="l" /></span>
      <div className="incoming-words" role="alert">
        <h2>{title}</h2>
        <p>{detail}</p>
      </div>
      <div className="incoming-choices">
        {kind === "offered"
          ? <>
              <Button kind="danger" icon="hangUp" onClick={onDecline}>Decline</Button>
              {onMerge && <Button icon="addPerson" onClick={onMerge}>Add to this call</Button>}
              <Button icon="mic" onClick={() => onAccept(false)}>{busy ? "Switch, audio only" : "Audio only"}</Button>
              <Button kind="primary" icon="camera" onClick={() => onAccept(true)}>{busy ? "Switch, with camera" : "With camera"}</Button>
            </>
          : <>
              <Button icon="hangUp" onClick={onDecline}>Leave it</Button>
              <Button kind="primary" icon="call" onClick={() => onAccept(true)}>Return</Button>
            </>}
      </div>
    </section>
  );
}

/** A call that runs in the room one looks at. */
export interface RunningCallProps {
  /** in: this page is in it. elsewhere: another device is. open: one may enter. */
  state: "in" | "elsewhere" | "open";
  words: string;
  onAct: () => void;
}

const acts = { in: "Show", elsewhere: "Join here", open: "Join" } as const;

export function RunningCall({ state, words, onAct }: RunningCallProps) {
  return (
    <div className="running-call" role="status" aria-label="Call in this room">
      <Icon name="call" size={18} /><span>{words}</span>
      <Button small kind={state === "open" ? "primary" : "quiet"} onClick={onAct}>{acts[state]}</Button>
    </div>
  );
}

/** What became of the last call, where a person wants to know. */
export function CallOver({ sentence, diagnoseHref, onClose }: { sentence: string; diagnoseHref: string | undefined; onClose: () => void }) {
  return (
    <div className="call-over" role="status" aria-label="Last call">
      <Icon name="hangUp" size={18} /><span>{sentence}</span>
      {diagnoseHref && <a href={diagnoseHref} target="_blank" rel="noopener">Find out why</a>}
      <Button small kind="quiet" onClick={onClose}>Close</Button>
    </div>
  );
}
