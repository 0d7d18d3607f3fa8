// Files through the real server: large ones to several people at their own pace, and a server that is killed meanwhile.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { FeedClient } from "../support/feed_client.mjs";
import { chunkCount, chunkSize, contentOf, download, getChunk, putChunk, upload } from "../support/file_client.mjs";
import { Server } from "../support/server.mjs";

const MIB = 1024 * 1024;
// ./x soak sends a gibibyte.
const LARGE = Number(process.env.FILE_MIB ?? 96) * MIB;

class Person {
    static async of(server, login, hello = {}) {
        const person = new Person();
        person.server = server;
        const { token, self } = await server.logIn(login, "foyer-demo");
        Object.assign(person, { token, id: self.contactId });
        await person.connect(hello);
        return person;
    }
    async connect(hello = {}) {
        this.client = await FeedClient.connect(this.server.url, { token: this.token, show: "online", ...hello });
    }
    // The answer's body; an error is thrown.
    async request(body) {
        const { re, error, ...answer } = await this.client.request(body);
        if (error) throw Object.assign(new Error(`${re} ${error.code}: ${error.sentence}`), { code: error.code });
        return Object.values(answer)[0];
    }
    // Until the file is told to be like this.
    async until(fileId, holds) {
        for (;;) {
            const { fileEvent } = await this.client.next();
            if (fileEvent?.file.fileId === fileId && holds(fileEvent.file)) return fileEvent.file;
        }
    }
}

async function given(people) {
    const [sender, ...receivers] = people;
    const { roomId } = await sender.request({ createRoom: { parties: receivers.map(({ id }) => ({ contactId: id })), name: "files" } });
    return roomId;
}
const offer = async (sender, roomId, size, name = "large.bin") =>
    (await sender.request({ offerFile: { roomId, name, size, type: "application/x-large" } })).file;

const memoryOf = (server) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) * 1024;
const filesOnDisk = (server) => {
    try {
        return readdirSync(join(server.data, "files"));
    } catch {
        return [];
    }
};
async function untilGone(server) {
    for (let i = 0; i < 2_400 && filesOnDisk(server).length > 0; ++i) await pause(25);
    assert.deepEqual(filesOnDisk(server), []);
}

test("a large file reaches three people at their own pace, and the server's memory stays flat", { timeout: 900_000 }, async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const [ann, bob, cat, sue] = await Promise.all(["ann", "bob", "cat", "sue"].map((name) => Person.of(server, name)));
        const roomId = await given([ann, bob, cat, sue]);
        const file = await offer(ann, roomId, LARGE - 12_345);
        const before = memoryOf(server);
        let most = before;
        const watch = () => { most = Math.max(most, memoryOf(server)); };
        for (const person of [bob, cat, sue]) await person.request({ acceptFile: { fileId: file.fileId } });

        const half = Math.floor(chunkCount(file) / 2);
        const receive = async (person, each) => {
            await download(server, person.token, file, "large", 0, each);
            await person.request({ finishFile: { fileId: file.fileId } });
        };
        const leaveHalfWay = async () => {
            await assert.rejects(download(server, cat.token, file, "large", 0, (chunk) => {
                if (chunk === half) throw new Error("gone");
            }), /gone/);
            cat.client.close();
            await cat.connect();
            assert.equal(cat.client.snapshot.files.length, 1, "who comes back is told what is on its way");
            await download(server, cat.token, file, "large", half + 1);
            await cat.request({ finishFile: { fileId: file.fileId } });
        };
        await Promise.all([
            upload(server, ann.token, file, "large", 0, watch),
            receive(bob, watch),
            receive(sue, (chunk) => chunk % 8 === 0 && pause(20)),  // A slow one.
            leaveHalfWay(),
        ]);
        const done = await ann.until(file.fileId, ({ state }) => state === "file_done");
        assert.deepEqual(done.receivers.map(({ state }) => state), ["file_complete", "file_complete", "file_complete"]);
        assert.ok(most - before < 48 * MIB, `${Math.round((most - before) / MIB)} MiB more memory for ${LARGE / MIB} MiB of file`);
        await untilGone(server);
        for (const { client } of [ann, bob, cat, sue]) client.close();
    } finally {
        await server.stop();
    }
});

