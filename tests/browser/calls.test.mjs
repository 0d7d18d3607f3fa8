// Calls between pages of another origin that use nothing but the documented API; pictures must really move at the receiver.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { callPage, seesMoving } from "../support/call_page.mjs";
import { launchBrowser, openPage, Site } from "../support/pages.mjs";
import { Line } from "../support/line.mjs";
import { Server } from "../support/server.mjs";

const PASSWORD = "correct horse battery";
const PEOPLE = ["ann", "bob", "cat", "dan", "sue"];
let server, site, browser;
const opened = [];

before(async () => {
    site = await new Site().start();
    server = new Server({ env: { FOYER_HTTP_ALLOWED_ORIGINS: site.origin, FOYER_CALLS_OFFER_TIMEOUT_MS: "20000" } });
    server.addCompany("Acme");
    for (const name of PEOPLE) server.addUser(name, "Acme", `${name[0].toUpperCase()}${name.slice(1)} of Acme`);
    server.grant("sue", "api_chat", "Acme");
    await server.start();
    site.pages.set("/calls", callPage(server.url));
    browser = await launchBrowser({ media: true });
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
});
afterEach(async () => {
    for (const page of opened.splice(0)) {
        if (page.isClosed()) continue;
        const errors = await page.evaluate(() => window.errors ?? []);
        await page.context().close();
        assert.deepEqual([...page.complaints, ...errors], []);
    }
});

const open = async (user, path = "/calls") => {
    const page = await openPage(browser, site.origin + path);
    page.setDefaultTimeout(60_000);
    opened.push(page);
    assert.equal(await page.evaluate(([name, password]) => start(name, password), [user, PASSWORD]), true, "the feature is enabled");
    return page;
};
const openAll = (...users) => Promise.all(users.map((user) => open(user)));

// Opens the room with these people and calls in it; resolves when the Av says it is offered.
const call = async (page, unames, { withCamera = true } = {}) => {
    await page.evaluate(async ([names, camera_]) => {
        const ids = names.map((name) => contactOf(name).cID);
        window.room = ids.length === 1 ? await contactOf(names[0]).chat() : (window.room ?? (await PBX.chatInvite(ids)));
        call(window.room, camera_ ? await camera() : undefined);
    }, [unames, withCamera]);
    await page.waitForFunction(() => current.state === "offered");
};
const offer = (page) => page.waitForFunction(() => offers.some((av) => av.state === "offered"));
const accept = async (page, { withCamera = true } = {}) => {
    await offer(page);
    await page.evaluate(async (camera_) => {
        window.current = offers.findLast((av) => av.state === "offered");
        window.stream = camera_ ? await camera() : undefined;
        current.accept(stream);
        current.accept(stream); // harmless
    }, withCamera);
};
const state = (page, wanted) => page.waitForFunction((s) => current.state === s, wanted);
const statuses = (page) => page.evaluate(() => statuses[current.id]);
const hears = (page, line) => page.waitForFunction((one) => statuses[current.id].includes(one), line);

test("two people: offered, accepted, both see each other move; hanging up by reject()", async () => {
    const [ann, bob] = await openAll("ann", "bob");
    await call(ann, ["bob"]);
    await offer(bob);
    assert.deepEqual(await bob.evaluate(() => {
        const [av] = offers;
        return [av.state, Object.values(av.remoteMedia).map(({ status, cN, cid }) => [status, cN, cid === contactOf("ann").cID]), av.signalling === PBX.getRoom(av.signalling.roomID), av.localMedia.length];
    }), ["offered", [["offered", "Ann of Acme", true]], true, 0]);
    await accept(bob);
    await Promise.all([seesMoving(ann, ["Bob"]), seesMoving(bob, ["Ann"])]);
    await Promise.all([state(ann, "connected"), state(bob, "connected")]);
    assert.equal(await ann.evaluate(() => offers.length), 0, "never for the caller's own");
    await bob.evaluate(() => current.reject());
    await state(bob, "closed");
    await hears(ann, "Bob close");
    await ann.evaluate(() => current.close());
    await state(ann, "closed");
    assert.deepEqual(await statuses(ann), ["new", "offered", "Bob offered", "connecting", "Bob connecting", "connected", "Bob connected", "Bob close", "closed"]);
    assert.deepEqual((await statuses(bob)).filter((line) => !line.includes(" ")), ["offered", "connecting", "connected", "closed"]);
});

