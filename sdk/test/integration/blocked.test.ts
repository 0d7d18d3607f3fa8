// A network that lets no WebSocket pass, between the package and the real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ChatClient, globalEnvironment } from "../../src/index.js";
import { BlockingProxy } from "../support/blocking_proxy.js";
import { NodeEventSource } from "../support/node_event_source.js";
import { nodeWebSocket, PASSWORD, realServer, until, type Server } from "../support/real_server.js";

let server: Server;
let proxy: BlockingProxy;
before(async () => {
  (globalThis as { EventSource?: unknown }).EventSource = NodeEventSource;
  server = await realServer(["ann", "bob"]);
  proxy = await BlockingProxy.before(server.url);
});
after(async () => {
  await proxy.stop();
  await server.stop();
});

async function clientOf(login: string, host: string) {
  const client = new ChatClient({ host, environment: globalEnvironment(nodeWebSocket), backoff: { baseMs: 50, capMs: 500 } });
  const seqs: number[] = [];
  client.subscribe((change) => change.type === "messages" && seqs.push(...change.messages.map(({ seq }) => seq)));
  await client.session.logIn({ username: login, password: PASSWORD });
  await client.start();
  return { client, seqs };
}

test("two talk, one without a WebSocket; the stream is cut again and again; nothing is lost, nothing doubled", async () => {
  const ann = await clientOf("ann", proxy.url);
  const bob = await clientOf("bob", server.url);
  assert.ok(proxy.upgrades >= 2, "the WebSocket was tried");
  const room = await ann.client.createRoom({ name: "Blocked", parties: [bob.client.session.self.get()!.contactId] });
  await until(() => bob.client.room(room.id) !== undefined, "bob has the room", 20_000);
  const total = 120;
  const posts: Promise<number>[] = [];
  for (let i = 1; i <= total; i += 1) {
    posts.push(i % 2 ? room.post(`ann ${i}`) : bob.client.room(room.id)!.post(`bob ${i}`));
    if (i % 40 === 0) proxy.cut();
    if (i % 10 === 0) await posts.at(-1);
  }
  const numbers = await Promise.all(posts);
  const all = Array.from({ length: total }, (_, i) => i + 1);
  assert.deepEqual([...numbers].sort((a, b) => a - b), all, "each was stored once");
  await until(() => ann.seqs.length >= total && bob.seqs.length >= total, "all delivered", 30_000);
  assert.deepEqual(ann.seqs, all);
  assert.deepEqual(bob.seqs, all);
  for (const { client } of [ann, bob]) await client.stop();
});
