// The credentials that Foyer hands out, before a real coturn; and the recipe of docs/calls.md.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Coturn } from "../support/coturn.mjs";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

const coturn = new Coturn();
let server;
let client;

before(async () => {
    await coturn.start();
    server = new Server({ env: {
        FOYER_CALLS_TURN_SERVERS: coturn.urls.join(","), FOYER_CALLS_TURN_SECRET: coturn.secret, FOYER_CALLS_TURN_LIFETIME_S: "600",
        FOYER_CALLS_RELAY_ONLY: "true" } });
    server.addCompany("Acme");
    server.addUser("ann", "Acme");
    await server.start();
    client = await FeedClient.connect(server.url, { token: (await server.logIn("ann")).token });
});
after(async () => {
    client?.close();
    await server?.stop();
    await coturn.stop();
});

const iceServers = async () => (await client.request({ getIceServers: {} })).iceServers;

test("a client is told where to meet, and for how long", async () => {
    assert.ok(client.welcome.features.includes("av"));
    const ice = await iceServers();
    assert.deepEqual(ice.servers[0].urls, coturn.urls);
    assert.equal(ice.relayOnly, true);
    assert.ok(ice.expiresMs > Date.now() + 500_000 && ice.expiresMs < Date.now() + 700_000);
});

test("coturn relays for who has the credentials", async () => {
    const { ok, said } = await coturn.relay((await iceServers()).servers[0]);
    assert.ok(ok, said);
    assert.match(said, /tot_send_msgs=6, tot_recv_msgs=6/);
    assert.match(said, /Total lost packets 0/);
});

test("and for nobody else", async () => {
    const { username, credential } = (await iceServers()).servers[0];
    assert.equal((await coturn.relay({ username, credential: credential.replace(/^./, (c) => (c === "A" ? "B" : "A")) })).ok, false);
    const [expiry, person] = username.split(":");
    assert.equal((await coturn.relay({ username: `${Number(expiry) + 1}:${person}`, credential })).ok, false);
    assert.equal((await coturn.relay({ username: `${expiry}:${Number(person) + 1}`, credential })).ok, false);
});

test("the secret and the credentials are in no log", async () => {
    const { credential } = (await iceServers()).servers[0];
    assert.ok(!server.log.includes(coturn.secret));
    assert.ok(!server.log.includes(credential));
});

test("with the recipe of the handbook it relays, but not into the server's own networks", async () => {
    const [, recipe] = /```coturn\n(.*?)```/s.exec(readFileSync(new URL("../../docs/calls.md", import.meta.url), "utf8"));
    const given = /^(#|$|external-ip|realm|cert|pkey|listening-port|tls-listening-port|static-auth-secret|use-auth-secret|no-cli)/;
    const rules = recipe.split("\n").filter((line) => !given.test(line));
    assert.ok(rules.length > 20);
    const strict = await new Coturn().start(rules);
    try {
        const ice = (await iceServers()).servers[0];
        for (const peer of ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254"]) {
            const { ok, said } = await strict.relay(ice, peer);
            assert.equal(ok, false, peer);
            assert.match(said, /error 403 \(Forbidden IP\)/, peer);
        }
    } finally {
        await strict.stop();
    }
    const own = await new Coturn().start([...rules, "allow-loopback-peers", "allowed-peer-ip=127.0.0.1"]);
    try {
        const { ok, said } = await own.relay((await iceServers()).servers[0]);
        assert.ok(ok, said);
    } finally {
        await own.stop();
    }
});
