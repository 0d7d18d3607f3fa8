// Contract 8: api.js in a context that offers XMLHttpRequest, WebSocket, timers and console only.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Room } from "../../src/compat/room.js";
import { bareGlobals, loadApi } from "../support/bare_context.js";
import { BOB, makeMessage, oneToOne, WirePeer } from "../support/wire_peer.js";
import { World } from "../support/world.js";

test("it loads with nothing at all", () => {
  const IPCortex = loadApi({});
  assert.equal(typeof IPCortex.PBX.startFeed, "function");
  assert.deepEqual(Object.keys(IPCortex.Types).includes("Room"), true);
  assert.equal(IPCortex.PBX.Auth.id, null);
});

test("login, feed and chat work", async () => {
  const world = new World();
  const peer = new WirePeer(world);
  peer.rooms = [{ room: oneToOne(1), newest: 1, seen: 0, messages: [makeMessage(1, "hello bot")] }];
  peer.answer("postMessage", ({ roomId }) => ({ case: "messagePosted", value: { roomId, seq: 2 } }));
  const { PBX } = loadApi(bareGlobals(world));
  const log: unknown[] = [];
  void PBX.Auth.setHost("https://foyer.example")
    .then(() => PBX.Auth.login({ username: "bot", password: "x" }))
    .then(() => PBX.startFeed())
    .then(() => {
      const enabled = PBX.enableChat((room: Room) => {
        room.addListener("update", (r: Room) => {
          r.messages.forEach((message) => {
            if (!message.own) void r.post(`you said ${message.msg}`).then((id) => log.push(id));
          });
        });
      });
      log.push(enabled);
    });
  await world.pass(300);
  assert.deepEqual(log, [true, 2]);
  assert.equal(peer.asked("postMessage")[0]!.text, "you said hello bot");
  assert.match(peer.asked("postMessage")[0]!.idempotencyKey, /^[0-9a-f]{32}$/);
  assert.equal(PBX.getContact(BOB)!.name, "Bob");
  assert.equal(peer.hellos[0]!.token, "bearer-1", "no cookie: the bearer token speaks");
});

test("files answer that they cannot be had here; commands work", async () => {
  const world = new World();
  const peer = new WirePeer(world);
  peer.features = ["file", "cmd"];
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
  peer.answer("setFeatures", () => ({ case: "done", value: {} }));
  const { PBX } = loadApi(bareGlobals(world));
  void PBX.Auth.setHost("https://foyer.example").then(() => PBX.Auth.login({ username: "bot", password: "x" })).then(() => PBX.startFeed());
  await world.pass(100);
  assert.equal(PBX.enableFeature("file", () => {}, ["chat"]), false);
  assert.equal(PBX.enableFeature("cmd", () => {}, ["chat"]), true);
  const file = PBX.rooms[0]!.sendFile({ name: "plan.txt", size: 3, type: "text/plain" });
  assert.deepEqual([file.state, file.code, file.label], ["error", "feature_unavailable", "plan.txt"]);
  assert.match(file.reason, /fetch and Blob/);
  await world.pass(20);
  assert.deepEqual(peer.asked("offerFile"), []);
});

test("login() without credentials rejects where there is no page to ask on", async () => {
  const world = new World();
  new WirePeer(world);
  const { PBX } = loadApi(bareGlobals(world));
  const results: unknown[] = [];
  void PBX.Auth.setHost("https://foyer.example");
  PBX.Auth.login().then(() => results.push("in"), (error: { code: string }) => results.push(error.code));
  await world.pass(50);
  assert.deepEqual(results, ["not_logged_in"]);
});

test("loaded a second time it leaves the first alone; an IPCortex that a page prepared is kept", () => {
  const prepared: Record<string, unknown> = { mine: 1 };
  const IPCortex = loadApi({ IPCortex: prepared }) as unknown as Record<string, unknown>;
  assert.equal(IPCortex, prepared);
  assert.equal(IPCortex["mine"], 1);
  const { PBX } = prepared;
  loadApi({ IPCortex: prepared });
  assert.equal(prepared["PBX"], PBX);
});

test("in a page it finds its host by the script that is running", () => {
  const page = (src: string | undefined, origin: string) =>
    loadApi({ document: { currentScript: src === undefined ? null : { src } }, location: { origin, protocol: `${origin.split(":")[0]}:` } }).PBX.Auth.host;
  assert.equal(page("https://api.example:8443/api/api.js", "https://partner.example"), "https://api.example:8443");
  assert.equal(page(undefined, "https://partner.example"), "https://partner.example");
  assert.equal(page(undefined, "file://"), "");
});