test("refused, accepted to receive only, and a stream that is added later", async () => {
    const [ann, bob] = await openAll("ann", "bob");
    await call(ann, ["bob"]);
    await offer(bob);
    await bob.evaluate(() => (window.current = offers[0]).reject());
    await Promise.all([state(ann, "rejected"), state(bob, "rejected")]);
    await hears(ann, "Bob rejected");

    await call(ann, ["bob"]);
    await accept(bob, { withCamera: false });
    await seesMoving(bob, ["Ann"]);
    await seesMoving(ann, []);
    const before = await bob.evaluate(() => current.id);
    await bob.evaluate(async () => current.addStream((window.added = await camera())));
    await seesMoving(ann, ["Bob"]);
    await bob.evaluate(() => current.removeStream(added));
    await seesMoving(ann, []);
    // A screen beside the camera: two pictures of one person, for as long as both are sent.
    await bob.evaluate(async () => {
        current.addStream(added);
        current.addStream(await navigator.mediaDevices.getDisplayMedia({ video: { width: 160, height: 90, frameRate: 8 } }));
    });
    await seesMoving(ann, ["Bob", "Bob"]);
    assert.equal(await bob.evaluate(() => current.id), before);
    await ann.evaluate(() => current.close());
    await bob.evaluate(() => current.close());
    await state(bob, "closed");
});

test("one side's connection to the server breaks: the call goes on, and signalling with it", async () => {
    const line = await new Line(server.listen).start();
    site.pages.set("/over-a-line", callPage(line.url));
    const [ann, bob] = [await open("ann"), await open("bob", "/over-a-line")];
    await call(ann, ["bob"]);
    await accept(bob);
    await Promise.all([seesMoving(ann, ["Bob"]), seesMoving(bob, ["Ann"])]);
    await line.cut();
    await Promise.all([seesMoving(ann, ["Bob"]), seesMoving(bob, ["Ann"])]);
    await bob.evaluate(async () => current.addStream((await camera()).clone()));
    await seesMoving(ann, ["Bob", "Bob"]);
    assert.ok(!(await statuses(ann)).includes("Bob close"));
    await state(bob, "connected");
    assert.equal(await bob.evaluate(() => offers.length), 1);
    bob.complaints = bob.complaints.filter((complaint) => !/WebSocket|ERR_/u.test(complaint)); // the browser's own words about the cut
    await ann.evaluate(() => current.close());
    await bob.evaluate(() => current.close());
    await state(bob, "closed");
    await bob.goto("about:blank"); // so that it does not come back over a line that is no more
    await line.stop();
});

test("answered at one place, it stops ringing at the other; unanswered, it times out", async () => {
    const [ann, bob, phone] = await openAll("ann", "bob", "bob");
    await call(ann, ["bob"]);
    await Promise.all([offer(bob), offer(phone)]);
    await phone.evaluate(() => { window.current = offers[0]; });
    await accept(bob, { withCamera: false });
    await state(phone, "closed");
    await state(bob, "connected");
    await ann.evaluate(() => current.leave());
    await bob.evaluate(() => current.leave());
    await Promise.all([state(ann, "closed"), state(bob, "closed")]);

    await call(ann, ["bob"], { withCamera: false });
    await bob.waitForFunction(() => offers.length === 2);
    await bob.evaluate(() => { window.current = offers[1]; });
    await Promise.all([state(ann, "timeout"), state(bob, "timeout")]);
    await hears(ann, "Bob timeout");
});

