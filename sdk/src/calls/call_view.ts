import type { Call as WireCall, CallEnd, CallParty, CallPeer } from "../wire/index.js";
import type { LinkState, PeerLinkView } from "./peer_link.js";
import type { Sending } from "./outgoing_media.js";
import type { RemoteStream } from "./remote_streams.js";

/**
 * Where this client stands to a call. starting: begun here, not confirmed yet. offered: it rings here. joined: this client is
 * in it. elsewhere: another client of the same user is. returnable: this page was in it before it was loaded anew. open: it
 * goes on without this user, who may enter.
 */
export type CallStanding = "starting" | "offered" | "joined" | "elsewhere" | "returnable" | "open" | "ended";

/** How a call ended for this client. failed: it could not be begun or entered; `sentence` says why. */
export type CallEnding = { readonly reason: CallEnd } | { readonly reason: "failed"; readonly sentence: string };

/** Another client in the call. */
export interface CallPeerView {
  readonly peerId: string;
  readonly contactId: number;
  readonly name: string;
  /** What it sends, as it says itself. */
  readonly audio: boolean;
  readonly video: boolean;
  readonly screen: boolean;
  /** It has lost the server, and may return. */
  readonly lost: boolean;
  /** Our connection with it; "none" while we are not in the call. */
  readonly link: LinkState | "none";
  /** Media has flowed between it and us. */
  readonly everConnected: boolean;
  readonly streams: readonly RemoteStream[];
}

/** A call as its reader sees it at one moment. */
export interface CallView {
  readonly id: string;
  /** The room that carries it for this reader. */
  readonly roomId: number;
  readonly standing: CallStanding;
  readonly ending: CallEnding | undefined;
  readonly initiatorId: number;
  /** This user has begun it. */
  readonly own: boolean;
  /** Everybody it was offered to, and what became of that. */
  readonly parties: readonly CallParty[];
  /** The clients in it, without this one. */
  readonly peers: readonly CallPeerView[];
  /** When a second person joined, milliseconds since 1970 by our clock; 0: nobody has yet. */
  readonly connectedMs: number;
  /** What we send. */
  readonly sending: Sending;
}

/** What this client itself knows of a call, beside what the server tells everybody. */
export interface CallReading {
  id: string;
  roomId: number;
  selfId: number;
  /** The id under which this client is in it. */
  peerId: string | undefined;
  /** The id under which this page was in it before it was loaded anew. */
  formerPeerId: string | undefined;
  ending: CallEnding | undefined;
  sending: Sending;
  /** The server's clock before ours. */
  aheadMs: number;
  linkOf(peerId: string): PeerLinkView | undefined;
}

/** `wire` undefined: not confirmed yet. Peers that have not changed stay the same objects. */
export function viewCall(wire: WireCall | undefined, reading: CallReading, before: CallView | undefined): CallView {
  const { id, roomId, selfId, ending, sending } = reading;
  const standing = standingOf(wire, reading);
  const own = standing === "returnable" ? reading.formerPeerId : reading.peerId;
  const others = wire?.peers.filter(({ peerId }) => peerId !== own) ?? [];
  return {
    id,
    roomId,
    standing,
    ending,
    initiatorId: wire?.initiatorId ?? selfId,
    own: (wire?.initiatorId ?? selfId) === selfId,
    parties: wire?.parties ?? [],
    peers: others.map((peer) => viewPeer(peer, reading.linkOf(peer.peerId), before?.peers.find(({ peerId }) => peerId === peer.peerId))),
    connectedMs: wire?.connectedMs ? wire.connectedMs - reading.aheadMs : 0,
    sending,
  };
}

function standingOf(wire: WireCall | undefined, { selfId, peerId, formerPeerId, ending }: CallReading): CallStanding {
  if (ending) return "ended";
  if (!wire) return "starting";
  if (peerId) return "joined";
  if (wire.peers.some((peer) => peer.peerId === formerPeerId && peer.lost)) return "returnable";
  if (wire.peers.some(({ contactId }) => contactId === selfId)) return "elsewhere";
  return wire.parties.some(({ contactId, state }) => contactId === selfId && state === "call_offered") ? "offered" : "open";
}

const NO_LINK: Omit<PeerLinkView, "state"> & { state: "none" } = { state: "none", everConnected: false, streams: [] };

function viewPeer(peer: CallPeer, link: PeerLinkView | typeof NO_LINK = NO_LINK, before: CallPeerView | undefined): CallPeerView {
  const { peerId, contactId, name, audio, video, screen, lost } = peer;
  const view: CallPeerView = { peerId, contactId, name, audio, video, screen, lost, link: link.state, everConnected: link.everConnected, streams: link.streams };
  return before && (Object.keys(view) as (keyof CallPeerView)[]).every((key) => view[key] === before[key]) ? before : view;
}
