import type { CallPeerView, CallView, LinkQuality, LocalMediaView } from "@foyer/sdk";
import type { CallTileItem, TileLink } from "../../ui/CallTile";

export interface TileSources {
  self: { id: number; name: string };
  local: LocalMediaView;
  quality: ReadonlyMap<string, LinkQuality>;
  /** Keys of those who are heard. */
  speaking: ReadonlySet<string>;
}

/** The pictures of a call, oneself first; a shared screen stands beside who shares it. */
export function tilesOf(view: CallView, { self, local, quality, speaking }: TileSources): CallTileItem[] {
  const own: CallTileItem = {
    key: "self", name: self.name, seed: self.id, self: true, kind: "person", stream: local.stream, audio: local.microphone.on, video: local.camera.on, link: "connected", speaking: speaking.has("self"),
  };
  const screen: CallTileItem[] = local.screenStream ? [{ ...own, key: "self-screen", kind: "screen", stream: local.screenStream, video: true, speaking: false }] : [];
  return [own, ...screen, ...view.peers.flatMap((peer) => tilesOfPeer(peer, quality.get(peer.peerId), speaking.has(peer.peerId)))];
}

function tilesOfPeer(peer: CallPeerView, quality: LinkQuality | undefined, speaking: boolean): CallTileItem[] {
  const link = linkOf(peer);
  const person: CallTileItem = {
    key: peer.peerId,
    name: peer.name,
    seed: peer.contactId,
    self: false,
    kind: "person",
    stream: peer.streams.find(({ shows }) => shows === "camera")?.stream,
    audio: peer.audio,
    video: peer.video,
    link,
    quality: link === "connected" ? quality?.level : undefined,
    speaking: speaking && peer.audio,
  };
  const screen = peer.streams.find(({ shows }) => shows === "screen")?.stream;
  return screen && peer.screen ? [person, { ...person, key: `${peer.peerId}-screen`, kind: "screen", stream: screen, video: true, quality: undefined, speaking: false }] : [person];
}

/** What there is to say of a connection. Media may flow on while the server is lost. */
export function linkOf({ link, lost, everConnected }: CallPeerView): TileLink {
  if (link === "connected") return "connected";
  if (lost) return "lost";
  if (link === "failed") return "failed";
  return everConnected ? "interrupted" : "connecting";
}
