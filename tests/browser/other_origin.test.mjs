// Pages on another origin that use nothing but <script src="…/api/api.js"> and the documented API.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "../support/server.mjs";
import { launchBrowser, openPage, Site } from "../support/pages.mjs";

const PASSWORD = "correct horse battery";
let server, site, browser;

// A page as such pages are written: globals, callbacks, one listener for everything.
const chatPage = (url) => `<!doctype html><title>partner site</title>
<script src="${url}/api/api.js"></script>
<script>
    var log = [], texts = [], rooms = {};
    function start(user, password) {
        return IPCortex.PBX.Auth.setHost("${url}").then(function () {
            return IPCortex.PBX.Auth.login(user ? { username: user, password: password } : undefined);
        }).then(function () { return IPCortex.PBX.startFeed(); }).then(function () {
            return IPCortex.PBX.enableChat(onRoom);
        });
    }
    function onRoom(room) {
        rooms[room.roomID] = room;
        log.push("room " + room.state + " cID " + room.cID);
        room.addListener("message", function () { log.push("message"); });
        room.addListener("members", function () { log.push("members"); });
        room.addListener("update", function (r) {
            log.push("update " + r.state);
            r.messages.forEach(function (m) { texts.push(m.msgID + " " + m.cN + (m.own ? " (own) " : " ") + m.msg); });
        });
    }
    function contactOf(uname) {
        return IPCortex.PBX.contacts.filter(function (c) { return c.uname === uname; })[0];
    }
</script>`;

before(async () => {
    site = await new Site().start();
    server = new Server({ env: { FOYER_HTTP_ALLOWED_ORIGINS: site.origin } });
    server.addCompany("Acme");
    for (const name of ["ann", "bob", "cat"]) server.addUser(name, "Acme", `${name[0].toUpperCase()}${name.slice(1)} of Acme`);
    await server.start();
    site.pages.set("/chat", chatPage(server.url));
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
});

const open = async (user) => {
    const page = await openPage(browser, `${site.origin}/chat`);
    if (user) await page.evaluate(([name, password]) => start(name, password), [user, PASSWORD]);
    return page;
};
const texts = (page, count) =>
    page.waitForFunction((n) => window.texts.length >= n && window.texts, count).then((handle) => handle.jsonValue());

test("two people talk", async () => {
    const ann = await open("ann");
    const bob = await open("bob");
    await ann.waitForFunction(() => contactOf("bob")?.canChat);

    const posted = await ann.evaluate(async () => {
        const room = await contactOf("bob").chat();
        return { id: await room.post("hi bob"), type: typeof room.roomID, cID: room.cID, bob: contactOf("bob").cID };
    });
    assert.equal(posted.id, 1);
    assert.equal(posted.type, "number");
    assert.equal(posted.cID, posted.bob);
    assert.deepEqual(await texts(bob, 1), ["1 Ann of Acme hi bob"]);
    assert.deepEqual(await texts(ann, 1), ["1 Ann of Acme (own) hi bob"]);

    await bob.evaluate(() => Object.values(rooms)[0].post("hi ann"));
    assert.deepEqual(await texts(ann, 2), ["1 Ann of Acme (own) hi bob", "2 Bob of Acme hi ann"]);
    const log = await bob.waitForFunction(() => window.log.includes("update open") && window.log).then((handle) => handle.jsonValue());
    assert.match(log[0], /^room invited cID \d+$/, "the room appears as invited, with its cID");
    for (const [at, entry] of log.entries())
        if (entry === "message" || entry === "members") assert.match(log[at + 1], /^(update|message|members)/, "update follows");
    assert.deepEqual(ann.complaints, []);
    assert.deepEqual(bob.complaints, []);
    await ann.context().close();
    await bob.context().close();
});

test("the overlay asks for name and password over the page, and goes by itself", async () => {
    const page = await open();
    const started = page.evaluate(() => start());
    const overlay = page.frameLocator("iframe");
    await overlay.getByLabel(/name/i).fill("cat");
    await overlay.getByLabel(/password/i).fill("wrong");
    await overlay.getByLabel(/password/i).press("Enter");
    await overlay.getByRole("alert").filter({ hasText: /wrong/i }).waitFor();
    await overlay.getByLabel(/password/i).fill(PASSWORD);
    await overlay.getByLabel(/password/i).press("Enter");
    await started;
    await page.locator("iframe").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => IPCortex.PBX.Auth.uname), "cat");
    assert.equal(await page.evaluate(() => typeof IPCortex.PBX.Auth.id), "number");

    // After a reload the session is still there: nothing is asked.
    await page.reload();
    await page.evaluate(() => start());
    assert.equal(await page.evaluate(() => IPCortex.PBX.Auth.uname), "cat");
    await page.context().close();
});

test("a cancelled overlay rejects", async () => {
    const page = await open();
    const rejected = page.evaluate(() => start().then(() => "logged in", () => "rejected"));
    await page.frameLocator("iframe").getByLabel(/name/i).focus();
    await page.keyboard.press("Escape");
    assert.equal(await rejected, "rejected");
    await page.locator("iframe").waitFor({ state: "detached" });
    await page.context().close();
});

