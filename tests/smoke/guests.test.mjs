// People from outside, over the wire: invited by a link, redeemed, at work, thrown out; and what a guest may not do.
import assert from "node:assert/strict";
import { statSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

async function open(server, login) {
    const { token } = await server.logIn(login, "foyer-demo");
    return FeedClient.connect(server.url, { token, show: "online" });
}
async function nextOf(client, kind, matches = () => true) {
    for (;;) {
        const event = await client.next();
        if (event[kind] && matches(event[kind])) return event[kind];
    }
}
async function call(server, path, body, headers = {}) {
    const answer = await fetch(server.url + path, {
        method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json(), cookie: answer.headers.get("set-cookie") };
}
async function invite(client, guest) {
    const answer = await client.request({ inviteToChat: { parties: [{ guest }], idempotencyKey: guest.name } });
    assert.ok(answer.roomAnswer, JSON.stringify(answer));
    const { invitation } = await nextOf(client, "invitationEvent");
    return { roomId: answer.roomAnswer.roomId, invitation, token: new URL(invitation.url).hash.slice(1) };
}
const refusal = (answer) => answer.error?.code;

test("a guest comes in by a link, talks, and is thrown out within a second", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const ann = await open(server, "ann");
        const bob = await open(server, "bob");
        const { roomId, invitation, token } = await invite(ann, { name: "Gus Müller", email: "gus@example.com" });
        assert.equal(invitation.email, "gus@example.com");
        assert.equal(invitation.roomId, roomId);
        assert.ok(invitation.url.startsWith(`${server.url}/join#`));

        // A mail scanner fetches the page behind the link; nothing is used up by that, nor by looking.
        await fetch(invitation.url);
        const face = await call(server, "/api/guest/look", { token });
        assert.deepEqual([face.body.name, face.body.inviterName, face.body.loggedIn ?? false], ["Gus Müller", "Ann Archer", false]);
        const redeemed = await call(server, "/api/guest/redeem", { token, bearer: true });
        assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body));
        assert.equal(redeemed.body.self.kind, "guest");
        assert.equal(redeemed.body.self.contactId, invitation.contactId);
        assert.equal((await nextOf(ann, "invitationEvent")).invitation.state, "invitation_redeemed");
        assert.equal((await call(server, "/api/guest/look", { token }, { Authorization: `Bearer ${redeemed.body.token}` })).body.loggedIn, true);

        const gus = await FeedClient.connect(server.url, { token: redeemed.body.token, show: "online" });
        const annId = ann.welcome.self.contactId;
        assert.deepEqual(gus.snapshot.contacts.map((contact) => contact.contactId), [annId, invitation.contactId]);
        const [seen] = gus.snapshot.contacts;
        assert.deepEqual([seen.name, seen.uname, seen.email, seen.roster], ["Ann Archer", undefined, undefined, undefined]);
        assert.deepEqual(gus.snapshot.presence.map((presence) => presence.contactId), [annId, invitation.contactId]);
        assert.deepEqual(gus.snapshot.invitations, []);
        assert.equal(gus.snapshot.rooms.length, 1);
        for (const member of gus.snapshot.rooms[0].room.members) {
            assert.equal(member.uname !== undefined, member.contactId === invitation.contactId, "no login names of others");
            assert.equal(member.email ?? member.url, undefined);
        }
        await gus.request({ takeUpRoom: { roomId } });
        const posted = await gus.request({ postMessage: { roomId, text: "good morning" } });
        assert.equal(posted.messagePosted.seq, 1);
        const heard = await nextOf(ann, "messageEvent");
        assert.equal(heard.messages[0].authorName, "Gus Müller");

        // The link of another is nobody's business.
        assert.equal(refusal(await bob.request({ revokeInvitation: { invitationId: invitation.invitationId } })), "not_found");
        assert.equal(refusal(await gus.request({ revokeInvitation: { invitationId: invitation.invitationId } })), "not_found");
        const asked = Date.now();
        assert.ok((await ann.request({ revokeInvitation: { invitationId: invitation.invitationId } })).done);
        while (!gus.closed) await gus.next().catch(() => {});
        assert.equal(gus.closed.code, 4003);
        assert.ok(Date.now() - asked < 1000 * Number(process.env.FOYER_PATIENCE ?? 5));
        const me = await fetch(`${server.url}/api/session`, { headers: { Authorization: `Bearer ${redeemed.body.token}` } });
        assert.equal(me.status, 401);
        assert.equal((await call(server, "/api/guest/redeem", { token })).body.error.code, "link_invalid");
        const gone = await nextOf(ann, "roomEvent", ({ room }) => !room.members.some((member) => member.contactId === invitation.contactId));
        assert.equal(gone.room.roomId, roomId);

        const log = server.log;
        assert.ok(!log.includes(token), "a link reaches no log");
        for (const client of [ann, bob]) client.close();
    } finally {
        await server.stop();
    }
});