test("four people: a late one, one whose page is loaded anew, and one who is removed in the middle", async () => {
    const [ann, bob, cat, dan, sue] = await openAll("ann", "bob", "cat", "dan", "sue");
    await call(ann, ["bob", "cat"]);
    await Promise.all([accept(bob), accept(cat)]);
    await Promise.all([seesMoving(ann, ["Bob", "Cat"]), seesMoving(bob, ["Ann", "Cat"]), seesMoving(cat, ["Ann", "Bob"])]);

    await ann.evaluate(() => room.add([contactOf("dan").cID]));
    await accept(dan);
    await Promise.all([seesMoving(ann, ["Bob", "Cat", "Dan"]), seesMoving(bob, ["Ann", "Cat", "Dan"]), seesMoving(cat, ["Ann", "Bob", "Dan"]), seesMoving(dan, ["Ann", "Bob", "Cat"])]);

    await bob.reload();
    assert.equal(await bob.evaluate(([name, password]) => start(name, password), ["bob", PASSWORD]), true);
    await accept(bob);
    await Promise.all([seesMoving(bob, ["Ann", "Cat", "Dan"]), seesMoving(ann, ["Bob", "Cat", "Dan"])]);

    const roomID = await ann.evaluate(() => room.roomID);
    await sue.waitForFunction((id) => rooms[id]?.voyeur === true, roomID);
    assert.equal(await sue.evaluate(() => offers.length), 0, "who only watches is not called");
    await sue.evaluate((id) => rooms[id].remove(contactOf("cat").cID), roomID);
    await state(cat, "closed");
    for (const page of [ann, dan]) await hears(page, "Cat close");
    await Promise.all([seesMoving(ann, ["Bob", "Dan"]), seesMoving(dan, ["Ann", "Bob"])]);
    const refused = await sue.evaluate((id) => new Promise((done) => {
        const av = rooms[id].videoChat();
        av.addListener("update", () => av.state === "error" && done(av.state));
    }), roomID);
    assert.equal(refused, "error", "who only watches cannot call");
});

test("merge: a second call is brought into the first, and everybody sees everybody", async () => {
    const [ann, bob, cat] = await openAll("ann", "bob", "cat");
    await call(ann, ["bob"]);
    await accept(bob);
    await Promise.all([seesMoving(ann, ["Bob"]), seesMoving(bob, ["Ann"])]);
    await call(cat, ["bob"]);
    await bob.waitForFunction(() => offers.length === 2 && offers[1].state === "offered");
    const kept = await cat.evaluate(() => current.id);
    await bob.evaluate(() => offers[1].merge(current));
    await Promise.all([seesMoving(ann, ["Bob", "Cat"]), seesMoving(bob, ["Ann", "Cat"]), seesMoving(cat, ["Ann", "Bob"])]);
    await bob.waitForFunction(() => offers.map((av) => av.state).join() === "connected,closed");
    await state(cat, "connected");
    assert.equal(await cat.evaluate(() => current.id), kept);
    await bob.evaluate(() => current.close());
    await Promise.all([seesMoving(ann, ["Cat"]), seesMoving(cat, ["Ann"])]);
});

test("the example in docs/sdk.md does what it says", async () => {
    const text = await readFile(new URL("../../docs/sdk.md", import.meta.url), "utf8");
    const example = [...text.matchAll(/```html\n([^]*?)```/g)].map(([, html]) => html).find((html) => html.includes("videoChat"));
    site.pages.set("/example", `<!doctype html>${example.replaceAll("https://chat.example.org", server.url)}`);
    const [ann, bob] = await Promise.all(["ann", "bob"].map(async (user) => {
        const page = await openPage(browser, `${site.origin}/example`);
        page.setDefaultTimeout(60_000);
        opened.push(page);
        page.on("dialog", (dialog) => dialog.accept());
        const overlay = page.frameLocator("iframe");
        await overlay.getByLabel(/name/i).fill(user);
        await overlay.getByLabel(/password/i).fill(PASSWORD);
        await overlay.getByLabel(/password/i).press("Enter");
        await page.waitForFunction(() => PBX.contacts.length > 1 && PBX.enableChat());
        return page;
    }));
    await ann.evaluate(async () => call(await PBX.contacts.find((contact) => contact.uname === "bob").chat()));
    for (const page of [ann, bob]) {
        await page.locator("#people video").waitFor();
        assert.ok(await page.locator("#people video").evaluate((video) => new Promise((done) => {
            let count = 0;
            const next = () => (++count >= 3 ? done(true) : video.requestVideoFrameCallback(next));
            video.requestVideoFrameCallback(next);
            setTimeout(() => done(false), 60_000);
        })), "the picture moves");
    }
});
