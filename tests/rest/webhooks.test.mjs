// Webhooks against a real receiver: signed as documented, tried again until they arrive, and never to private addresses unless allowed.
import assert from "node:assert/strict";
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server } from "../support/server.mjs";

const repository = join(import.meta.dirname ?? ".", "../..");
const ALL = ["message.posted", "room.created", "room.changed", "room.ended", "member.added", "member.left", "guest.came"];

// A receiver that answers what it is told to and keeps what came.
class Receiver {
    deliveries = [];
    answers = []; // statuses of the next answers; then 204
    headers = {};

    async listen() {
        this.server = http.createServer((request, answer) => {
            let body = "";
            request.setEncoding("utf8");
            request.on("data", (chunk) => (body += chunk));
            request.on("end", () => {
                this.deliveries.push({ path: request.url, headers: request.headers, body });
                answer.writeHead(this.answers.shift() ?? 204, this.headers).end();
            });
        });
        await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
        return this;
    }
    get url() { return `http://localhost:${this.server.address().port}/hook`; }
    close() { return new Promise((done) => (this.server.closeAllConnections(), this.server.close(done))); }
}

async function until(is, what) {
    for (const end = Date.now() + 30_000; !(await is()); await new Promise((done) => setTimeout(done, 50))) {
        assert.ok(Date.now() < end, `in vain: ${what}`);
    }
}

async function started(...args) {
    const server = new Server({ args });
    server.addCompany("Acme");
    for (const login of ["ann", "bob", "root"]) server.addUser(login, "Acme");
    server.grant("root", "administrator");
    await server.start();
    const key = (login, scope) => server.cli("key", "create", login, "--name", "test", "--scope", scope, "--scope", "read").trim();
    const keys = { root: key("root", "admin"), ann: key("ann", "write") };
    server.call = async (who, method, path, body) => {
        const answer = await fetch(server.url + path, {
            method,
            headers: { authorization: `Bearer ${keys[who]}`, ...(body ? { "content-type": "application/json" } : {}) },
            body: body && JSON.stringify(body),
        });
        return answer.json();
    };
    return server;
}

// The function that docs/rest.md shows to those who write receivers.
const [, example] = /```js\n([^]*?)```/.exec(readFileSync(join(repository, "docs/rest.md"), "utf8"));
const isGenuine = new Function("createHmac", "timingSafeEqual", "Buffer", example.replace(/^import .*$/m, "").replace("export function", "return function"))(createHmac, timingSafeEqual, Buffer);

let server;
let receiver;
before(async () => {
    receiver = await new Receiver().listen();
    server = await started("--webhooks.allow_private", "true", "--webhooks.first_pause_ms", "100");
});
after(async () => {
    await receiver.close();
    await server?.stop();
});

test("what happens in a room is told, signed, in order", async () => {
    const made = await server.call("root", "POST", "/api/v1/webhooks", { companyId: 1, url: receiver.url, events: ALL });
    assert.match(made.secret, /^whsec_/);
    const { room } = await server.call("ann", "POST", "/api/v1/rooms", { name: "Hooked", archive: false });
    const { roomId } = room;
    await server.call("ann", "POST", `/api/v1/rooms/${roomId}/messages`, { text: "hello" });
    await server.call("ann", "PATCH", `/api/v1/rooms/${roomId}`, { name: "Renamed" });
    await server.call("ann", "POST", `/api/v1/rooms/${roomId}/leave`);
    await until(() => receiver.deliveries.length >= 5, "five deliveries");
    const news = receiver.deliveries.map(({ body }) => JSON.parse(body));
    assert.deepEqual(news.map(({ event }) => event), ["room.created", "message.posted", "room.changed", "member.left", "room.ended"]);
    assert.equal(news[1].message.text, "hello");
    assert.equal(news[1].roomId, roomId);
    assert.equal(news[2].room.name, "Renamed");
    for (const { headers, body } of receiver.deliveries) {
        assert.equal(headers["content-type"], "application/json");
        assert.ok(isGenuine(made.secret, headers["x-foyer-signature"], body));
        assert.ok(!isGenuine(made.secret, headers["x-foyer-signature"], `${body} `));
        assert.ok(!isGenuine("another", headers["x-foyer-signature"], body));
    }
    assert.equal(new Set(receiver.deliveries.map(({ headers }) => headers["x-foyer-delivery"])).size, 5);
    await server.call("root", "DELETE", `/api/v1/webhooks/${made.webhook.webhookId}`);
});

test("a receiver that is down for a while, and a server killed meanwhile, lose nothing", async () => {
    receiver.deliveries = [];
    receiver.answers = [500, 503];
    const made = await server.call("root", "POST", "/api/v1/webhooks", { companyId: 1, url: receiver.url, events: ["message.posted"] });
    const { room } = await server.call("ann", "POST", "/api/v1/rooms", { name: "Down" });
    await server.call("ann", "POST", `/api/v1/rooms/${room.roomId}/messages`, { text: "keep me" });
    await until(() => receiver.deliveries.length >= 1, "a first try");
    await server.kill();
    await server.start();
    await until(() => receiver.deliveries.length >= 3, "tried again until it arrives");
    const log = `/api/v1/webhooks/${made.webhook.webhookId}/deliveries`;
    await until(async () => (await server.call("root", "GET", log)).deliveries[0].state === "webhook_delivered", "it is noted");
    const tries = receiver.deliveries.filter(({ body }) => JSON.parse(body).message.text === "keep me");
    assert.equal(new Set(tries.map(({ headers }) => headers["x-foyer-delivery"])).size, 1, "the same delivery each time");
    await server.call("root", "DELETE", `/api/v1/webhooks/${made.webhook.webhookId}`);
});

test("a test is sent at once and says what came of it; redirects are not followed", async () => {
    receiver.deliveries = [];
    const made = await server.call("root", "POST", "/api/v1/webhooks", { companyId: 1, url: receiver.url, events: ["room.ended"] });
    const path = `/api/v1/webhooks/${made.webhook.webhookId}/test`;
    const good = await server.call("root", "POST", path);
    assert.deepEqual([good.status, good.state, good.event], [204, "webhook_delivered", "test"]);
    receiver.answers = [302];
    receiver.headers = { location: `${receiver.url}/elsewhere` };
    const moved = await server.call("root", "POST", path);
    assert.deepEqual([moved.status, moved.state], [302, "webhook_failed"]);
    assert.deepEqual(receiver.deliveries.map((delivery) => delivery.path), ["/hook", "/hook"]);
    const renewed = await server.call("root", "PATCH", `/api/v1/webhooks/${made.webhook.webhookId}`, { newSecret: true });
    assert.notEqual(renewed.secret, made.secret);
});

test("private addresses are refused, whatever name they hide behind", async () => {
    const strict = await started();
    receiver.deliveries = [];
    receiver.answers = [];
    try {
        const { port } = new URL(receiver.url);
        for (const host of ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "169.254.169.254"]) {
            const made = await strict.call("root", "POST", "/api/v1/webhooks", { companyId: 1, url: `http://${host}:${port}/`, events: ALL });
            const tried = await strict.call("root", "POST", `/api/v1/webhooks/${made.webhook.webhookId}/test`);
            assert.equal(tried.state, "webhook_failed", host);
            assert.match(tried.error, /public/, host);
        }
        assert.equal(receiver.deliveries.length, 0);
    } finally {
        await strict.stop();
    }
});