test("the server is killed during an upload and a download; both go on where they were", { timeout: 300_000 }, async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const ann = await Person.of(server, "ann");
        const bob = await Person.of(server, "bob");
        const file = await offer(ann, await given([ann, bob]), 24 * MIB + 17);
        await bob.request({ acceptFile: { fileId: file.fileId } });
        let acknowledged = -1;
        let received = -1;
        const uploading = upload(server, ann.token, file, "killed", 0, (chunk) => { acknowledged = chunk; });
        const downloading = download(server, bob.token, file, "killed", 0, (chunk) => { received = chunk; });
        for (const at of [5, 12, 19]) {
            while (acknowledged < at) await pause(2);
            const known = acknowledged;
            await server.kill();
            await server.start();
            await bob.connect();
            const [again] = bob.client.snapshot.files;
            assert.equal(again.fileId, file.fileId);
            const first = await getChunk(server, bob.token, file, known);
            assert.ok(first.equals(contentOf("killed", known, chunkSize(file, known))), "what was acknowledged is there");
        }
        await Promise.all([uploading, downloading]);
        assert.equal(received, chunkCount(file) - 1);
        await ann.connect();
        await bob.request({ finishFile: { fileId: file.fileId } });
        await untilGone(server);
        for (const { client } of [ann, bob]) client.close();
    } finally {
        await server.stop();
    }
});

test("a whole file is downloaded as an attachment; who is put out of the room is cut off", { timeout: 120_000 }, async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const [ann, bob, sue] = await Promise.all(["ann", "bob", "sue"].map((name) => Person.of(server, name)));
        const roomId = await given([ann, bob, sue]);
        const small = await offer(ann, roomId, 3 * MIB + 5, "Pläne.html");
        await upload(server, ann.token, small, "whole");
        const get = (person, file, headers = {}) =>
            fetch(`${server.url}/api/files/${file.fileId}`, { headers: { authorization: `Bearer ${person.token}`, ...headers } });
        assert.equal((await get(bob, small)).status, 403, "not accepted");
        await bob.request({ acceptFile: { fileId: small.fileId } });
        const answer = await get(bob, small);
        assert.equal(answer.headers.get("content-type"), "application/octet-stream");
        assert.match(answer.headers.get("content-disposition"), /^attachment; filename="Pl_ne.html"; filename\*=UTF-8''Pl%C3%A4ne.html$/);
        assert.match(answer.headers.get("content-security-policy"), /sandbox/);
        const whole = Buffer.concat([...Array(chunkCount(small)).keys()].map((chunk) => contentOf("whole", chunk, chunkSize(small, chunk))));
        const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
        assert.equal(hash(Buffer.from(await answer.arrayBuffer())), hash(whole));
        await bob.until(small.fileId, ({ receivers }) => receivers.some(({ contactId, state }) => contactId === bob.id && state === "file_complete"));
        const middle = await get(bob, small, { range: "bytes=1048570-1048585" });
        assert.equal(middle.status, 206);
        assert.deepEqual(Buffer.from(await middle.arrayBuffer()), whole.subarray(1_048_570, 1_048_586));

        const large = await offer(ann, roomId, 64 * MIB);
        await upload(server, ann.token, large, "cut");
        await bob.request({ acceptFile: { fileId: large.fileId } });
        const reader = (await get(bob, large)).body.getReader();
        await reader.read();
        await sue.request({ removeMember: { roomId, contactId: bob.id } });
        const started = Date.now();
        await assert.rejects(async () => {
            let left = 64 * MIB;
            for (;;) {
                const { done, value } = await reader.read();
                if (done) return;
                left -= value.length;
                assert.ok(left > 0, "it came to its end");
                await pause(5);
            }
        }, (error) => error.code !== "ERR_ASSERTION");
        assert.ok(Date.now() - started < 30_000);
        assert.equal((await get(bob, large)).status, 404);
        assert.equal((await fetch(`${server.url}/api/files/${large.fileId}/chunks/0`, { headers: { authorization: `Bearer ${bob.token}` } })).status, 404);
        for (const { client } of [ann, bob, sue]) client.close();
    } finally {
        await server.stop();
    }
});

