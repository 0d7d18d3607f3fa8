// The operator's command line: over the socket of a running server, and on the data folder of one that does not run.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

const binary = process.env.FOYER_BINARY ?? resolve(import.meta.dirname ?? ".", "../../build/release/foyer");
const PASSWORD = "correct horse battery";

class Operator {
    constructor(server) { this.server = server; }
    get socket() { return join(this.server.data, "admin.sock"); }

    run(line, input) {
        return spawnSync(binary, [...line.split(" "), "--data", this.server.data], { encoding: "utf8", input, timeout: 60_000 });
    }
    tell(line, input) {
        const { status, stdout, stderr } = this.run(line, input);
        assert.equal(status, 0, `${line}: ${stderr}`);
        return stdout;
    }
    json(line, input) { return JSON.parse(this.tell(`${line} --json`, input)); }
    refused(line, sentence, input) {
        const { status, stderr } = this.run(line, input);
        assert.equal(status, 1, line);
        assert.match(stderr, sentence);
    }

    // REST over the socket, as any program may speak it.
    async ask(method, path) {
        return new Promise((done, fail) => {
            const asked = request({ socketPath: this.socket, method, path }, (answer) => {
                let text = "";
                answer.on("data", (chunk) => { text += chunk; });
                answer.on("end", () => done({ status: answer.statusCode, text }));
            });
            asked.on("error", fail);
            asked.end();
        });
    }
}

// What works beside a running server works without one, too.
function everyCommand(operator, name) {
    const { tell, json, refused } = Object.fromEntries(["tell", "json", "refused"].map((verb) => [verb, operator[verb].bind(operator)]));
    const company = json(`company add ${name}`);
    assert.equal(company.name, name);
    refused(`company add ${name}`, /already taken/);
    assert.equal(tell(`company add ${name}x`), "");
    tell(`company rename ${name}x ${name}-Two`);
    assert.match(tell("company list"), new RegExp(`\\t${name}-Two\\t0 people\n`));
    assert.ok(json("company list").companies.some((one) => one.name === name && one.companyId === company.companyId));

    const login = `eve-${name.toLowerCase()}`;
    assert.equal(tell(`user add ${login} --company ${name} --name Eve --email eve@example.com --password-stdin`, `${PASSWORD}\n`), "");
    refused(`user add fay --company ${name} --password-stdin`, /No password/, "\n");
    refused("user add fay --company Nowhere", /There is no company "Nowhere"/);
    refused(`user add ${login} --company ${name}`, /already taken/);
    tell(`user grant ${login} api_chat ${name}`);
    tell(`user add boss-${name} --company ${name} --administrator`);
    tell(`user grant ${login} administrator`);
    assert.match(tell(`user list --company ${name}`), new RegExp(`\\d+\\t${login}\\tEve\\t${name}\\tadministrator api_chat\\(${name}\\)\n`));
    assert.deepEqual(json(`user show ${login}`).supervises, [company.companyId]);
    assert.match(tell(`user show ${login}`), /email\teve@example.com\n/);
    tell(`user revoke ${login} api_chat ${name}`);
    refused(`user grant ${login} cook`, /The permissions are/);
    tell(`user disable ${login}`);
    assert.match(tell("user list"), new RegExp(`${login}\\tEve\\t${name}\\tadministrator disabled\n`));
    tell(`user enable ${login}`);
    tell(`user password ${login}`, "another password\n");
    refused(`user password ${login}`, /at least/, "short\n");
    tell(`user logout ${login}`);
    tell(`user second-factor-off ${login}`);
    refused("user show nobody", /There is no user "nobody"/);

    const folder = mkdtempSync(join(tmpdir(), "foyer-csv-"));
    try {
        const file = join(folder, "users.csv");
        writeFileSync(file, `login,name,password\nfay-${name},"Frost, Fay",\nbad name,Bo,\n`);
        const faults = operator.run(`user import ${file} --company ${name}`);
        assert.equal(faults.status, 1);
        assert.match(faults.stderr, /line 2: A name holds letters[^\n]*\nline 3: A login name holds[^\n]*\n.*Nobody was added/);
        writeFileSync(file, Buffer.from("login,name\njürgen,Jürgen\n", "latin1"));
        refused(`user import ${file} --company ${name}`, /not in UTF-8/);
        writeFileSync(file, `login,name,password\nfay-${name},Fay Frost,\ngil-${name},,${PASSWORD}\n`);
        assert.equal(json(`user import ${file} --company ${name} --check`).created, 2);
        assert.match(tell(`user import ${file} --company ${name}`), new RegExp(`^fay-${name.toLowerCase()}\\t[a-z0-9-]{19}\n$`));
        assert.equal(json(`user list --company ${name}`).users.length, 4);
    } finally {
        rmSync(folder, { recursive: true });
    }

    assert.deepEqual(json(`session list ${login}`), {});
    refused(`session revoke ${login} 4711`, /no such thing/);
    const made = operator.run(`key create ${login} --name robot --scope read --scope write --days 3`);
    assert.match(made.stdout, /^fk_\S+\n$/);
    refused(`key create ${login} --name robot --scope cook`, /The scopes are/);
    const [number, what, scopes] = tell(`key list ${login}`).split("\t");
    assert.deepEqual([what, scopes], ["robot", "read,write"]);
    assert.equal(json(`key list ${login}`).keys[0].keyId, Number(number));
    tell(`key revoke ${login} ${number}`);
    refused(`key revoke ${login} ${number}`, /no such thing/);
    assert.deepEqual(json(`invitation list --company ${name}`), {});
    refused("invitation revoke 4711", /no such thing/);
    assert.match(tell("limits"), /^rooms\.message_bytes\t65536\tbytes\t/m);
    assert.ok(json("limits").limits.length > 10);
}

