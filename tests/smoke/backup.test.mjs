// A backup is made while people talk, and restored: what was acknowledged before it began is in it, once and in its place.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { FeedClient } from "../support/feed_client.mjs";
import { Server } from "../support/server.mjs";

const binary = process.env.FOYER_BINARY ?? resolve(import.meta.dirname ?? ".", "../../build/release/foyer");
const PEOPLE = ["ann", "bob", "cat"];
const VOICES = ["a", "b", "c", "d"]; // posts of one person under way at a time
const MOST_POSTS = 5_000; // of each: the load ends by itself
const ENOUGH = 400; // acknowledgements on either side of the backup

// Beside the server, so that the load goes on meanwhile.
const foyer = (...args) => promisify(execFile)(binary, args, { timeout: 120_000 });

async function untilTrue(condition, what) {
    for (const deadline = Date.now() + 60_000; !condition(); await new Promise((done) => setTimeout(done, 5))) {
        assert.ok(Date.now() < deadline, `${what} within a minute`);
    }
}

// Posts into the rooms in turn until told to stop; each text is there once in the world.
async function talk(client, name, roomIds, books) {
    for (let i = 0; i < MOST_POSTS && !books.stop; i++) {
        const room = roomIds[i % roomIds.length];
        const text = `${name} ${i}`;
        if (books.backupEnded) books.sentAfter.add(text);
        const answer = await client.request({ postMessage: { roomId: room, text, idempotencyKey: text } });
        if (answer.error?.code === "rate_limited") {
            await new Promise((done) => setTimeout(done, answer.error.retryAfterMs ?? 100));
            i--;
            continue;
        }
        assert.ok(answer.messagePosted, JSON.stringify(answer));
        books.acknowledged.push({ room, seq: answer.messagePosted.seq, text });
    }
}

// All messages of a room, in order.
async function history(server, token, room) {
    const all = [];
    for (let more = true; more; ) {
        const before = all[0]?.seq ?? 0;
        const answer = await fetch(`${server.url}/api/v1/rooms/${room}/messages?before=${before}&limit=200`, {
            headers: { authorization: `Bearer ${token}` },
        });
        const page = await answer.json();
        assert.equal(answer.status, 200, JSON.stringify(page));
        all.unshift(...(page.messages ?? []).map(({ seq, text }) => ({ seq, text })));
        more = page.more ?? false;
    }
    return all;
}

test("a backup made under load holds a prefix of every room, with all that was acknowledged before it", async (t) => {
    const server = new Server();
    const restored = new Server();
    try {
        server.addCompany("Acme");
        for (const name of PEOPLE) server.addUser(name, "Acme");
        await server.start();
        const logins = [];
        for (const name of PEOPLE) logins.push(await server.logIn(name));
        const clients = [];
        for (const { token } of logins) clients.push(await FeedClient.connect(server.url, { token }));
        const others = logins.slice(1).map(({ self }) => ({ contactId: self.contactId }));
        const roomIds = [];
        for (const name of ["Plans", "Deeds"]) {
            const answer = await clients[0].request({ createRoom: { name, parties: others } });
            roomIds.push(answer.roomAnswer.roomId);
        }

        const books = { acknowledged: [], sentAfter: new Set(), backupEnded: false, stop: false };
        const talks = clients.flatMap((client, i) => VOICES.map((voice) => talk(client, `${PEOPLE[i]} ${voice}`, roomIds, books)));
        const talking = Promise.all(talks);
        await untilTrue(() => books.acknowledged.length >= ENOUGH, "messages were acknowledged");
        const before = [...books.acknowledged];
        const backup = join(server.folder, "backup");
        await foyer("backup", "create", backup, "--data", server.data);
        books.backupEnded = true;
        const during = books.acknowledged.length - before.length;
        await untilTrue(() => books.acknowledged.length >= before.length + during + ENOUGH, "the talk went on");
        books.stop = true;
        await talking;
        assert.ok(books.sentAfter.size > 0);

        await foyer("backup", "verify", backup, "--data", server.data);
        await foyer("backup", "restore", backup, "--data", restored.data);
        await restored.start();

        const [{ token }] = logins; // sessions are restored, too
        let kept = 0;
        for (const room of roomIds) {
            const original = await history(server, token, room);
            const copy = await history(restored, token, room);
            assert.deepEqual(original.map(({ seq }) => seq), original.map((_, i) => i + 1), "gapless");
            assert.equal(new Set(original.map(({ text }) => text)).size, original.length, "nothing is there twice");
            assert.deepEqual(copy, original.slice(0, copy.length), "a prefix, in the same order");
            for (const { seq, text } of before.filter((ack) => ack.room === room)) {
                assert.equal(copy[seq - 1]?.text, text, "what was acknowledged before the backup began");
            }
            for (const { text } of copy) assert.ok(!books.sentAfter.has(text), "nothing that was sent after it ended");
            kept += copy.length;
        }
        assert.ok(kept >= before.length);
        assert.ok(kept < books.acknowledged.length);
        t.diagnostic(`acknowledged: ${before.length} before, ${during} during, ${books.acknowledged.length} in all; restored: ${kept}`);

        // A client that held more than the backup is told to forget it, and sees what there is.
        const { epoch } = clients[0].welcome;
        const cursors = roomIds.map((roomId) => ({ roomId, seq: 1_000_000 }));
        const back = await FeedClient.connect(restored.url, { token, epoch, cursors });
        assert.notEqual(back.welcome.epoch, epoch);
        assert.equal(back.snapshot.epochChanged, true);
        const [roomId] = roomIds;
        const newest = back.snapshot.rooms.find((state) => state.room.roomId === roomId).newest;
        assert.equal(newest, (await history(restored, token, roomId)).length);
        const posted = await back.request({ postMessage: { roomId, text: "and on", idempotencyKey: "and on" } });
        assert.equal(posted.messagePosted.seq, newest + 1);
        back.close();
        for (const client of clients) client.close();
    } finally {
        await restored.stop();
        await server.stop();
    }
});
