// People talk while the server is killed again and again; afterwards the books must balance.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { FeedClient } from "./feed_client.mjs";
import { Server } from "./server.mjs";

// Runs `rounds` rounds, each ended by a kill -9 in the middle of the talk; resolves with what was counted.
export async function chaos({ people = 6, rooms = 3, rounds = 3, postsPerRound = 200, say = () => {} }) {
    const server = new Server();
    const names = Array.from({ length: people }, (_, i) => `p${i}`);
    try {
        server.addCompany("Acme");
        for (const name of names) server.addUser(name, "Acme");
        await server.start();
        const talkers = [];
        for (const name of names) talkers.push(new Talker(server, await server.logIn(name)));
        const roomIds = await openRooms(server, talkers, rooms);
        for (let round = 1; round <= rounds; round++) {
            const talking = talkers.map((talker) => talker.talk(roomIds, postsPerRound));
            await talkers[round % people].acknowledged(Math.ceil((postsPerRound * round) / 3));
            await server.kill();
            await server.start();
            await Promise.all(talking);
            say(`round ${round}: ${talkers.reduce((sum, t) => sum + t.acks.size, 0)} acknowledged`);
        }
        for (const talker of talkers) await talker.catchUp();
        const counted = balance(talkers, roomIds);
        for (const talker of talkers) talker.close();
        return counted;
    } finally {
        await server.stop();
    }
}

async function openRooms(server, talkers, count) {
    const everybody = talkers.map((talker) => ({ contactId: talker.self.contactId }));
    const client = await talkers[0].connected();
    const ids = [];
    for (let i = 0; i < count; i++) {
        const answer = await client.request({ createRoom: { name: `room ${i}`, parties: everybody.slice(1) } });
        ids.push(answer.roomAnswer.roomId);
    }
    return ids;
}

// Everything acknowledged was heard by everybody, once, under the same number, and no number is missing.
function balance(talkers, roomIds) {
    for (const room of roomIds) {
        const reference = talkers[0].heard.get(room);
        for (const talker of talkers) {
            const heard = talker.heard.get(room);
            assert.deepEqual([...heard.keys()], Array.from({ length: heard.size }, (_, i) => i + 1), "gapless, in order");
            assert.deepEqual([...heard], [...reference], "the same for everybody");
        }
        assert.equal(new Set(reference.values()).size, reference.size, "nothing is there twice");
    }
    let acknowledged = 0;
    for (const talker of talkers) {
        for (const [key, { room, seq }] of talker.acks) {
            assert.equal(talker.heard.get(room).get(seq), key, "what was acknowledged is there, under the number acknowledged");
            acknowledged++;
        }
    }
    return { acknowledged, stored: roomIds.reduce((sum, room) => sum + talkers[0].heard.get(room).size, 0) };
}

// One person: posts with idempotency keys, sends again what was not acknowledged, keeps what he hears.
class Talker {
    #client = null;
    #watchers = [];
    heard = new Map(); // room → seq → text
    acks = new Map(); // key → { room, seq }

    constructor(server, { token, self }) {
        this.server = server;
        this.token = token;
        this.self = self;
    }

    // A connection, made anew for as long as it takes the server to be back.
    async connected() {
        while (!this.#client || this.#client.closed) {
            try {
                const cursors = [...this.heard].map(([roomId, heard]) => ({ roomId, seq: heard.size }));
                const hello = { token: this.token, show: "online", withoutContacts: true, cursors, epoch: this.epoch ?? 0 };
                this.#client = await FeedClient.connect(this.server.url, hello);
                this.epoch = this.#client.welcome.epoch;
                for (const state of this.#client.snapshot.rooms) await this.#missed(state);
            } catch (error) {
                if (error instanceof assert.AssertionError) throw error;
                this.#client?.close();
                this.#client = null;
                await new Promise((done) => setTimeout(done, 20));
            }
        }
        return this.#client;
    }

    async #missed({ room, messages = [], more }) {
        this.#hear(room.roomId, messages);
        while (more) {
            const after = this.heard.get(room.roomId)?.size ?? 0;
            const page = (await this.#client.request({ readHistory: { roomId: room.roomId, after } })).historyPage;
            this.#hear(room.roomId, page.messages ?? []);
            more = page.more;
        }
    }

    #hear(room, messages) {
        if (!this.heard.has(room)) this.heard.set(room, new Map());
        const heard = this.heard.get(room);
        for (const { seq, text } of messages) {
            if (seq <= heard.size) assert.equal(heard.get(seq), text, "a number never changes its message");
            else assert.equal(seq, heard.size + 1, "no hole");
            heard.set(seq, text);
        }
    }

    #drain(client) {
        for (const { messageEvent: event } of client.events.splice(0)) if (event) this.#hear(event.roomId, event.messages);
    }

    async talk(rooms, count) {
        for (let i = 0; i < count; i++) {
            const room = rooms[i % rooms.length];
            const key = randomUUID();
            for (;;) {
                try {
                    const client = await this.connected();
                    const answer = await client.request({ postMessage: { roomId: room, text: key, idempotencyKey: key } });
                    this.#drain(client);
                    if (answer.error?.code === "rate_limited") {
                        await new Promise((done) => setTimeout(done, answer.error.retryAfterMs ?? 100));
                        continue;
                    }
                    assert.ok(answer.messagePosted, JSON.stringify(answer));
                    this.acks.set(key, { room, seq: answer.messagePosted.seq });
                    break;
                } catch (error) {
                    if (error instanceof assert.AssertionError) throw error;
                }
            }
            this.#watchers = this.#watchers.filter(({ count: wanted, done }) => this.acks.size < wanted || done());
        }
    }

    acknowledged(count) {
        return this.acks.size >= count ? Promise.resolve() : new Promise((done) => this.#watchers.push({ count, done }));
    }

    // Comes back once more, so that everything stored has been heard.
    async catchUp() {
        this.#client?.close();
        this.#client = null;
        await this.connected();
    }

    close() {
        this.#client?.close();
    }
}
