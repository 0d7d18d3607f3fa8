import type { Call } from "../calls/call.js";
import type { CallView } from "../calls/call_view.js";
import { StreamMedia } from "../calls/outgoing_media.js";
import type { Logger } from "../base/logger.js";
import { toChatError } from "../base/chat_error.js";
import { fallSilent, fire, writeData } from "./api_class.js";
import { Av, type AvState, type MediaStatus, type SignallingRoom } from "./av.js";
import { AvMedia, type AvMediaDeps } from "./av_media.js";
import type { Turns } from "./turns.js";

type Terminal = Extract<AvState, "closed" | "rejected" | "timeout" | "error">;

const LAST_STATUS: Readonly<Record<Terminal, MediaStatus>> = { closed: "close", rejected: "rejected", timeout: "timeout", error: "error" };

export interface AvControllerDeps extends AvMediaDeps {
  turns: Turns;
  logger: Logger;
  report(error: unknown): void;
  /** Of another Av of this page. */
  callOf(av: Av): Call | undefined;
  /** Its state is a terminal one, and told. */
  onEnded(controller: AvController): void;
}

/** Keeps one Av in step with its call, turn by turn: every public method runs in a turn. */
export class AvController {
  readonly av: Av;
  private readonly outgoing: StreamMedia;
  private readonly remote: AvMedia;
  private readonly deps: AvControllerDeps;
  private state: AvState;
  /** Listeners know of it. */
  private announced = false;
  private over = false;
  /** Media has flowed, or flows. */
  private wasConnected = false;
  /** This client is, or was, in the call. */
  private wasIn: boolean;
  private call: Call | undefined;

  constructor(room: SignallingRoom, outgoing: StreamMedia, state: AvState, deps: AvControllerDeps) {
    this.deps = deps;
    this.outgoing = outgoing;
    this.state = state;
    this.wasIn = state === "new";
    this.remote = new AvMedia(deps);
    this.av = new Av(`av${deps.newKey()}`, room, state, outgoing.streams, {
      accept: (stream) => this.accept(stream),
      end: (as) => this.end(as),
      merge: (other) => this.merge(other),
      addStream: (stream) => this.changeStreams(() => isStream(stream) && this.outgoing.addStream(stream)),
      removeStream: (stream) => this.changeStreams(() => isStream(stream) && this.outgoing.removeStream(stream)),
    });
  }

  /** The call it shows; not in a turn. */
  attach(call: Call): void {
    this.call = call;
  }

  /** What is known is written, and told from now on. */
  announce(view: CallView | undefined, isNew: (av: Av) => void): void {
    if (view) this.write(view);
    this.announced = true;
    fire(this.av, "new", this.deps.report);
    isNew(this.av);
    this.deps.turns.add(() => {
      if (isTerminal(this.state)) this.finish(this.state);
      else if (!this.over) fire(this.av, "update", this.deps.report);
    });
  }

  onChanged(view: CallView): void {
    if (this.over) return;
    const { state } = this;
    const media = this.write(view);
    if (isTerminal(this.state)) {
      if (this.announced) this.finish(this.state);
    } else if (media || state !== this.state) this.tell(media);
  }

  /** It ends here, whatever becomes of the call. */
  finish(state: Terminal): void {
    if (this.over) return;
    this.over = true;
    this.state = state;
    const media = this.remote.finish(LAST_STATUS[state]);
    writeData(this.av, { state, remoteMedia: this.remote.value });
    if (media) fire(this.av, "media", this.deps.report);
    fire(this.av, "update", this.deps.report);
    fallSilent(this.av);
    this.deps.onEnded(this);
  }

  private accept(stream: unknown): void {
    const { call } = this;
    if (this.over || !call || this.wasIn || (call.standing !== "offered" && call.standing !== "returnable")) return;
    this.wasIn = true;
    if (isStream(stream)) this.outgoing.addStream(stream);
    writeData(this.av, { localMedia: this.outgoing.streams });
    call.join(this.outgoing).catch((error: unknown) => {
      this.deps.logger.log("warn", "a call could not be entered", { sentence: toChatError(error).message });
      this.deps.turns.add(() => this.finish("error"));
    });
  }

  private end(as: "rejected" | "closed"): void {
    const { call } = this;
    if (this.over || !call) return;
    const isIn = this.wasIn || call.standing === "returnable";
    const done = isIn ? call.leave() : call.reject();
    done.catch((error: unknown) => this.deps.logger.log("warn", "hanging up was refused", { sentence: toChatError(error).message }));
    this.deps.turns.add(() => this.finish(isIn ? "closed" : as));
  }

  private merge(other: Av): void {
    const theirs = this.deps.callOf(other);
    const { call } = this;
    if (this.over || !call || !theirs || theirs === call) return;
    const [from, into] = theirs.isMine ? [call, theirs] : [theirs, call];
    from.mergeInto(into).catch((error: unknown) => this.deps.logger.log("warn", "the calls could not be merged", { sentence: toChatError(error).message }));
  }

  private changeStreams(change: () => void): void {
    if (this.over) return;
    change();
    writeData(this.av, { localMedia: this.outgoing.streams });
    this.deps.turns.add(() => {
      if (!this.over) this.tell(true);
    });
  }

  /** True if remoteMedia has changed. */
  private write(view: CallView): boolean {
    this.wasConnected ||= view.peers.some(({ everConnected }) => everConnected);
    this.wasIn ||= view.standing === "joined" || view.standing === "starting";
    this.state = this.stateOf(view);
    const changed = !isTerminal(this.state) && this.remote.follow(view);
    writeData(this.av, { state: this.state, remoteMedia: this.remote.value });
    if (changed && this.remote.hasFinal) this.deps.turns.add(() => this.sweep(view));
    return changed;
  }

  /** Entries that had their last status go. */
  private sweep(view: CallView): void {
    if (this.over || !this.remote.hasFinal) return;
    const latest = this.call?.view.get() ?? view;
    if (latest.standing !== "ended") this.onChanged(latest);
  }

  private tell(media: boolean): void {
    if (!this.announced) return;
    if (media) fire(this.av, "media", this.deps.report);
    fire(this.av, "update", this.deps.report);
  }

  private stateOf(view: CallView): AvState {
    switch (view.standing) {
      case "starting":
        return "new";
      case "offered":
      case "returnable":
        return this.wasIn ? "connecting" : "offered";
      case "joined":
        if (this.wasConnected) return "connected";
        return view.own && view.peers.length === 0 ? "offered" : "connecting";
      case "ended":
        return endOf(view);
      default:
        // Another client of this user has answered, nobody has in time, or we are no longer in it.
        return !this.wasIn && view.parties.some(({ contactId, state }) => contactId === this.deps.selfId() && state === "call_timeout") ? "timeout" : "closed";
    }
  }
}

function endOf({ ending }: CallView): Terminal {
  if (ending?.reason === "refused") return "rejected";
  if (ending?.reason === "unanswered") return "timeout";
  return ending?.reason === "failed" ? "error" : "closed";
}

function isTerminal(state: AvState): state is Terminal {
  return state in LAST_STATUS;
}

export function isStream(value: unknown): value is MediaStream {
  return typeof value === "object" && value !== null && typeof (value as { getTracks?: unknown }).getTracks === "function";
}
