import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallPeerView, CallView, LocalMediaView } from "@foyer/sdk";
import { linkOf, tilesOf } from "./tiles";

const stream = (id: string) => ({ id }) as unknown as MediaStream;
const off = { on: false, busy: false, deviceId: "", problem: undefined };
const local: LocalMediaView = { microphone: { ...off, on: true }, camera: off, screen: off, stream: stream("own"), screenStream: undefined };
const peer = (more: Partial<CallPeerView>): CallPeerView =>
  ({ peerId: "p-bob", contactId: 2, name: "Bob", audio: true, video: true, screen: false, lost: false, link: "connected", everConnected: true, streams: [{ stream: stream("cam"), shows: "camera" }], ...more });
const view = (...peers: CallPeerView[]) => ({ peers }) as unknown as CallView;
const sources = { self: { id: 1, name: "Ann" }, local, quality: new Map(), speaking: new Set<string>() };

describe("the pictures of a call", () => {
  it("begin with oneself; a shared screen stands beside who shares it", () => {
    const shared = peer({ screen: true, streams: [{ stream: stream("cam"), shows: "camera" }, { stream: stream("desk"), shows: "screen" }] });
    assert.deepEqual(tilesOf(view(shared), { ...sources, local: { ...local, screenStream: stream("mine") } }).map(({ key, kind }) => [key, kind]),
      [["self", "person"], ["self-screen", "screen"], ["p-bob", "person"], ["p-bob-screen", "screen"]]);
  });

  it("show no screen that its owner says he does not share", () => {
    const stale = peer({ streams: [{ stream: stream("desk"), shows: "screen" }] });
    assert.deepEqual(tilesOf(view(stale), sources).map(({ key }) => key), ["self", "p-bob"]);
  });

  it("whoever is muted does not speak", () => {
    const speaking = new Set(["p-bob"]);
    assert.deepEqual(tilesOf(view(peer({ audio: false })), { ...sources, speaking }).map((tile) => tile.speaking), [false, false]);
    assert.equal(tilesOf(view(peer({})), { ...sources, speaking })[1]!.speaking, true);
  });

  it("tell how the connection is: media that flows counts more than a lost server", () => {
    assert.equal(linkOf(peer({ lost: true })), "connected");
    assert.equal(linkOf(peer({ lost: true, link: "interrupted" })), "lost");
    assert.equal(linkOf(peer({ link: "failed" })), "failed");
    assert.equal(linkOf(peer({ link: "connecting", everConnected: false })), "connecting");
    assert.equal(linkOf(peer({ link: "interrupted" })), "interrupted");
  });
});
