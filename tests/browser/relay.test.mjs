// Calls where all that passes is the relay: a real coturn, with credentials that the server makes for each user.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callPage, seesMoving } from "../support/call_page.mjs";
import { Coturn } from "../support/coturn.mjs";
import { launchBrowser, openPage, Site } from "../support/pages.mjs";
import { Server } from "../support/server.mjs";

const PASSWORD = "correct horse battery";
let turn, server, site, browser;

before(async () => {
    turn = await new Coturn().start();
    site = await new Site().start();
    server = new Server({ env: {
        FOYER_HTTP_ALLOWED_ORIGINS: site.origin,
        FOYER_CALLS_TURN_SERVERS: turn.urls[0],
        FOYER_CALLS_TURN_SECRET: turn.secret,
        FOYER_CALLS_RELAY_ONLY: "true",
    } });
    server.addCompany("Acme");
    for (const name of ["ann", "bob"]) server.addUser(name, "Acme", `${name[0].toUpperCase()}${name.slice(1)} of Acme`);
    await server.start();
    site.pages.set("/calls", callPage(server.url));
    browser = await launchBrowser({ media: true });
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
    await turn?.stop();
});

test("two people see each other through the relay, and through nothing else", async () => {
    const [ann, bob] = await Promise.all(["ann", "bob"].map(async (user) => {
        const page = await openPage(browser, `${site.origin}/calls`);
        page.setDefaultTimeout(60_000);
        // Notes the connections that the API makes, to ask them afterwards which way they went.
        await page.evaluate(() => {
            window.connections = [];
            const Connection = RTCPeerConnection;
            window.RTCPeerConnection = class extends Connection {
                constructor(...given) {
                    super(...given);
                    connections.push(this);
                }
            };
        });
        assert.equal(await page.evaluate(([name, password]) => start(name, password), [user, PASSWORD]), true);
        return page;
    }));
    await ann.evaluate(async () => { call(await contactOf("bob").chat(), await camera()); });
    await bob.waitForFunction(() => offers.length === 1);
    await bob.evaluate(async () => (window.current = offers[0]).accept(await camera()));
    await Promise.all([seesMoving(ann, ["Bob"]), seesMoving(bob, ["Ann"])]);
    for (const page of [ann, bob]) {
        const ways = await page.evaluate(async () => {
            const report = await connections.at(-1).getStats();
            const all = [...report.values()];
            return all.filter(({ type }) => type === "local-candidate").map(({ candidateType }) => candidateType);
        });
        assert.ok(ways.length > 0 && ways.every((way) => way === "relay"), `local candidates: ${ways}`);
    }
    assert.match(turn.log, /ALLOCATE processed, success/);
    await ann.context().close();
    await bob.context().close();
});