let server;
let operator;
before(async () => {
    server = await new Server().start();
    operator = new Operator(server);
});
after(() => server?.stop());

test("every command works over the socket of a running server", () => {
    everyCommand(operator, "Acme");
    assert.equal(operator.tell("log-level"), "info\n");
    assert.equal(operator.tell("log-level debug"), "debug\n");
    assert.equal(operator.json("log-level").level, "debug");
    operator.tell("log-level info");
    operator.refused("log-level loud", /The levels are/);
});

test("guests are marked in the list of users", async () => {
    operator.tell("user add ida --company Acme --administrator --password-stdin", `${PASSWORD}\n`);
    const { token } = await server.logIn("ida");
    const made = await fetch(`${server.url}/rest/ops/create/`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: new URLSearchParams({ type: "extuser", name: "Gus" }) });
    const { uname } = await made.json();
    assert.match(operator.tell("user list --company Acme"), new RegExp(`\t${uname}\tGus\tAcme\tguest\n`));
});

test("what is done over the socket is there at once", async () => {
    operator.tell("user add hal --company Acme --password-stdin", `${PASSWORD}\n`);
    const { token } = await server.logIn("hal");
    const hal = await FeedClient.connect(server.url, { token });
    const [session] = operator.json("session list hal").sessions;
    assert.match(operator.tell("session list hal"), new RegExp(`^${session.sessionId}\tsession\t`));
    operator.tell(`session revoke hal ${session.sessionId}`);
    assert.equal((await hal.untilClosed()).code, 4003);
    assert.equal((await fetch(`${server.url}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status, 401);
});

test("a key that is revoked loses its feed", async () => {
    const key = operator.tell("key create hal --name robot --scope read").trim();
    const robot = await FeedClient.connect(server.url, { token: key });
    const [{ keyId }] = operator.json("key list hal").keys;
    operator.tell(`key revoke hal ${keyId}`);
    assert.equal((await robot.untilClosed()).code, 4003);
});

test("an invitation that is revoked puts the guest out", async () => {
    const { token } = await server.logIn("hal");
    const hal = await FeedClient.connect(server.url, { token });
    await hal.request({ inviteToChat: { parties: [{ guest: { name: "Greta Guest" } }], idempotencyKey: "k1" } });
    const { invitations } = operator.json("invitation list --company Acme");
    const [{ invitation }] = invitations.slice(-1);
    assert.equal(invitation.name, "Greta Guest");
    assert.equal(invitation.url, undefined, "links are for those who may hand them out");
    operator.tell(`invitation revoke ${invitation.invitationId}`);
    assert.match(operator.tell("invitation list"), new RegExp(`^${invitation.invitationId}\trevoked\tGreta Guest\tAcme\t`, "m"));
    hal.close();
});

async function as(key, method, path, body) {
    const answer = await fetch(server.url + path, {
        method, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: body && JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.json();
}

test("rooms are listed, exported whatever their size, and closed", async () => {
    const key = operator.tell("key create hal --name writer --scope read --scope write").trim();
    const { roomId } = (await as(key, "POST", "/api/v1/rooms", { name: "Plans", archive: true })).room;
    const texts = ["first", "two\nlines", "<b>third</b>", ...Array.from({ length: 110 }, (_, index) => `more ${index}`)];
    for (const text of texts) await as(key, "POST", `/api/v1/rooms/${roomId}/messages`, { text });
    const [listed] = operator.json("room list --company Acme").rooms.filter((room) => room.roomId === roomId);
    assert.equal(listed.name, "Plans");
    assert.match(operator.tell("room list"), new RegExp(`^${roomId}\tPlans\tmulti archive\tAcme\t1\t0\t`, "m"));

    const [head, ...lines] = operator.tell(`export ${roomId} --format json`).trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(head.room.name, "Plans");
    assert.deepEqual(lines.filter((line) => line.authorId).map((line) => line.text), texts);
    assert.match(operator.tell(`room export ${roomId}`), /^Plans \(room \d+\)\nhal\n\n[^]*\] hal: first\n.*\] hal: two\n {4}lines\n/);
    const file = join(server.folder, "plans.html");
    assert.equal(operator.tell(`export ${roomId} --format html --out ${file}`), "");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const html = readFileSync(file, "utf8");
    assert.match(html, /&lt;b&gt;third&lt;\/b&gt;/);
    assert.match(html, /more 109[^]*<\/html>\n$/);
    operator.refused(`export ${roomId} --format html --out ${file}`, /File exists/);
    operator.refused(`export ${roomId} --format pdf`, /The formats are/);
    operator.refused("export 4711", /no such thing/);

    const hal = await FeedClient.connect(server.url, { token: key });
    operator.tell(`room close ${roomId}`);
    for (;;) if ((await hal.next()).roomGone?.roomId === roomId) break;
    operator.tell(`room close ${roomId}`);
    assert.match(operator.tell("room list"), new RegExp(`^${roomId}\tPlans\tmulti archive ended\t`, "m"));
    assert.match(operator.tell(`export ${roomId}`), /hal: first/);
    operator.refused("room close 4711", /no such thing/);
    hal.close();
});

test("what was done is in the audit log", () => {
    assert.match(operator.tell("audit"), /\tcommand line\troom\.closed\troom \d+\tPlans\t/);
    const { entries } = operator.json("audit --newest 3");
    assert.equal(entries.length, 3);
    assert.ok(entries.every((entry) => entry.local));
    assert.ok(operator.json("audit --action room.closed").entries.every((entry) => entry.action === "room.closed"));
    operator.refused("audit --action room.eaten", /no such action/);
    operator.refused("audit --user nobody", /There is no user/);
});

test("a company is set up as its people want it", () => {
    assert.equal(operator.json("company set Acme --supervision-shown on --language de").supervisionShown, true);
    assert.equal(operator.json("company set Acme --auto-roster off").language, "de");
    assert.equal(operator.json("company set Acme --auto-roster on --supervision-shown off").autoRoster, true);
    assert.equal(operator.run("company set Acme --auto-roster maybe").status, 2);
    const guests = ({ guestsMayChat = false, guestsMayShareFiles = false, guestsMayCall = false }) => [guestsMayChat, guestsMayShareFiles, guestsMayCall];
    assert.deepEqual(guests(operator.json("company set Acme --guests-may-chat off --guests-may-call off")), [false, true, false]);
    assert.deepEqual(guests(operator.json("company set Acme --guests-may-share-files off --guests-may-call on")), [false, false, true]);
    assert.deepEqual(guests(operator.json("company set Acme --guests-may-chat on --guests-may-share-files on")), [true, true, true]);
    assert.equal(operator.run("company set Acme --guests-may-chat sometimes").status, 2);
    assert.match(operator.tell("company set --help"), /--guests-may-share-files.*Its guests may send and take files: on or off/s);
});

test("the socket is REST for administrators, and nothing else", async () => {
    assert.equal((await operator.ask("GET", "/api/v1/companies")).status, 200);
    assert.equal((await operator.ask("GET", "/api/v1/me")).status, 403);
    assert.equal((await operator.ask("GET", "/")).status, 404);
    assert.equal((await operator.ask("GET", "/api/info")).status, 404);
    assert.equal(statSync(operator.socket).mode & 0o777, 0o600);
});

test("another user is turned away, even if the file lets him in", { skip: process.getuid() !== 0 && "needs root" }, () => {
    const asNobody = (...words) => spawnSync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", ...words],
        { encoding: "utf8", timeout: 60_000 });
    const copy = join(server.folder, "foyer");
    spawnSync("cp", [binary, copy]);
    chmodSync(server.folder, 0o755);
    chmodSync(server.data, 0o755);
    try {
        const closed = asNobody(copy, "company", "list", "--data", server.data);
        assert.equal(closed.status, 3);
        assert.match(closed.stderr, /Permission denied/);
        chmodSync(operator.socket, 0o666);
        const turnedAway = asNobody(copy, "company", "list", "--data", server.data);
        assert.equal(turnedAway.status, 3);
        assert.match(turnedAway.stderr, /Operation not permitted\. The server answers its own user, and root/);
        assert.equal(turnedAway.stdout, "");
    } finally {
        chmodSync(operator.socket, 0o600);
        chmodSync(server.data, 0o700);
    }
});

test("after kill -9 the socket that is left disturbs nobody, and a server that stops takes it away", async () => {
    await server.kill();
    assert.ok(existsSync(operator.socket));
    assert.match(operator.tell("company list"), /Acme/);
    await server.start();
    assert.match(operator.tell("company list"), /Acme/);
    assert.equal(operator.tell("log-level"), "info\n", "it is the server that answers");
    await server.terminate();
    assert.ok(!existsSync(operator.socket));
});

test("every command works without a server, but for the log of one", () => {
    everyCommand(operator, "Borg");
    const refused = operator.run("log-level");
    assert.equal(refused.status, 3);
    assert.match(refused.stderr, /No server runs on this data folder/);
});

test("help is of help", () => {
    const { stdout } = spawnSync(binary, ["--help"], { encoding: "utf8" });
    for (const group of ["company", "user", "session", "room", "export", "key", "invitation", "audit", "limits", "log-level"]) assert.match(stdout, new RegExp(`^  ${group} `, "m"));
    for (const group of ["company", "user", "session", "room", "key", "invitation"]) {
        const help = spawnSync(binary, [group, "--help"], { encoding: "utf8" });
        assert.equal(help.status, 0);
        assert.match(help.stdout, /^  list /m);
    }
    assert.equal(spawnSync(binary, ["user", "cook"], { encoding: "utf8" }).status, 2);
});
