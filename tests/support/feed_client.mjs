// A bare client of the feed (docs/protocol.md): sends requests, keeps the events in the order they came.
import { WebSocket } from "ws";

const PATIENCE_MS = 10_000;

export class FeedClient {
    #socket;
    #waiting = new Map();
    #wake = null;
    #lastId = 0;
    events = [];
    closed = null; // { code, reason } once the server closed

    static async connect(url, hello) {
        const client = new FeedClient();
        await client.#open(url.replace(/^http/, "ws") + "/api/feed");
        client.welcome = (await client.request({ hello })).welcome;
        client.snapshot = await client.#readSnapshot();
        return client;
    }

    #open(url) {
        this.#socket = new WebSocket(url, ["foyer.v1.json"]);
        this.#socket.on("message", (data) => this.#receive(JSON.parse(data.toString())));
        this.#socket.on("close", (code, reason) => {
            this.closed = { code, reason: reason.toString() };
            for (const fail of [...this.#waiting.values()].map((entry) => entry.fail)) fail(new Error(`closed: ${code}`));
            this.#wake?.();
        });
        return new Promise((done, fail) => this.#socket.once("open", done).once("error", fail));
    }

    #receive(frame) {
        const waiting = frame.re && this.#waiting.get(frame.re);
        if (waiting) {
            this.#waiting.delete(frame.re);
            waiting.done(frame);
        } else {
            this.events.push(frame);
            this.#wake?.();
        }
    }

    async #readSnapshot() {
        const whole = { contacts: [], presence: [], rooms: [], gone: [], calls: [], invitations: [], files: [] };
        for (;;) {
            const { snapshot } = await this.next();
            if (!snapshot) throw new Error("an event came before the snapshot");
            for (const key of Object.keys(whole)) whole[key].push(...(snapshot[key] ?? []));
            if (snapshot.last) return { ...whole, epochChanged: snapshot.epochChanged ?? false };
        }
    }

    // Sends a request and resolves with the answer frame, an error frame included.
    request(body) {
        const id = ++this.#lastId;
        return new Promise((done, fail) => {
            this.#waiting.set(id, { done, fail });
            this.#socket.send(JSON.stringify({ id, ...body }));
        });
    }

    // The next event, waited for.
    async next() {
        const deadline = Date.now() + PATIENCE_MS;
        while (this.events.length === 0) {
            const left = deadline - Date.now();
            if (left <= 0) throw new Error("no event came");
            if (this.closed) throw new Error(`the connection was closed: ${this.closed.code} ${this.closed.reason}`);
            await new Promise((done) => {
                const timer = setTimeout(done, left);
                this.#wake = () => { clearTimeout(timer); done(); };
            });
        }
        return this.events.shift();
    }

    async untilClosed() {
        const deadline = Date.now() + PATIENCE_MS;
        while (!this.closed) {
            if (Date.now() > deadline) throw new Error("the server did not close the connection");
            await new Promise((done) => setTimeout(done, 10));
        }
        return this.closed;
    }

    close() {
        this.#socket.terminate();
    }
}