test("a guest may do what a guest may, and nothing else", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const ann = await open(server, "ann");
        const bobId = ann.snapshot.contacts.find((contact) => contact.uname === "bob").contactId;
        const pair = ann.snapshot.rooms.find((state) => !state.room.multi).room.roomId;
        const { roomId, token } = await invite(ann, { name: "Gus" });
        const { body } = await call(server, "/api/guest/redeem", { token, bearer: true });
        const gus = await FeedClient.connect(server.url, { token: body.token, show: "online" });
        const allowed = {
            takeUpRoom: { roomId }, postMessage: { roomId, text: "hi" }, setSeen: { roomId, seq: 1 }, readHistory: { roomId },
            setPresence: { show: "away" },
        };
        for (const [kind, value] of Object.entries(allowed)) {
            const answer = await gus.request({ [kind]: value });
            assert.equal(refusal(answer), undefined, `${kind}: ${JSON.stringify(answer)}`);
        }
        const parties = [{ contactId: bobId }];
        const refused = [
            [{ inviteToChat: { parties } }, "forbidden"],
            [{ inviteToChat: { parties: [{ guest: { name: "Gil" } }] } }, "forbidden"],
            [{ createRoom: { parties, name: "Mine" } }, "forbidden"],
            [{ addMembers: { roomId, parties } }, "forbidden"],
            [{ addMembers: { roomId, parties: [{ guest: { name: "Gil" } }] } }, "forbidden"],
            [{ removeMember: { roomId, contactId: ann.welcome.self.contactId } }, "forbidden"],
            [{ modifyRoom: { roomId, archive: true } }, "forbidden"],
            [{ listPublicRooms: {} }, "forbidden"],
            [{ postMessage: { roomId: pair, text: "hi" } }, "not_found"],
            [{ readHistory: { roomId: pair } }, "not_found"],
            [{ joinRoom: { roomId: pair } }, "not_found"],
        ];
        for (const [request, code] of refused) assert.equal(refusal(await gus.request(request)), code, JSON.stringify(request));
        assert.ok((await gus.request({ leaveRoom: { roomId } })).roomAnswer);
        while (!gus.closed) await gus.next().catch(() => {});
        assert.equal(gus.closed.code, 4003, "who has left his only room is no guest any more");
        assert.equal((await nextOf(ann, "invitationEvent", ({ invitation }) => invitation.state === "invitation_ended")).invitation.url, undefined);
        ann.close();
    } finally {
        await server.stop();
    }
});

