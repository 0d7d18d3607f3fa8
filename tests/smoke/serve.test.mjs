// The program as an operator meets it: demo, set-up, command line, signals, and what it says when something is wrong.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

const binary = process.env.FOYER_BINARY ?? resolve(import.meta.dirname ?? ".", "../../build/release/foyer");
const run = (args, input) => spawnSync(binary, args, { encoding: "utf8", input, timeout: 60_000 });

async function open(server, login, hello = {}) {
    const { token } = await server.logIn(login, "foyer-demo");
    return { token, client: await FeedClient.connect(server.url, { token, show: "online", ...hello }) };
}
async function nextOf(client, kind) {
    for (;;) {
        const event = await client.next();
        if (event[kind]) return event[kind];
    }
}

test("ann and bob talk in the demo, the server is killed, and both go on where they were", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        let ann = await open(server, "ann");
        const bob = await open(server, "bob");
        const room = ann.client.snapshot.rooms.find((state) => !state.room.multi && state.room.members.length === 2);
        assert.ok(room, "the demo has a room of ann and bob");
        const roomId = room.room.roomId;
        const posted = (await ann.client.request({ postMessage: { roomId, text: "before", idempotencyKey: "k1" } })).messagePosted;
        assert.equal(posted.seq, room.newest + 1);
        assert.equal((await nextOf(bob.client, "messageEvent")).messages[0].text, "before");
        assert.equal((await nextOf(ann.client, "messageEvent")).messages[0].seq, posted.seq);

        await server.kill();
        await server.start();
        const back = await FeedClient.connect(server.url, {
            token: bob.token, epoch: bob.client.welcome.epoch, cursors: [{ roomId, seq: posted.seq }],
        });
        const resumed = back.snapshot.rooms.find((state) => state.room.roomId === roomId);
        assert.equal(resumed.newest, posted.seq);
        assert.deepEqual(resumed.messages ?? [], []);
        ann = { client: await FeedClient.connect(server.url, { token: ann.token }) };
        const again = await ann.client.request({ postMessage: { roomId, text: "before", idempotencyKey: "k1" } });
        assert.equal(again.messagePosted.seq, posted.seq, "sent twice is stored once");
        await ann.client.request({ postMessage: { roomId, text: "after", idempotencyKey: "k2" } });
        const event = await nextOf(back, "messageEvent");
        assert.deepEqual(event.messages.map((message) => [message.seq, message.text]), [[posted.seq + 1, "after"]]);
        for (const client of [ann.client, back]) client.close();
    } finally {
        await server.stop();
    }
});

test("logging out ends the connection at once, and says so", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const { token, client } = await open(server, "cat");
        const answer = await fetch(`${server.url}/api/session`, { method: "DELETE", headers: { authorization: `Bearer ${token}` } });
        assert.equal(answer.status, 200);
        assert.equal((await client.untilClosed()).code, 4003);
        await assert.rejects(FeedClient.connect(server.url, { token }));
    } finally {
        await server.stop();
    }
});

test("a stopping server says good-bye with a hint", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    const { client } = await open(server, "dan");
    await server.stop();
    assert.equal((await client.untilClosed()).code, 1001);
    const goingAway = client.events.find((event) => event.goingAway)?.goingAway;
    assert.ok(goingAway.retryAfterMs >= 1000);
    assert.ok(!goingAway.final);
});

test("an empty server is set up by its one-time link", async () => {
    const server = await new Server().start();
    try {
        assert.equal((await (await fetch(`${server.url}/api/info`)).json()).needsSetup, true);
        const token = /setup#(\S+)/.exec(server.log)[1];
        const setUp = (setupToken) => fetch(`${server.url}/api/setup`, {
            method: "POST", headers: { "content-type": "application/json" },
            body: JSON.stringify({ setupToken, companyName: "Acme", username: "root", name: "Root", password: "a good password" }),
        });
        assert.equal((await setUp("wrong")).status, 403);
        assert.equal((await setUp(token)).status, 200);
        assert.equal((await setUp(token)).status, 403);
        const { self } = await server.logIn("root", "a good password");
        assert.equal(self.administrator, true);
        assert.equal((await (await fetch(`${server.url}/api/info`)).json()).needsSetup ?? false, false);
    } finally {
        await server.stop();
    }
});

test("accounts are changed beside the running server", async () => {
    const server = await new Server().start();
    try {
        server.addCompany("Acme");
        server.addUser("eve", "Acme", "Eve Ewing");
        server.grant("eve", "api_chat", "Acme");
        assert.match(server.cli("user", "list"), /eve\tEve Ewing\tAcme\tapi_chat\(Acme\)/);
        assert.match(server.cli("company", "list"), /Acme\t1 people/);
        await until(async () => (await login(server, "eve")).status === 200);
        const { token } = await server.logIn("eve");
        const client = await FeedClient.connect(server.url, { token });
        server.cli("user", "disable", "eve");
        assert.equal((await client.untilClosed()).code, 4003);
        assert.equal((await login(server, "eve")).status, 401);
    } finally {
        await server.stop();
    }
});

test("a new password, and ending somebody's sessions, cut open connections beside the running server", async () => {
    const server = await new Server().start();
    try {
        server.addCompany("Acme");
        for (const name of ["eve", "fay"]) server.addUser(name, "Acme");
        await until(async () => (await login(server, "fay")).status === 200);
        const eve = await FeedClient.connect(server.url, await server.logIn("eve"));
        const fay = await FeedClient.connect(server.url, await server.logIn("fay"));
        server.cliWithInput("another password\n", "user", "password", "eve");
        assert.equal((await eve.untilClosed()).code, 4003);
        assert.equal((await login(server, "eve")).status, 401);
        assert.equal(fay.closed, null);
        server.cli("user", "logout", "fay");
        assert.equal((await fay.untilClosed()).code, 4003);
        assert.equal((await login(server, "fay")).status, 200);
    } finally {
        await server.stop();
    }
});

