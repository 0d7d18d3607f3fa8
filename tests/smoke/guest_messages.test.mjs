// Invitations by e-mail through a real SMTP server, and by text message through a real HTTP gateway.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

const folder = mkdtempSync(join(tmpdir(), "foyer-messages-"));
const certificate = join(folder, "cert.pem");
const patience = 20_000 * Number(process.env.FOYER_PATIENCE ?? 1);

class MailServer {
    mails = [];
    #wake = () => {};
    async start() {
        this.process = spawn("/usr/bin/python3", [resolve(import.meta.dirname, "../support/smtp_server.py"), certificate, join(folder, "key.pem")], { stdio: ["ignore", "pipe", "inherit"] });
        const lines = createInterface({ input: this.process.stdout });
        await new Promise((done, fail) => {
            this.process.once("exit", () => fail(new Error("the mail server ended")));
            lines.on("line", (line) => {
                if (line.startsWith("port ")) {
                    this.port = Number(line.slice(5));
                    done();
                } else {
                    this.mails.push(JSON.parse(line));
                    this.#wake();
                }
            });
        });
        return this;
    }
    async next() {
        while (this.mails.length === 0) await new Promise((wake) => { this.#wake = wake; });
        return this.mails.shift();
    }
    stop() {
        this.process.removeAllListeners("exit");
        this.process.kill();
    }
}

class Gateway {
    requests = [];
    answer = () => ({ status: 201, body: '{"status":"queued"}' });
    async start() {
        this.server = createServer((request, response) => {
            let body = "";
            request.on("data", (chunk) => { body += chunk; });
            request.on("end", () => {
                this.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
                const answer = this.answer(this.requests.length);
                if (!answer) return request.socket.destroy();
                response.writeHead(answer.status).end(answer.body);
            });
        });
        await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
        this.url = `http://127.0.0.1:${this.server.address().port}`;
        return this;
    }
    stop() { this.server.close(); }
}

async function start(env) {
    const server = await new Server({ args: ["--demo"], env }).start();
    const { token } = await server.logIn("ann", "foyer-demo");
    return { server, ann: await FeedClient.connect(server.url, { token, show: "online" }) };
}
const add = (ann, guest) => ann.request({ inviteToChat: { parties: [{ guest }] } });
/** The invitation of that name, as soon as it stands so. */
async function until(ann, name, delivery) {
    const late = setTimeout(() => { throw new Error(`${name} never became ${delivery}`); }, patience);
    try {
        for (;;) {
            const { invitationEvent } = await ann.next();
            if (invitationEvent?.invitation.name === name && (invitationEvent.invitation.delivery ?? "delivery_none") === delivery) return invitationEvent.invitation;
        }
    } finally {
        clearTimeout(late);
    }
}

let mail;
let mailEnv;
before(async () => {
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", join(folder, "key.pem"), "-out", certificate], { stdio: "ignore" });
    mail = await new MailServer().start();
    mailEnv = {
        FOYER_MAIL_SERVER: `smtp://localhost:${mail.port}`, FOYER_MAIL_USERNAME: "foyer", FOYER_MAIL_PASSWORD: "secret",
        FOYER_MAIL_FROM: "Foyer <foyer@example.com>", FOYER_MAIL_CA_FILE: certificate, FOYER_HTTP_PUBLIC_URL: "https://chat.example.com",
    };
});
after(() => {
    mail?.stop();
    rmSync(folder, { recursive: true, force: true });
});

test("an e-mail arrives over STARTTLS, in two forms, with the link and an appointment", async () => {
    const { server, ann } = await start(mailEnv);
    try {
        assert.ok(ann.welcome.features.includes("mail"));
        const validFromMs = Date.now() + 3_600_000;
        assert.ok((await add(ann, { name: "Gus Müller", email: "gus@example.com", invite: true, language: "de", validFromMs })).roomAnswer);
        const sent = await until(ann, "Gus Müller", "delivery_sent");
        const message = await mail.next();
        assert.equal(message.encrypted, true);
        assert.deepEqual([message.from, message.to], ["foyer@example.com", ["gus@example.com"]]);
        assert.match(message.headers.to, /Gus Müller <gus@example.com>/);
        assert.equal(message.headers.subject, "Ann Archer lädt Sie zu einem Gespräch ein");
        assert.match(message.headers["message-id"], /^<invitation-\d+-\d+@example\.com>$/);
        assert.ok(sent.url.startsWith("https://chat.example.com/join#"));
        assert.ok(message.parts["text/plain"].includes(sent.url));
        assert.ok(message.parts["text/html"].includes(`href="${sent.url}"`));
        assert.match(message.parts["text/calendar"], /BEGIN:VEVENT/);
        assert.ok(!server.log.includes(sent.url.split("#")[1]));
        ann.close();
    } finally {
        await server.stop();
    }
});

test("a guest who is added twice with the same Idempotency-Key, the server killed in between, is one guest and gets one e-mail", async () => {
    const { server, ann } = await start(mailEnv);
    try {
        const { token } = await server.logIn("ann", "foyer-demo");
        const post = async (path, body, key) => {
            const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...(key && { "Idempotency-Key": key }) };
            const answer = await fetch(`${server.url}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
            return { status: answer.status, body: await answer.json() };
        };
        const members = `rooms/${(await post("rooms", { name: "Order" })).body.room.roomId}/members`;
        const guest = (name, email) => ({ parties: [{ guest: { name, email, invite: true } }] });
        const once = await post(members, guest("Once", "once@example.com"), "order-4711");
        assert.equal(once.status, 200, JSON.stringify(once.body));
        await until(ann, "Once", "delivery_sent");
        ann.close();
        await server.kill();
        await server.start();
        const again = await post(members, guest("Once", "once@example.com"), "order-4711");
        assert.deepEqual([again.status, again.body.room.members.length], [200, once.body.room.members.length]);
        assert.equal((await post(members, guest("Last", "last@example.com"), "order-4712")).status, 200);
        assert.deepEqual((await mail.next()).to, ["once@example.com"]);
        assert.deepEqual((await mail.next()).to, ["last@example.com"]);
    } finally {
        await server.stop();
    }
});

test("a refusal is told to the inviter, a postponement is tried again, and the room exists all the same", async () => {
    const { server, ann } = await start(mailEnv);
    try {
        const { roomAnswer } = await add(ann, { name: "Nobody", email: "no-body@example.com", invite: true });
        const failed = await until(ann, "Nobody", "delivery_failed");
        assert.match(failed.deliveryError, /550/);
        assert.equal(failed.roomId, roomAnswer.roomId);
        await add(ann, { name: "Later", email: "later-gus@example.com", invite: true });
        for (;;) {
            const postponed = await until(ann, "Later", "delivery_queued");
            if (postponed.deliveryError) {
                assert.match(postponed.deliveryError, /451/);
                break;
            }
        }
        assert.ok((await ann.request({ resendInvitation: { invitationId: failed.invitationId } })).done);
        await until(ann, "Nobody", "delivery_failed");
        ann.close();
    } finally {
        await server.stop();
    }
});

test("without a certificate that can be checked nothing is sent", async () => {
    const { server, ann } = await start({ ...mailEnv, FOYER_MAIL_CA_FILE: "" });
    try {
        await add(ann, { name: "Gus", email: "gus@example.com", invite: true });
        for (;;) {
            const { deliveryError } = await until(ann, "Gus", "delivery_queued");
            if (deliveryError) {
                assert.match(deliveryError, /certificate/i);
                break;
            }
        }
        assert.equal(mail.mails.length, 0);
        ann.close();
    } finally {
        await server.stop();
    }
});

const recipes = {
    "a form, as Twilio takes it": {
        env: (url) => ({
            FOYER_SMS_URL: `${url}/Messages.json`, FOYER_SMS_CONTENT_TYPE: "application/x-www-form-urlencoded", FOYER_SMS_BODY: "To={to}&From={from}&Body={text}",
            FOYER_SMS_FROM: "+15005550006", FOYER_SMS_HEADERS: "Authorization: Basic c2VjcmV0", FOYER_SMS_SUCCESS: "^201 ",
        }),
        answer: { status: 201, body: '{"sid":"SM1"}' },
        check: ({ method, headers, body }) => {
            const form = new URLSearchParams(body);
            assert.deepEqual([method, headers.authorization, form.get("To"), form.get("From")], ["POST", "Basic c2VjcmV0", "+4915123456789", "+15005550006"]);
            return form.get("Body");
        },
    },
    "a JSON interface": {
        env: (url) => ({ FOYER_SMS_URL: `${url}/v1/messages`, FOYER_SMS_BODY: '{"to":"{to}","text":"{text}"}', FOYER_SMS_SUCCESS: '^2\\d\\d .*"status": *"queued"' }),
        answer: { status: 200, body: '{"status": "queued"}' },
        check: ({ headers, body }) => {
            assert.equal(headers["content-type"], "application/json");
            assert.match(headers["idempotency-key"], /^foyer-\d+-\d+$/);
            const { to, text } = JSON.parse(body);
            assert.equal(to, "+4915123456789");
            return text;
        },
    },
    "Kannel": {
        env: (url) => ({ FOYER_SMS_URL: `${url}/cgi-bin/sendsms?username=foyer&password=p&to={to}&text={text}`, FOYER_SMS_METHOD: "GET", FOYER_SMS_SUCCESS: "^202 0:" }),
        answer: { status: 202, body: "0: Accepted for delivery" },
        check: ({ method, url }) => {
            assert.equal(method, "GET");
            const query = new URL(url, "http://kannel").searchParams;
            assert.equal(query.get("to"), "+4915123456789");
            return query.get("text");
        },
    },
};

for (const [name, recipe] of Object.entries(recipes)) {
    test(`a text message goes through ${name}`, async () => {
        const gateway = await new Gateway().start();
        gateway.answer = () => recipe.answer;
        const { server, ann } = await start({ ...recipe.env(gateway.url), FOYER_HTTP_PUBLIC_URL: "https://chat.example.com" });
        try {
            assert.ok(ann.welcome.features.includes("sms"));
            assert.equal((await add(ann, { name: "Gus", mobile: "12", invite: true })).error.code, "bad_address");
            await add(ann, { name: "Gus", mobile: "0151 23456789", invite: true });
            const sent = await until(ann, "Gus", "delivery_sent");
            assert.equal(sent.mobile, "+4915123456789");
            assert.equal(gateway.requests.length, 1);
            assert.ok(recipe.check(gateway.requests[0]).endsWith(sent.url));
            ann.close();
        } finally {
            await server.stop();
            gateway.stop();
        }
    });
}

test("a gateway that takes the message and dies without an answer is not asked twice", async () => {
    const gateway = await new Gateway().start();
    gateway.answer = () => undefined;
    const { server, ann } = await start(recipes["a JSON interface"].env(gateway.url));
    try {
        await add(ann, { name: "Gus", mobile: "0151 23456789", invite: true });
        const failed = await until(ann, "Gus", "delivery_failed");
        assert.match(failed.deliveryError, /not known/);
        assert.equal(gateway.requests.length, 1);
        gateway.answer = () => ({ status: 403, body: "no" });
        await ann.request({ resendInvitation: { invitationId: failed.invitationId } });
        assert.match((await until(ann, "Gus", "delivery_failed")).deliveryError, /403/);
        ann.close();
    } finally {
        await server.stop();
        gateway.stop();
    }
});

test("a server that is killed while it sends does not send again", async () => {
    const gateway = await new Gateway().start();
    let arrived;
    const asked = new Promise((done) => { arrived = done; });
    gateway.answer = () => { arrived(); return { status: 201, body: '{"status": "queued"}' }; };
    gateway.server.removeAllListeners("request");
    gateway.server.on("request", (request) => { gateway.requests.push(request.url); arrived(); }); // never answers
    const { server, ann } = await start(recipes["a JSON interface"].env(gateway.url));
    try {
        await add(ann, { name: "Gus", mobile: "0151 23456789", invite: true });
        await asked;
        await server.kill();
        await server.start();
        const { token } = await server.logIn("ann", "foyer-demo");
        const again = await FeedClient.connect(server.url, { token });
        let [shown] = again.snapshot.invitations;
        if (shown.delivery !== "delivery_failed") shown = await until(again, "Gus", "delivery_failed");
        assert.match(shown.deliveryError, /not known/);
        assert.equal(gateway.requests.length, 1);
        again.close();
    } finally {
        await server.stop();
        gateway.server.closeAllConnections();
        gateway.stop();
    }
});

test("a program makes a guest", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const make = async (login, fields, more = {}) => {
            const { token } = await server.logIn(login, "foyer-demo");
            const answer = await fetch(`${server.url}/rest/ops/create/`, {
                method: "POST", body: new URLSearchParams(fields).toString(),
                headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/x-www-form-urlencoded", ...more },
            });
            return { status: answer.status, body: await answer.json() };
        };
        const made = await make("sue", { type: "extuser", name: "Gus", email: "gus@example.com", autodelete: "30", expiretime: "3600", application: "shop" });
        assert.equal(made.status, 200, JSON.stringify(made.body));
        assert.deepEqual([made.body.result, typeof made.body.cID, typeof made.body.uname], ["success", "number", "string"]);
        const look = await fetch(`${server.url}/api/guest/look`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token: made.body.url.split("#")[1] }) });
        assert.equal((await look.json()).name, "Gus");
        assert.equal((await make("root", { type: "extuser", name: "Gil" })).body.result, "success");
        assert.equal((await make("ann", { type: "extuser", name: "Gil" })).body.code, "forbidden");
        assert.equal((await make("sue", { type: "extuser", name: "<b>" })).body.code, "bad_name");
        assert.equal((await make("sue", { type: "user", name: "Gil" })).body.code, "bad_request");
        assert.equal((await make("sue", { type: "extuser", name: "Gil", expiretime: "soon" })).body.code, "bad_request");
        const key = { "Idempotency-Key": "order-4711" };
        const once = await make("sue", { type: "extuser", name: "Gil" }, key);
        assert.deepEqual((await make("sue", { type: "extuser", name: "Gil" }, key)).body, once.body);
        await server.kill();
        await server.start();
        assert.deepEqual((await make("sue", { type: "extuser", name: "Gil" }, key)).body, once.body);
        assert.notEqual((await make("sue", { type: "extuser", name: "Gil" })).body.cID, once.body.cID);
    } finally {
        await server.stop();
    }
});
