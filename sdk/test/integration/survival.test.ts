// kill -9 in the middle, with the script of existing pages and with the package.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { ChatClient, globalEnvironment } from "../../src/index.js";
import { nodeWebSocket, PASSWORD, Program, realServer, sdkFolder, until, type Server } from "../support/real_server.js";

let server: Server;
before(async () => {
  server = await realServer(["ann", "bob"]);
});
after(async () => {
  await server.stop();
});

test("the server is killed and started in the middle: nothing is lost, nothing doubled", async () => {
  const [ann, bob] = [await Program.start(server, "ann"), await Program.start(server, "bob")];
  try {
    const room = await ann.contact("bob").chat();
    const posts: Promise<number>[] = [];
    const total = 150;
    for (let i = 1; i <= total; i += 1) {
      posts.push(room.post(`message ${i}`));
      if (i % 50 === 0) {
        await server.kill();
        posts.push(room.post(`while away ${i}`));
        await server.start();
      }
      if (i % 10 === 0) await new Promise((done) => setTimeout(done, 5));
    }
    const numbers = await Promise.all(posts);
    assert.deepEqual(numbers, Array.from({ length: numbers.length }, (_, i) => i + 1), "in the order they were posted, each once");
    await until(() => bob.texts.length >= numbers.length && ann.texts.length >= numbers.length, "all delivered", 30_000);
    const ids = (program: Program) => program.texts.map((text) => Number(/^\d+/.exec(text)![0]));
    assert.deepEqual(ids(bob), numbers);
    assert.deepEqual(ids(ann), numbers);
    assert.deepEqual(ann.errors, []);
  } finally {
    await Promise.all([ann.end(), bob.end()]);
  }
});

test("the modern surface: login, events, history, and back after a kill", async () => {
  const environment = globalEnvironment(nodeWebSocket);
  const logger = { log() {} };
  const client = new ChatClient({ host: server.url, environment, logger, program: "survival-test" });
  await client.session.logIn({ username: "ann", password: PASSWORD });
  await client.start();
  const bob = client.people.get().find((person) => person.uname === "bob")!;
  const room = await client.inviteToChat([bob.id]);
  const { newest } = room.view.get();
  const texts: string[] = [];
  const reading = (async () => {
    for await (const event of room.events()) {
      if (event.type === "messages") texts.push(...event.messages.map((message) => message.text));
      if (texts.length >= 3) return;
    }
  })();
  await room.post("a");
  await server.kill();
  const waiting = [room.post("b"), room.post("c")];
  await server.start();
  assert.deepEqual(await Promise.all(waiting), [newest + 2, newest + 3]);
  await reading;
  assert.deepEqual(texts, ["a", "b", "c"]);
  const page = await room.history({ limit: 2 });
  assert.deepEqual(page.messages.map((message) => message.text), ["b", "c"]);
  assert.equal(page.more, true);
  await client.logOut();
  assert.deepEqual(client.rooms.get(), []);
  await assert.rejects(client.start(), { code: "not_logged_in" });
});

test("a session that is ended elsewhere is over here within a second", async () => {
  const client = new ChatClient({ host: server.url, environment: globalEnvironment(nodeWebSocket), logger: { log() {} } });
  await client.session.logIn({ username: "ann", password: PASSWORD });
  await client.start();
  const { token } = client.session;
  const ended = new Promise<void>((resolve) => client.link.subscribe(() => client.link.get().state === "closed" && resolve()));
  await fetch(`${server.url}/api/session`, { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
  const begun = Date.now();
  await ended;
  assert.ok(Date.now() - begun < 1000);
  assert.equal((client.link.get() as { reason: string }).reason, "logged_out");
  assert.equal(client.self.get(), undefined);
  assert.deepEqual(client.rooms.get(), []);
});

test("the package loads as ES module and as CommonJS, with the same names", { skip: !existsSync(resolve(sdkFolder, "dist/package")) }, () => {
  const folder = resolve(sdkFolder, "dist/package");
  const print = "console.log([typeof m.ChatClient, typeof m.createIPCortex().PBX.startFeed, m.createIPCortex().Types.Room.name].join())";
  const run = (...args: string[]) => execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
  assert.equal(run("-e", `const m = require(${JSON.stringify(folder)}); ${print}`), "function,function,Room");
  const module = JSON.stringify(`file://${folder}/index.mjs`);
  assert.equal(run("--input-type=module", "-e", `import * as m from ${module}; ${print}`), "function,function,Room");
});
