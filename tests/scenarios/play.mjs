// Plays a transcript (see grammar.mjs) against the real server.
import assert from "node:assert/strict";
import { Server } from "../support/server.mjs";
import { FeedClient } from "../support/feed_client.mjs";
import { requests, say, sayCall, sayFile } from "./grammar.mjs";

export async function play(script) {
    const stage = new Stage();
    try {
        for (const [index, line] of script.split("\n").entries()) {
            const said = line.replace(/(^|\s)#.*$/, "").trim();
            if (!said) continue;
            try {
                await stage.do(said);
            } catch (error) {
                error.message = `line ${index + 1}: ${said}\n  ${error.message}`;
                throw error;
            }
        }
    } finally {
        await stage.clear();
    }
}

class Stage {
    #server = new Server();
    #people = new Map(); // name → { id, token }
    #rooms = new Map(); // name → id
    #clients = new Map(); // "ann" or "ann.phone" → FeedClient
    #unsaid = new Map(); // client name → events said but not yet expected

    person(name) {
        const id = this.#people.get(name)?.id ?? (/^\d+$/.test(name) ? Number(name) : undefined);
        return id ?? assert.fail(`nobody is called ${name}`);
    }
    // A guest, as he becomes known by his invitation.
    meet({ name, contactId, invitationId, url }) {
        this.#people.set(name, { ...this.#people.get(name), id: contactId, invitationId, ...(url ? { link: new URL(url).hash.slice(1) } : {}) });
    }
    invitation(name) { return this.#people.get(name)?.invitationId ?? assert.fail(`${name} is no guest`); }
    room(name) {
        const id = this.#rooms.get(name) ?? (/^\d+$/.test(name) ? Number(name) : undefined);
        return id ?? assert.fail(`no room is called ${name}`);
    }
    // Ids of calls and peers are the clients' own: made of the names. A peer is a client in a call; without a name the asking one.
    call(name) { return `call-${name}`.padEnd(8, "-"); }
    nameOfCall(id) { return id.replace(/^call-|-+$/g, ""); }
    peer(client = this.#asking) { return `peer-${client.replace(".", "_")}`.padEnd(8, "-"); }
    nameOfPeer(id) { return id.replace(/^peer-|-+$/g, "").replace("_", "."); }
    #asking = "";
    nameOfPerson(id) { return [...this.#people].find(([, p]) => p.id === id)?.[0] ?? `#${id}`; }
    // Files are known by their names from the first time anybody is told of them.
    file(name) { return this.#files.get(name) ?? (/^\d+$/.test(name) ? Number(name) : assert.fail(`no file is called ${name}`)); }
    meetFile({ name, fileId }) { this.#files.set(name, fileId); }
    #files = new Map();
    nameOfRoom(id) { return [...this.#rooms].find(([, room]) => room === id)?.[0] ?? `#${id}`; }

    async do(said) {
        let found;
        if ((found = /^people: (.+)$/.exec(said))) return this.#cast(found[1]);
        if (said === "server is killed") return this.#server.kill();
        if (said === "server starts") return this.#server.start();
        if ((found = /^(\S+) is (disabled|enabled)$/.exec(said))) return this.#server.cli("user", found[2].slice(0, -1), found[1]);
        if ((found = /^(\S+) (gains|loses) (\S+) for (\S+)$/.exec(said)))
            return this.#server.cli("user", found[2] === "gains" ? "grant" : "revoke", found[1], found[3], found[4]);
        if ((found = /^(\S+) connects( with contacts)?(?: holding (.+))?$/.exec(said))) return this.#connect(...found.slice(1));
        if ((found = /^(\S+) redeems$/.exec(said))) return this.#redeem(found[1]);
        if ((found = /^(\S+) is cut off$/.exec(said))) return this.#client(found[1]).untilClosed();
        if ((found = /^(\S+) disconnects$/.exec(said))) return this.#client(found[1]).close();
        if ((found = /^(\S+) sees (.+)$/.exec(said))) return this.#sees(found[1], found[2]);
        if ((found = /^(\S+) > (.*?)(?: (=|!)(?: (.*))?)?$/.exec(said))) return this.#request(...found.slice(1));
        if ((found = /^(\S+) < (.+)$/.exec(said))) return this.#expect(found[1], found[2]);
        assert.fail("not a line of a transcript");
    }

    async #cast(text) {
        const supervisors = [];
        const people = [];
        const companies = new Set();
        for (const group of text.split(/;\s*/)) {
            const found = /^(.+?) (at|supervises) (\S+)$/.exec(group) ?? assert.fail(`not understood: ${group}`);
            companies.add(found[3]);
            for (const name of found[1].split(/,\s*/)) {
                people.push([name, found[3]]);
                if (found[2] === "supervises") supervisors.push([name, found[3]]);
            }
        }
        for (const company of companies) this.#server.addCompany(company);
        for (const [name, company] of people) this.#server.addUser(name, company);
        for (const [name, company] of supervisors) this.#server.grant(name, "api_chat", company);
        await this.#server.start();
        for (const [name] of people) {
            const { token, self } = await this.#server.logIn(name);
            this.#people.set(name, { id: self.contactId, token });
        }
    }

    async #redeem(name) {
        const guest = this.#people.get(name);
        const answer = await fetch(`${this.#server.url}/api/guest/redeem`, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token: guest.link, bearer: true }),
        });
        assert.equal(answer.status, 200);
        guest.token = (await answer.json()).token;
    }

    async #connect(name, withContacts, holding) {
        const cursors = (holding?.split(/,\s*/) ?? []).map((pair) => {
            const [room, seq] = pair.split(" ");
            return { roomId: this.room(room), seq: Number(seq) };
        });
        const { token } = this.#people.get(name.split(".")[0]);
        const epoch = this.#epoch ?? 0;
        const client = await FeedClient.connect(this.#server.url, { token, cursors, epoch, show: "online", withoutContacts: !withContacts });
        this.#epoch = client.welcome.epoch;
        this.#clients.set(name, client);
        this.#unsaid.set(name, []);
    }
    #epoch;

    #client(name) { return this.#clients.get(name) ?? assert.fail(`${name} is not connected`); }

    #sees(name, what) {
        const { rooms, calls, files } = this.#client(name).snapshot;
        if (what === "no calls") return assert.deepEqual(calls, []);
        if (what.startsWith("call ")) return assert.ok(calls.some((event) => sayCall(event, this) === what),
            `expected: ${what}\n  the snapshot: ${calls.map((event) => sayCall(event, this)).join(" · ") || "no calls"}`);
        if (what === "no files") return assert.deepEqual(files, []);
        if (what.startsWith("file ")) return assert.ok(files.some((file) => sayFile(file, this) === what),
            `expected: ${what}\n  the snapshot: ${files.map((file) => sayFile(file, this)).join(" · ") || "no files"}`);
        if (what === "no rooms") return assert.deepEqual(rooms, []);
        const said = rooms.map((state) => {
            const missed = (state.messages ?? []).map((m) => m.seq);
            return [this.nameOfRoom(state.room.roomId), "newest", state.newest ?? 0, "seen", state.seen ?? 0,
                ...(missed.length ? ["missed", ...missed] : [])].join(" ");
        });
        assert.ok(said.includes(what), `expected: ${what}\n  the snapshot: ${said.join(" · ") || "no rooms"}`);
    }

    async #request(name, request, sign, value = "") {
        const [pattern, body, answerOf] = requests.find(([p]) => p.test(request)) ?? assert.fail(`no such request: ${request}`);
        this.#asking = name;
        const answer = await this.#client(name).request(body(this, ...pattern.exec(request).slice(1)));
        if (sign === "!") return assert.equal(answer.error?.code, value, `answered ${JSON.stringify(answer)}`);
        assert.ok(!answer.error, `refused: ${JSON.stringify(answer.error)}`);
        const given = / as (\S+)$/.exec(request)?.[1];
        if (given && this.#rooms.has(given)) assert.equal(answerOf(answer, this), this.#rooms.get(given), "another room than before");
        else if (given) this.#rooms.set(given, answerOf(answer, this));
        if (sign === "=") assert.equal(String(answerOf(answer, this)), value);
    }

    async #expect(name, expected) {
        const client = this.#client(name);
        const unsaid = this.#unsaid.get(name);
        if (expected === "nothing") {
            for (const each of this.#clients.values()) if (!each.closed) await each.request({ ping: {} }).catch(() => {});
            await client.request({ ping: {} });
            unsaid.push(...client.events.splice(0).flatMap((frame) => this.#news(name, frame)));
            return assert.deepEqual(unsaid, []);
        }
        while (unsaid.length === 0) unsaid.push(...this.#news(name, await client.next()));
        assert.equal(unsaid.shift(), expected);
    }

    // What a client may have twice (docs/protocol.md) counts once: a room in a version that it knows.
    #news(name, frame) {
        const room = frame.roomEvent?.room;
        if (room) {
            const key = `${name} ${room.roomId}`;
            if ((this.#versions.get(key) ?? 0) >= room.version) return [];
            this.#versions.set(key, room.version);
        }
        if (frame.roomGone) this.#versions.delete(`${name} ${frame.roomGone.roomId}`);
        return say(frame, this);
    }
    #versions = new Map();

    async clear() {
        for (const client of this.#clients.values()) client.close();
        await this.#server.stop();
    }
}
