// Contract 7: commands of programs, on both surfaces.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cmd } from "../../src/compat/cmd.js";
import type { CommandEvent, Init } from "../../src/wire/index.js";
import { startedClient, watch } from "../support/client_world.js";
import { startedPage } from "../support/page_world.js";
import { BOB, CAT, makeGuest, makeMember, makeRoom, ME, oneToOne, type WirePeer } from "../support/wire_peer.js";

function prepare(peer: WirePeer): void {
  peer.features = ["cmd", "av"];
  for (const kind of ["answerCommand", "setFeatures"] as const) peer.answer(kind, () => ({ case: "done", value: {} }));
  peer.answer("inviteToChat", ({ parties }) => {
    const id = parties.length === 1 ? 5 : 6;
    peer.roomEvent(id === 5 ? oneToOne(5) : makeRoom(6, [makeMember(ME, "Ann"), makeMember(BOB, "Bob"), makeMember(CAT, "Cat")]));
    return { case: "roomAnswer", value: { roomId: id } };
  });
}

const send = (peer: WirePeer, commandId: number, type: string, action: string, more: Init<CommandEvent> = {}) =>
  peer.send({ case: "commandEvent", value: { commandId, type, action, internal: [BOB], expiresMs: 1_030_000, ...more } });

async function cmdPage(name = "cmd") {
  const all = await startedPage(prepare, [() => {}]);
  const got: Cmd[] = [];
  const log: string[] = [];
  assert.equal(
    all.PBX.enableFeature(name, (cmd: Cmd) => {
      got.push(cmd);
      cmd.addListener("update", (c: Cmd) => log.push(c.state));
    }, ["chat"]),
    true,
  );
  await all.world.pass(5);
  return { ...all, got, log };
}

test("room/create: the page is asked, told to the program, and the room opens", async () => {
  const { world, peer, PBX, got, log } = await cmdPage();
  assert.deepEqual(peer.asked("setFeatures"), [{ features: ["cmd"] }]);
  send(peer, 1, "room", "create", { external: [makeGuest("Greta", { email: "g@x.example" })] });
  assert.equal(got.length, 0);
  await world.pass(5);
  const [cmd] = got as [Cmd];
  assert.deepEqual([cmd.type, cmd.action, cmd.state], ["room", "create", "open"]);
  assert.deepEqual(cmd.data, { internal: [BOB], external: [{ name: "Greta", email: "g@x.example" }] });
  const { accept } = cmd;
  const room = watch(accept());
  await world.pass(20);
  assert.equal(room.value, PBX.getRoom(6));
  assert.deepEqual(peer.asked("answerCommand"), [{ commandId: 1, accepted: true }]);
  assert.deepEqual(peer.asked("inviteToChat")[0]!.parties.map(({ contactId, guest }) => guest?.name ?? contactId), [BOB, "Greta"]);
  assert.deepEqual(log, ["open", "accepted"]);
});

test("video/start opens the room and starts a video chat there with the stream", async () => {
  const { world, peer, PBX, got } = await cmdPage("keevio");
  send(peer, 2, "video", "start");
  await world.pass(5);
  const stream = { id: "camera" };
  const started: unknown[] = [];
  const opened = watch(got[0]!.accept(stream));
  await world.pass(2);
  await world.pass(20);
  const room = PBX.getRoom(5)!;
  assert.equal(opened.value, room);
  Object.defineProperty(room, "videoChat", { value: (given: unknown) => started.push(given) });
  send(peer, 3, "video", "start");
  await world.pass(5);
  const again = watch(got[1]!.accept(stream));
  await world.pass(20);
  assert.equal(again.value, room);
  assert.deepEqual(started, [stream]);
});

test("call/dial is taken without a room; reject tells the program", async () => {
  const { world, peer, got } = await cmdPage();
  send(peer, 4, "call", "dial", { internal: [], number: "+49 30 1" });
  send(peer, 5, "room", "create");
  await world.pass(5);
  assert.equal(got[0]!.data.number, "+49 30 1");
  const [taken, refused] = [watch(got[0]!.accept()), watch(got[1]!.reject())];
  await world.pass(20);
  assert.deepEqual([taken.state, taken.value, refused.state], ["resolved", undefined, "resolved"]);
  assert.deepEqual(peer.asked("answerCommand"), [{ commandId: 4, accepted: true }, { commandId: 5, accepted: false }]);
  assert.deepEqual(peer.asked("inviteToChat"), []);
});

test("several clients of one user: the first wins, the others are told", async () => {
  const { world, peer, got, log } = await cmdPage();
  send(peer, 6, "room", "create");
  send(peer, 7, "room", "create");
  await world.pass(5);
  peer.send({ case: "commandEnded", value: { commandId: 6, outcome: "command_accepted" } });
  peer.refuse("answerCommand", "already_answered");
  await world.pass(5);
  assert.equal(got[0]!.state, "elsewhere");
  const [late, beaten] = [watch(got[0]!.accept()), watch(got[1]!.accept())];
  await world.pass(20);
  assert.deepEqual([(late.error as { code: string }).code, (beaten.error as { code: string }).code], ["already_answered", "already_answered"]);
  assert.equal(got[1]!.state, "elsewhere");
  assert.deepEqual(peer.asked("inviteToChat"), [], "no second room is opened");
  assert.equal(log.filter((state) => state === "elsewhere").length, 2);
});

test("a command that nobody answers in time is over, by the server's clock", async () => {
  const { world, peer, client, changes } = await startedClient(prepare);
  send(peer, 8, "room", "create", { expiresMs: 5000 }); // the server's clock begins at 0 here
  const [command] = client.commands.get();
  assert.equal(command!.view.get().state, "open");
  await world.pass(6000);
  assert.deepEqual([command!.view.get().state, client.commands.get()], ["timeout", []]);
  assert.deepEqual(changes.filter(({ type }) => type.startsWith("command")).map(({ type }) => type), ["commandArrived", "commandEnded"]);
  await assert.rejects(command!.accept(), { code: "already_answered" });
  await command!.reject();
});

test("accepting twice answers once", async () => {
  const { world, peer, client } = await startedClient(prepare);
  send(peer, 9, "room", "create", { expiresMs: 60_000 });
  const [command] = client.commands.get();
  const [a, b] = [watch(command!.accept()), watch(command!.accept())];
  await world.pass(20);
  assert.equal(a.value?.id, 5);
  assert.equal(b.value, a.value);
  assert.equal(peer.asked("answerCommand").length, 1);
});
