// Sends and receives a file as a program does: requests over the feed, bytes over HTTP (docs/protocol.md). The content is
// made up chunk by chunk, so that its size costs no memory.
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// The bytes of one chunk: the same for everybody who asks for it.
export function contentOf(seed, chunk, bytes) {
    const block = createHash("sha512").update(`${seed} ${chunk}`).digest();
    const content = Buffer.alloc(bytes, block);
    content.writeUInt32LE(chunk, 0);
    return content;
}

export function chunkSize(file, chunk) {
    return Math.min(file.chunkBytes, file.size - chunk * file.chunkBytes);
}

export const chunkCount = (file) => Math.ceil(file.size / file.chunkBytes);

// One request for bytes; a server that is gone for the moment is asked again.
async function ask(server, token, path, options = {}) {
    for (let attempt = 0; ; ++attempt) {
        try {
            const answer = await fetch(`${server.url}${path}`, {
                ...options, headers: { ...options.headers, authorization: `Bearer ${token}` },
            });
            if (answer.status !== 503 && answer.status !== 429) return answer;
            await answer.arrayBuffer();
        } catch (error) {
            if (attempt > 200) throw error;
        }
        await pause(50);
    }
}

export async function putChunk(server, token, file, chunk, content) {
    const answer = await ask(server, token, `/api/files/${file.fileId}/chunks/${chunk}`, {
        method: "PUT", body: content, headers: { "x-foyer-sha256": sha256(content) },
    });
    return { status: answer.status, ...(await answer.json()) };
}

// Uploads from `first` on. `each(chunk)` is called when one is acknowledged.
export async function upload(server, token, file, seed, first = 0, each = () => {}) {
    for (let chunk = first; chunk < chunkCount(file); ++chunk) {
        const answer = await putChunk(server, token, file, chunk, contentOf(seed, chunk, chunkSize(file, chunk)));
        if (answer.status !== 200) throw new Error(`chunk ${chunk}: ${answer.status} ${JSON.stringify(answer)}`);
        await each(chunk);
    }
}

export async function getChunk(server, token, file, chunk, waitMs = 10_000) {
    for (;;) {
        const answer = await ask(server, token, `/api/files/${file.fileId}/chunks/${chunk}?wait_ms=${waitMs}`);
        if (answer.status === 425) {
            await answer.arrayBuffer();
            continue;
        }
        if (answer.status !== 200) throw new Error(`chunk ${chunk}: ${answer.status} ${await answer.text()}`);
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (sha256(bytes) !== answer.headers.get("x-foyer-sha256")) throw new Error(`chunk ${chunk} arrived damaged`);
        return bytes;
    }
}

// Fetches from `first` on and compares every byte with what was sent.
export async function download(server, token, file, seed, first = 0, each = () => {}) {
    for (let chunk = first; chunk < chunkCount(file); ++chunk) {
        const bytes = await getChunk(server, token, file, chunk);
        if (!bytes.equals(contentOf(seed, chunk, chunkSize(file, chunk)))) throw new Error(`chunk ${chunk} is not what was sent`);
        await each(chunk);
    }
}
