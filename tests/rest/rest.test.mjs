// REST against the real program: the examples of docs/rest.md, keys, the feed with a key, and the feed without a WebSocket.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { EventClient } from "../support/event_client.mjs";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

const repository = join(import.meta.dirname ?? ".", "../..");
let server;

before(async () => {
    server = new Server();
    server.addCompany("Acme");
    for (const login of ["ann", "bob", "root"]) server.addUser(login, "Acme");
    server.grant("root", "administrator");
    await server.start();
});
after(() => server?.stop());

const makeKey = (login, ...scopes) => server.cli("key", "create", login, "--name", "test", ...scopes.flatMap((scope) => ["--scope", scope])).trim();

async function call(key, method, path, body) {
    const answer = await fetch(server.url + path, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body ? { "content-type": "application/json" } : {}) },
        body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json(), location: answer.headers.get("location") };
}

test("the examples of docs/rest.md work as they stand there", () => {
    const blocks = [...readFileSync(join(repository, "docs/rest.md"), "utf8").matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block);
    assert.ok(blocks.length >= 3);
    const env = { ...process.env, FOYER: server.url, KEY: makeKey("ann", "read", "write") };
    for (const block of blocks) {
        const { status, stdout, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", block], { encoding: "utf8", env });
        assert.equal(status, 0, `${block}\n${stderr}`);
        assert.ok(stdout.startsWith("{"), block);
        assert.ok(!stdout.includes('"error"'), stdout);
    }
});

test("the API description is served to anybody and names every path that answers", async () => {
    const description = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
    assert.equal(description.openapi, "3.1.0");
    for (const [path, operations] of Object.entries(description.paths)) {
        for (const method of Object.keys(operations)) {
            const answer = await fetch(server.url + path.replaceAll(/\{\w+\}/g, "1"), { method: method.toUpperCase() });
            assert.equal(answer.status, 401, `${method} ${path}`);
        }
    }
});

test("a key is listed, used, and of no use once it is revoked", async () => {
    const key = makeKey("bob", "read");
    assert.equal((await call(key, "GET", "/api/v1/me")).body.uname, "bob");
    const refused = await call(key, "POST", "/api/v1/rooms", { name: "x" });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.error.code, "forbidden");
    const [number] = server.cli("key", "list", "bob").trim().split("\t");
    server.cli("key", "revoke", "bob", number);
    // Another process has written: seen within a second.
    const end = Date.now() + 10_000;
    while ((await call(key, "GET", "/api/v1/me")).status !== 401) assert.ok(Date.now() < end, "it is refused");
});

test("a key opens the feed; without the scope write it only reads there", async () => {
    const reading = await FeedClient.connect(server.url, { token: makeKey("ann", "read"), show: "online" });
    const { room } = (await call(makeKey("ann", "read", "write"), "POST", "/api/v1/rooms", { name: "Seen" })).body;
    for (;;) if ((await reading.next()).roomEvent?.room.roomId === room.roomId) break;
    const post = await reading.request({ postMessage: { roomId: room.roomId, text: "hi" } });
    assert.equal(post.error.code, "forbidden");
    assert.ok((await reading.request({ readHistory: { roomId: room.roomId } })).historyPage);
});

test("a key revoked over REST cuts its feed", async () => {
    const { token } = await server.logIn("ann");
    const made = (await call(token, "POST", "/api/v1/keys", { name: "feed", scopes: ["read"] })).body;
    const feed = await FeedClient.connect(server.url, { token: made.token, show: "online" });
    assert.equal((await call(token, "DELETE", `/api/v1/keys/${made.key.keyId}`)).status, 200);
    await feed.untilClosed();
    assert.equal(feed.closed.code, 4003);
});

test("an administrator's program makes accounts", async () => {
    const key = makeKey("root", "admin");
    const company = await call(key, "POST", "/api/v1/companies", { name: "Cyber" });
    assert.equal(company.location, `/api/v1/companies/${company.body.companyId}`);
    const user = await call(key, "POST", "/api/v1/users", { companyId: company.body.companyId, uname: "fay", name: "Fay", password: "a long secret" });
    assert.equal(user.status, 201);
    assert.equal((await server.logIn("fay", "a long secret")).self.name, "Fay");
    await call(key, "PATCH", user.location, { disabled: true });
    await assert.rejects(server.logIn("fay", "a long secret"), /401/);
});

test("without a WebSocket the same feed comes as server-sent events", async () => {
    const { token } = await server.logIn("ann");
    const events = await EventClient.connect(server.url, { token, show: "online" });
    assert.equal(events.welcome.self.uname, "ann");
    const { roomAnswer } = await events.request({ createRoom: { name: "By events" } });
    for (let i = 1; i <= 20; i += 1) {
        const { messagePosted } = await events.request({ postMessage: { roomId: roomAnswer.roomId, text: `message ${i}` } });
        assert.equal(messagePosted.seq, i);
    }
    const seqs = events.events.flatMap((frame) => frame.messageEvent?.messages ?? []).map(({ seq }) => seq);
    assert.deepEqual(seqs, Array.from({ length: 20 }, (_, i) => i + 1));

    // A batch that was taken is not taken twice; one that is missing is noticed; a stranger's name finds nothing.
    const frame = JSON.stringify({ id: 900, postMessage: { roomId: roomAnswer.roomId, text: "once" } });
    assert.equal(await events.post([frame], events.batch), 200);
    assert.equal(await events.post([frame], events.batch + 2), 400);
    assert.equal(await events.post([frame], 1, "nobody"), 404);
    const page = (await events.request({ readHistory: { roomId: roomAnswer.roomId } })).historyPage;
    assert.equal(page.newest, 20);

    assert.equal((await call(token, "DELETE", "/api/session")).status, 200);
    await events.untilClosed();
    assert.equal(events.closed.code, 4003);
});
