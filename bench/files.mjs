// Files through the server, to one and to ten receivers, beside a plain sendfile copy of as many bytes in the same run: MiB/s of
// what is delivered, and the ratio. FOYER_BINARY, else build/release/foyer. usage: node bench/files.mjs [MIB]
import { execFileSync } from "node:child_process";
import { createWriteStream, rmSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { FeedClient } from "../tests/support/feed_client.mjs";
import { chunkCount, chunkSize, contentOf, putChunk } from "../tests/support/file_client.mjs";
import { Server } from "../tests/support/server.mjs";

const MIB = 1024 * 1024;
const size = Number(process.argv[2] ?? 256) * MIB;
const most = 10;

// Reads a whole file and forgets it: what is measured is the server.
function fetchAll(server, token, file) {
    return new Promise((done, fail) => {
        let bytes = 0;
        get(`${server.url}/api/files/${file.fileId}`, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
            answer.on("data", (piece) => { bytes += piece.length; });
            answer.on("end", () => (bytes === file.size ? done() : fail(new Error(`${bytes} of ${file.size} bytes`))));
            answer.on("error", fail);
        }).on("error", fail);
    });
}

const server = new Server({});
const names = ["sender", ...Array.from({ length: most }, (_, i) => `r${i}`)];
server.addCompany("Acme");
for (const name of names) server.addUser(name, "Acme");
await server.start();
try {
    const people = [];
    for (const name of names) {
        const { token, self } = await server.logIn(name);
        people.push({ token, id: self.contactId, client: await FeedClient.connect(server.url, { token, withoutContacts: true }) });
    }
    const [sender, ...receivers] = people;
    const ask = async (person, body) => {
        const answer = await person.client.request(body);
        if (answer.error) throw new Error(`${answer.error.code}: ${answer.error.sentence}`);
        return answer;
    };
    const { roomAnswer } = await ask(sender, { createRoom: { parties: receivers.map(({ id }) => ({ contactId: id })), name: "bench" } });

    // The same bytes in a plain file, read once so that both come from memory.
    const plain = join(server.folder, "plain");
    const writer = createWriteStream(plain);
    const shape = { size, chunkBytes: MIB };
    for (let chunk = 0; chunk < chunkCount(shape); ++chunk) {
        if (!writer.write(contentOf("bench", chunk, chunkSize(shape, chunk)))) await new Promise((drained) => writer.once("drain", drained));
    }
    await new Promise((ended) => writer.end(ended));

    for (const count of [1, most]) {
        const { fileOffered: { file } } = await ask(sender, { offerFile: { roomId: roomAnswer.roomId, name: "bench", size, type: "" } });
        let began = performance.now();
        for (let chunk = 0; chunk < chunkCount(file); ++chunk) {
            const answer = await putChunk(server, sender.token, file, chunk, contentOf("bench", chunk, chunkSize(file, chunk)));
            if (answer.status !== 200) throw new Error(JSON.stringify(answer));
        }
        const up = size / MIB / ((performance.now() - began) / 1000);
        const taking = receivers.slice(0, count);
        for (const person of taking) await ask(person, { acceptFile: { fileId: file.fileId } });
        const script = join(import.meta.dirname, "sendfile_copy.py");
        const bare = Number(execFileSync("/usr/bin/python3", [script, plain, String(count)], { encoding: "utf8" }));
        began = performance.now();
        await Promise.all(taking.map(({ token }) => fetchAll(server, token, file)));
        const took = (performance.now() - began) / 1000;
        const rate = (seconds) => ((count * size) / MIB / seconds).toFixed(0);
        console.log(`file of ${size / MIB} MiB, ${count} receiver${count > 1 ? "s" : ""}: ${rate(took)} MiB/s delivered, sendfile ${rate(bare)} MiB/s, ` +
            `ratio ${(bare / took).toFixed(2)}; upload, each chunk durable: ${up.toFixed(0)} MiB/s`);
        await ask(sender, { cancelFile: { fileId: file.fileId } });
    }
    rmSync(plain);
    for (const { client } of people) client.close();
} finally {
    await server.stop();
}