test("what a company's guests may do changes under their hands", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const ann = await open(server, "ann");
        const { roomId, invitation, token } = await invite(ann, { name: "Gus" });
        const { body } = await call(server, "/api/guest/redeem", { token, bearer: true });
        const come = () => FeedClient.connect(server.url, { token: body.token, show: "online" });
        const offered = ({ welcome }) => ["chat", "av", "file"].filter((feature) => welcome.features.includes(feature));
        const gus = await come();
        assert.deepEqual(offered(gus), ["chat", "av", "file"]);
        assert.ok((await ann.request({ startCall: { roomId, callId: "call-of-ann", peerId: "peer-of-ann" } })).callAnswer);
        assert.ok((await gus.request({ joinCall: { roomId, callId: "call-of-ann", peerId: "peer-of-gus" } })).callAnswer);
        const { file } = (await ann.request({ offerFile: { roomId, name: "plan.txt", size: 3 } })).fileOffered;
        assert.ok((await gus.request({ acceptFile: { fileId: file.fileId } })).done);

        const asked = Date.now();
        server.cli("company", "set", ann.welcome.self.companyName, "--guests-may-chat", "off", "--guests-may-share-files", "off", "--guests-may-call", "off");
        while (!gus.closed) await gus.next().catch(() => {});
        assert.equal(gus.closed.code, 4001);
        const out = await nextOf(ann, "callEvent", ({ call: seen }) => !seen.peers.some((peer) => peer.contactId === invitation.contactId));
        assert.deepEqual(out.call.peers.map((peer) => peer.contactId), [ann.welcome.self.contactId]);
        const over = await nextOf(ann, "fileEvent", ({ file: seen }) => seen.fileId === file.fileId && seen.state === "file_done");
        assert.equal(over.file.receivers[0].state, "file_cancelled");
        assert.ok(Date.now() - asked < 1000 * Number(process.env.FOYER_PATIENCE ?? 5));

        const again = await come();
        assert.deepEqual(offered(again), []);
        assert.deepEqual([again.snapshot.calls, again.snapshot.files], [[], []]);
        const refused = [
            { postMessage: { roomId, text: "hi" } }, { modifyRoom: { roomId, name: "hi" } }, { offerFile: { roomId, name: "a", size: 1 } },
            { acceptFile: { fileId: file.fileId } }, { startCall: { roomId, callId: "call-of-gus", peerId: "peer-of-gus" } },
            { joinCall: { roomId, callId: "call-of-ann", peerId: "peer-of-gus" } }, { getIceServers: {} },
        ];
        for (const request of refused) assert.equal(refusal(await again.request(request)), "forbidden", JSON.stringify(request));
        assert.ok((await ann.request({ postMessage: { roomId, text: "you can read this" } })).messagePosted);
        assert.equal((await again.request({ readHistory: { roomId } })).historyPage.messages.at(-1).text, "you can read this");
        server.cli("company", "set", ann.welcome.self.companyName, "--guests-may-chat", "on");
        while (!again.closed) await again.next().catch(() => {});
        const back = await come();
        assert.deepEqual(offered(back), ["chat"]);
        assert.ok((await back.request({ postMessage: { roomId, text: "thank you" } })).messagePosted);
        for (const client of [ann, back]) client.close();
    } finally {
        await server.stop();
    }
});

test("links outlast a restart, their key is the owner's alone, and the database does not hold them", async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const ann = await open(server, "ann");
        const { invitation, token } = await invite(ann, { name: "Gus", pin: "4711" });
        await server.kill();
        const key = join(server.data, "secrets", "guests.key");
        assert.equal(statSync(key).mode & 0o777, 0o600);
        for (const file of readdirSync(server.data).filter((name) => name.startsWith("foyer.db"))) {
            assert.ok(!readFileSync(join(server.data, file)).includes(token), `${file} holds the link`);
        }
        await server.start();
        const again = await open(server, "ann");
        const [shown] = again.snapshot.invitations;
        assert.equal(shown.url, invitation.url);
        assert.equal((await call(server, "/api/guest/redeem", { token })).body.error.code, "wrong_pin");
        assert.equal((await call(server, "/api/guest/redeem", { token, pin: "4711" })).status, 200);
        again.close();
    } finally {
        await server.stop();
    }
});

test("guessing links is stopped, and counted", async () => {
    const server = await new Server({ args: ["--demo"], env: { FOYER_GUESTS_ATTEMPTS_PER_ADDRESS: "5", FOYER_METRICS_LISTEN: "127.0.0.1:0" } }).start();
    try {
        for (let i = 0; i < 5; ++i) assert.equal((await call(server, "/api/guest/look", { token: `guess${i}` })).status, 410);
        const over = await call(server, "/api/guest/redeem", { token: "guess" });
        assert.equal(over.status, 429);
        assert.ok(over.body.error.retryAfterMs > 0);
        const metrics = /Metrics: (\S+)/.exec(server.log)[1];
        assert.match(await (await fetch(metrics)).text(), /^foyer_refused_links_total 6$/m);
    } finally {
        await server.stop();
    }
});
