import type { CallPeerView, CallView } from "../calls/call_view.js";
import type { MediaStatus, RemoteMedia } from "./av.js";

const FINAL: readonly MediaStatus[] = ["close", "rejected", "timeout", "error"];

/** One entry of remoteMedia. */
interface Slot {
  readonly key: string;
  readonly contactId: number;
  /** Undefined while the party has not answered. */
  peerId: string | undefined;
  status: MediaStatus;
  value: RemoteMedia;
  /** The value is a stream that he sends, or sent. */
  isHis?: boolean;
}

export interface AvMediaDeps {
  /** Never given before, also not by another page, and usable as a DOM id. */
  newKey(): string;
  /** For peers that send nothing. */
  emptyStream(): MediaStream;
  selfId(): number;
}

/** Keeps the remoteMedia of one Av: one entry for each party that was asked, each peer, and each further stream of a peer. */
export class AvMedia {
  private slots: Slot[] = [];

  constructor(private readonly deps: AvMediaDeps) {}

  get value(): Record<string, RemoteMedia> {
    return Object.fromEntries(this.slots.map(({ key, value }) => [key, value]));
  }

  /** There are entries with their last status. */
  get hasFinal(): boolean {
    return this.slots.some(({ status }) => FINAL.includes(status));
  }

  /** Everybody in it gets this last status. True if something changed. */
  finish(status: MediaStatus): boolean {
    return this.replace(this.slots.filter((slot) => !FINAL.includes(slot.status)).map((slot) => mark(slot, status, nameOf(slot))));
  }

  /** What is there now; entries that had their last status are gone. True if something changed. */
  follow(view: CallView): boolean {
    const open = this.slots.filter(({ status }) => !FINAL.includes(status));
    const next: Slot[] = [];
    const offered = view.standing === "offered" || view.standing === "returnable";
    for (const peer of view.peers) next.push(...this.followPeer(peer, offered ? "offered" : statusOf(peer), open));
    for (const { contactId, name, state } of view.parties) {
      // Whom we have asked, and who is none of the peers.
      if (!view.own || offered || contactId === this.deps.selfId()) continue;
      const held = open.find((slot) => slot.contactId === contactId && slot.peerId === undefined);
      if (!held && (state !== "call_offered" || next.some((slot) => slot.contactId === contactId))) continue;
      if (held) open.splice(open.indexOf(held), 1);
      const status = state === "call_rejected" ? "rejected" : state === "call_timeout" ? "timeout" : state === "call_left" ? "close" : "offered";
      const slot = held ?? { key: this.deps.newKey(), contactId, peerId: undefined, status, value: placeholder(status, name, contactId) };
      next.push(mark(slot, status, name));
    }
    for (const slot of open) next.push(mark(slot, "close", nameOf(slot)));
    return this.replace(next);
  }

  /** An entry for each of his streams, which keeps it; one where he sends nothing. Takes what it goes on with out of `open`. */
  private followPeer(peer: CallPeerView, status: MediaStatus, open: Slot[]): Slot[] {
    const { contactId, peerId, name, streams } = peer;
    const flows = status === "connecting" || status === "connected";
    const live = new Set<unknown>(flows ? streams.map(({ stream }) => stream) : []);
    const take = (wanted: (slot: Slot) => boolean): Slot | undefined => {
      const at = open.findIndex(wanted);
      return at < 0 ? undefined : open.splice(at, 1)[0];
    };
    const isHis = (slot: Slot) => slot.peerId === peerId;
    const isAsked = (slot: Slot) => slot.peerId === undefined && slot.contactId === contactId;
    const fresh = (): Slot => ({ key: this.deps.newKey(), contactId, peerId, status, value: placeholder(status, name, contactId) });
    // Those that go on come first: what is left over of his may take up a stream that is new.
    const kept = [...live].map((stream) => [stream, take((slot) => isHis(slot) && slot.value === stream)] as const);
    const slots = kept.map(([stream, held]) => {
      const slot = { ...(held ?? take(isHis) ?? take(isAsked) ?? fresh()), peerId };
      slot.value = stream as MediaStream & RemoteMedia;
      slot.isHis = true;
      return slot;
    });
    if (slots.length === 0) slots.push({ ...(take(isHis) ?? take(isAsked) ?? fresh()), peerId });
    const first = slots[0]!;
    const tookAway = first.isHis && live.size === 0 && peer.link === "connected";
    if (status === "connected" && (tookAway || !isStream(first.value))) Object.assign(first, { value: this.deps.emptyStream(), isHis: false });
    return slots.map((slot) => mark(slot, status, name));
  }

  private replace(next: Slot[]): boolean {
    const before = this.slots;
    this.slots = next;
    const same = (a: Slot, b: Slot) => a.key === b.key && a.status === b.status && a.value === b.value;
    return next.length !== before.length || next.some((slot, i) => !same(slot, before[i]!));
  }
}

function statusOf({ link, everConnected }: CallPeerView): MediaStatus {
  if (link === "failed") return "error";
  return link === "connected" || everConnected ? "connected" : "connecting";
}

function placeholder(status: MediaStatus, cN: string, cid: number): RemoteMedia {
  return { status, cN, cid };
}

/** Writes what pages read on the value itself. The slot is a new one, so that changes can be seen. */
function mark(slot: Slot, status: MediaStatus, cN: string): Slot {
  Object.assign(slot.value, { status, cN, cid: slot.contactId });
  return { ...slot, status };
}

function nameOf({ value }: Slot): string {
  return value.cN;
}

function isStream(value: RemoteMedia): boolean {
  return "getTracks" in value;
}