test("pages of other origins are refused, cookies need a page", async () => {
    const server = await new Server({ args: ["--demo", "--http.allowed_origins", "https://www.example.com"] }).start();
    try {
        const logIn = (origin) => fetch(`${server.url}/api/session`, {
            method: "POST", headers: { "content-type": "application/json", ...(origin && { origin }) },
            body: JSON.stringify({ username: "ann", password: "foyer-demo" }),
        });
        assert.equal((await logIn("https://evil.example.com")).status, 403);
        const answer = await logIn("https://www.example.com");
        assert.equal(answer.headers.get("access-control-allow-origin"), "https://www.example.com");
        assert.equal(answer.headers.get("access-control-allow-credentials"), "true");
        const cookie = answer.headers.get("set-cookie").split(";")[0];
        assert.match(answer.headers.get("set-cookie"), /HttpOnly; SameSite=Lax/);
        const who = (headers) => fetch(`${server.url}/api/session`, { headers: { cookie, ...headers } });
        assert.equal((await (await who({})).json()).self.uname, "ann");
        assert.equal((await who({ origin: "https://evil.example.com" })).status, 403);
        const form = await fetch(`${server.url}/api/session`, { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" });
        assert.equal(form.status, 415);
    } finally {
        await server.stop();
    }
});

test("behind a proxy that hides its name, http.public_url says which pages are the server's own", async () => {
    const server = await new Server({ args: ["--http.public_url", "https://chat.example.com"] }).start();
    try {
        assert.match(server.log, /Set up the first company here: https:\/\/chat\.example\.com\/setup#/);
        const ask = (origin) => fetch(`${server.url}/api/session`, {
            method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify({ username: "ann", password: "x" }),
        });
        assert.equal((await ask("https://chat.example.com")).status, 401);
        assert.equal((await ask("https://chat.example.com.evil.example")).status, 403);
        assert.equal((await ask("http://chat.example.com")).status, 403);
    } finally {
        await server.stop();
    }
});

test("it takes as many open files as the system lets it, whatever the shell's limit is", async () => {
    const server = await new Server({ through: ["prlimit", "--nofile=128:"] }).start();
    try {
        const [, soft, hard] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync(`/proc/${server.pid}/limits`, "utf8"));
        assert.notEqual(soft, "128");
        assert.equal(soft, hard);
    } finally {
        await server.stop();
    }
});

test("health, limits, figures and pages", async () => {
    const server = await new Server({ args: ["--demo", "--metrics", "127.0.0.1:0"] }).start();
    try {
        assert.equal(await (await fetch(`${server.url}/healthz`)).text(), "ok\n");
        assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
        assert.equal(run(["health", server.url]).status, 0);
        const { limits } = await (await fetch(`${server.url}/limits`)).json();
        assert.ok(limits.some((limit) => limit.name === "rooms.message_bytes" && limit.value === 65536));
        const metrics = await (await fetch(/Metrics: (\S+)/.exec(server.log)[1])).text();
        assert.match(metrics, /^foyer_feeds 0$/m);
        assert.match(metrics, /^foyer_files_open 0$/m);
        assert.equal((await fetch(`${server.url}/metrics`)).status, 404, "figures are not for the public");
        const page = await fetch(`${server.url}/`, { headers: { accept: "text/html" } });
        assert.equal(page.status, 200);
        assert.match(await page.text(), /Foyer/);
        assert.equal(page.headers.get("x-content-type-options"), "nosniff");
        assert.equal((await fetch(`${server.url}/api/nothing`)).status, 404);
        assert.equal((await fetch(`${server.url}/api/info`, { method: "DELETE" })).status, 405);
    } finally {
        await server.stop();
    }
});

test("what is wrong is said in plain words", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    const folder = mkdtempSync(join(tmpdir(), "foyer-test-"));
    try {
        const taken = run(["serve", "--data", join(folder, "data"), "--listen", server.listen]);
        assert.equal(taken.status, 3);
        assert.match(taken.stderr, /Cannot listen on 127\.0\.0\.1/);
        const locked = run(["serve", "--data", server.data, "--listen", "127.0.0.1:0"]);
        assert.notEqual(locked.status, 0);
        assert.match(locked.stderr, /foyer: .*(data|folder)/);
        const open = run(["serve", "--data", join(folder, "data"), "--listen", "0.0.0.0:0", "--demo"]);
        assert.equal(open.status, 2);
        assert.match(open.stderr, /--demo-anywhere/);
        const typo = run(["serve", "--data", join(folder, "data"), "--listne", "127.0.0.1:0"]);
        assert.equal(typo.status, 2);
        const unknown = run(["user", "disable", "nobody", "--data", server.data]);
        assert.equal(unknown.status, 1);
        assert.match(unknown.stderr, /There is no user "nobody"/);
        assert.equal(run(["health", "http://127.0.0.1:1"]).status, 3);
        assert.equal(run(["config", "check", "--config", join(folder, "missing.toml")]).status, 2);
        assert.match(run(["config", "doc", "feed.queue_bytes"]).stdout, /feed/);
    } finally {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
    }
});

const login = (server, username) => fetch(`${server.url}/api/session`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: "correct horse battery", bearer: true }),
});
async function until(condition, patience = 5_000) {
    const deadline = Date.now() + patience;
    while (!(await condition())) {
        assert.ok(Date.now() < deadline, "it did not happen in time");
        await new Promise((done) => setTimeout(done, 50));
    }
}
