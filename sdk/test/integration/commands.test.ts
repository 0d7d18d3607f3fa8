// Commands of programs, from the REST call to the client and back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ChatClient, globalEnvironment } from "../../src/index.js";
import { nodeWebSocket, PASSWORD, realServer, until, type Server } from "../support/real_server.js";

let server: Server;
before(async () => {
  server = await realServer(["ann", "bob"], { FOYER_COMMANDS_TIMEOUT_MS: "1500" });
});
after(() => server.stop());

async function start(user: string, takes = true): Promise<ChatClient> {
  const client = new ChatClient({ host: server.url, environment: globalEnvironment(nodeWebSocket), logger: { log() {} } });
  await client.session.logIn({ username: user, password: PASSWORD });
  if (takes) client.take("cmd");
  await client.start();
  return client;
}

async function command(client: ChatClient, action: string, body: object): Promise<{ status: number; outcome: string }> {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${client.session.token}` };
  const answer = await fetch(`${server.url}/rest/command/${action}/`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, outcome: ((await answer.json()) as { status: string }).status };
}

const idOf = (client: ChatClient, uname: string) => client.people.get().find((person) => person.uname === uname)!.id;

test("room/create: asked, accepted, told, and the room is there", async () => {
  const ann = await start("ann");
  const told = command(ann, "create", { type: "room", internal: [idOf(ann, "bob")] });
  await until(() => ann.commands.get().length === 1, "the command");
  const [asked] = ann.commands.get();
  assert.equal(asked!.name, "room/create");
  const room = await asked!.accept();
  assert.equal(room!.view.get().peer?.contactId, idOf(ann, "bob"));
  assert.deepEqual(await told, { status: 200, outcome: "accepted" });
  await ann.stop();
});

test("several clients of one user: the first to accept has it, the others are told", async () => {
  const [first, second] = [await start("ann"), await start("ann")];
  const told = command(first, "start", { type: "video", internal: [idOf(first, "bob")] });
  await until(() => first.commands.get().length === 1 && second.commands.get().length === 1, "the command at both");
  const [here, there] = [first.commands.get()[0]!, second.commands.get()[0]!];
  await here.accept();
  await until(() => there.view.get().state === "elsewhere", "told");
  await assert.rejects(there.accept(), { code: "already_answered" });
  assert.equal((await told).outcome, "accepted");
  await Promise.all([first.stop(), second.stop()]);
});

test("refused, too late, and nobody there", async () => {
  const ann = await start("ann");
  const refused = command(ann, "create", { type: "room", internal: [idOf(ann, "bob")] });
  await until(() => ann.commands.get().length === 1, "the command");
  const [asked] = ann.commands.get();
  await asked!.reject();
  assert.equal((await refused).outcome, "rejected");
  const late = command(ann, "create", { type: "room", internal: [idOf(ann, "bob")] });
  await until(() => ann.commands.get().length === 1, "the second command");
  const waiting = ann.commands.get()[0]!;
  assert.equal((await late).outcome, "timeout");
  await until(() => waiting.view.get().state === "timeout", "over here, too");
  await ann.stop();
  const deaf = await start("bob", false);
  assert.equal((await command(deaf, "create", { type: "room", internal: [idOf(deaf, "ann")] })).outcome, "no_client");
  await deaf.stop();
});