test("limits are named before the first byte, and bytes that are not sound are refused", { timeout: 60_000 }, async () => {
    const server = await new Server({ args: ["--demo"], env: { FOYER_FILES_SIZE_BYTES: "1048576", FOYER_FILES_FILES_PER_USER: "2" } }).start();
    try {
        const [ann, bob] = await Promise.all(["ann", "bob"].map((name) => Person.of(server, name)));
        const roomId = await given([ann, bob]);
        await assert.rejects(offer(ann, roomId, 1_048_577), (error) => error.code === "file_too_large" && /files\.size_bytes/.test(error.message));
        const file = await offer(ann, roomId, 1_048_576);
        await offer(ann, roomId, 0);
        await assert.rejects(offer(ann, roomId, 0), (error) => error.code === "limit_reached");
        const content = contentOf("x", 0, 1_048_576);
        assert.equal((await putChunk(server, ann.token, file, 1, content)).status, 400);
        assert.equal((await putChunk(server, ann.token, file, 0, content.subarray(1))).status, 400);
        assert.deepEqual(await putChunk(server, ann.token, file, 0, content), { status: 200, fileId: file.fileId, chunks: 1 });
        const answer = await fetch(`${server.url}/api/files/${file.fileId}/chunks/0`, {
            method: "PUT", body: Buffer.alloc(1_048_577), headers: { authorization: `Bearer ${ann.token}`, "x-foyer-sha256": "00".repeat(32) },
        });
        assert.equal(answer.status, 413);
        for (const { client } of [ann, bob]) client.close();
    } finally {
        await server.stop();
    }
});

test("a program asks the user's own client, and is told what became of it", { timeout: 60_000 }, async () => {
    const server = await new Server({ args: ["--demo"] }).start();
    try {
        const ann = await Person.of(server, "ann", { features: ["cmd"] });
        const bob = await Person.of(server, "bob");
        const give = (path, body, type = "application/json") => fetch(`${server.url}${path}`, {
            method: "POST", headers: { authorization: `Bearer ${ann.token}`, "content-type": type }, body,
        }).then(async (answer) => ({ http: answer.status, ...(await answer.json()) }));
        const nextCommand = async () => {
            for (;;) {
                const { commandEvent } = await ann.client.next();
                if (commandEvent) return commandEvent;
            }
        };
        const asked = give("/rest/command/create/", JSON.stringify({ type: "room", internal: [bob.id] }));
        const command = await nextCommand();
        assert.deepEqual([command.type, command.action, command.internal], ["room", "create", [bob.id]]);
        await ann.request({ answerCommand: { commandId: command.commandId, accepted: true } });
        assert.deepEqual(await asked, { http: 200, result: "success", status: "accepted" });
        const refused = give("/rest/command/start", `type=video&internal=${bob.id}`, "application/x-www-form-urlencoded");
        await ann.request({ answerCommand: { commandId: (await nextCommand()).commandId, accepted: false } });
        assert.deepEqual([(await refused).http, (await refused).status], [409, "rejected"]);
        await ann.request({ setFeatures: { features: [] } });
        assert.equal((await give("/rest/command/create/", JSON.stringify({ type: "room", internal: [bob.id] }))).error.code, "no_client");
        for (const { client } of [ann, bob]) client.close();
    } finally {
        await server.stop();
    }
});