test("the server is killed and started in the middle: nothing is lost, nothing doubled", async () => {
    const ann = await open("ann");
    const bob = await open("bob");
    const first = await ann.evaluate(async () => { window.talk = await contactOf("bob").chat(); return talk.post("before"); });
    const heard = (id) => bob.waitForFunction((start) => texts.some((line) => line.startsWith(start)), `${id} `);
    await heard(first);
    await server.kill();
    const pending = ann.evaluate(() => Promise.all(["while away 1", "while away 2"].map((text) => talk.post(text))));
    await server.start();
    assert.deepEqual(await pending, [first + 1, first + 2]);
    // What comes after all the others shows that nothing of them is still on its way.
    await heard(await ann.evaluate(() => talk.post("after")));
    // Before them comes what Bob's page of an earlier test had no time to call seen.
    const lines = await bob.evaluate(() => texts);
    const ids = lines.map((line) => Number(line.split(" ")[0]));
    assert.deepEqual(ids, ids.map((_, at) => ids[0] + at), "in order, each once");
    assert.deepEqual(lines.slice(-4), ["before", "while away 1", "while away 2", "after"].map((text, at) => `${first + at} Ann of Acme ${text}`));
    await ann.context().close();
    await bob.context().close();
});

test("files: offered, accepted, declined, and what arrives is what was sent", async () => {
    const ann = await open("ann");
    const bob = await open("bob");
    assert.equal(await bob.evaluate(() => {
        window.files = [];
        return IPCortex.PBX.enableFeature("file", function (file) { files.push(file); }, ["chat"]);
    }), true);
    const sent = await ann.evaluate(async () => {
        const room = await contactOf("bob").chat();
        window.bytes = crypto.getRandomValues(new Uint8Array(60000));
        window.sent = room.sendFile(new File([new Uint8Array(1500000), bytes], "plan.pdf", { type: "application/pdf" }));
        window.unwanted = room.sendFile(new File(["no"], "no.txt"));
        return { state: sent.state, party: sent.party, label: sent.label, then: "then" in sent };
    });
    assert.deepEqual(sent, { state: "new", party: "send", label: "plan.pdf", then: false });
    await bob.waitForFunction(() => files.length === 2);
    assert.deepEqual(await bob.evaluate(() => files.map((f) => [f.party, f.state, f.label, f.size])),
        [["receive", "acknowledged", "plan.pdf", 1560000], ["receive", "acknowledged", "no.txt", 2]]);
    await bob.evaluate(() => { const { accept } = files[0]; accept(); accept(); files[1].reject(); });
    await bob.waitForFunction(() => files[0].state === "complete" && files[1].state === "rejected");
    await ann.waitForFunction(() => sent.state === "complete" && unwanted.state === "cancelled");
    const hash = (page, blob) => page.evaluate(async (of) => {
        const digest = await crypto.subtle.digest("SHA-256", await (of === "sent" ? sent.file : files[0].file).arrayBuffer());
        return Array.from(new Uint8Array(digest)).join();
    }, blob);
    assert.equal(await hash(bob, "got"), await hash(ann, "sent"));
    assert.deepEqual(await ann.evaluate(() => [sent, unwanted].map((f) => f.progress[contactOf("bob").cID])),
        [{ progress: 100, status: "complete" }, { progress: 0, status: "rejected" }]);
    assert.deepEqual(ann.complaints, []);
    assert.deepEqual(bob.complaints, []);
    await ann.context().close();
    await bob.context().close();
});

test("a command of a program reaches the page, which opens the room", async () => {
    const ann = await open("ann");
    assert.equal(await ann.evaluate(() => {
        window.cmds = [];
        return IPCortex.PBX.enableFeature("cmd", function (cmd) { cmds.push(cmd); }, ["chat"]);
    }), true);
    const { token } = await server.logIn("ann");
    const cat = (await server.logIn("cat")).self.contactId;
    const told = fetch(`${server.url}/rest/command/create/`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ type: "room", internal: [cat] }),
    }).then((answer) => answer.json());
    await ann.waitForFunction(() => cmds.length === 1);
    const opened = await ann.evaluate(async () => {
        const [cmd] = cmds;
        const room = await cmd.accept();
        return { type: cmd.type, action: cmd.action, data: cmd.data, cID: room.cID, known: IPCortex.PBX.getRoom(room.roomID) === room };
    });
    assert.deepEqual(opened, { type: "room", action: "create", data: { internal: [cat], external: [] }, cID: cat, known: true });
    assert.equal((await told).status, "accepted");
    await ann.context().close();
});

test("a page of an origin that is not allowed gets nowhere", async () => {
    const stranger = await new Site().start();
    stranger.pages.set("/chat", chatPage(server.url));
    const page = await openPage(browser, `${stranger.origin}/chat`);
    const answer = await page.evaluate(([name, password]) => start(name, password).then(() => "in", () => "refused"), ["ann", PASSWORD]);
    assert.equal(answer, "refused");
    await page.context().close();
    await stranger.stop();
});
