// A bare client of the feed over server-sent events (docs/rest.md): what FeedClient is over a WebSocket.
import http from "node:http";

const PATIENCE_MS = 10_000;

export class EventClient {
    #url;
    #name = "";
    #waiting = new Map();
    #lastId = 0;
    #wakes = [];
    batch = 0;
    events = [];
    closed = null; // { code, reason } once the server closed, or 1006 when the stream broke off

    static async connect(url, hello) {
        const client = new EventClient();
        client.#url = url;
        client.#open();
        await client.#until(() => client.#name, "the stream has a name");
        client.welcome = (await client.request({ hello })).welcome;
        await client.#until(() => client.events.some((frame) => frame.snapshot?.last), "the snapshot");
        return client;
    }

    #open() {
        const request = http.get(`${this.#url}/api/feed/events`, { agent: false }, (answer) => {
            let text = "";
            answer.setEncoding("utf8");
            answer.on("data", (chunk) => {
                text += chunk;
                for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) this.#receive(text.slice(0, end));
            });
            answer.on("close", () => this.#end({ code: 1006, reason: "" }));
        });
        request.on("error", () => this.#end({ code: 1006, reason: "" }));
    }

    #receive(block) {
        const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
        if (fields.data === undefined) return; // a comment
        if (fields.event === "stream") this.#name = /stream=([^&]+)/.exec(fields.data)[1];
        const data = fields.event === "stream" ? {} : JSON.parse(fields.data);
        if (fields.event === "stream") return this.#wake();
        if (fields.event === "close") this.#end(data);
        else if (data.re && this.#waiting.has(data.re)) {
            this.#waiting.get(data.re)(data);
            this.#waiting.delete(data.re);
        } else this.events.push(data);
        this.#wake();
    }

    #end(closed) {
        this.closed ??= closed;
        this.#wake();
    }

    #wake() {
        for (const wake of this.#wakes.splice(0)) wake();
    }

    async #until(is, what) {
        const end = Date.now() + PATIENCE_MS;
        while (!is()) {
            if (Date.now() > end) throw new Error(`in vain: ${what}`);
            await new Promise((done) => {
                this.#wakes.push(done);
                setTimeout(done, 500).unref();
            });
        }
    }

    untilClosed() {
        return this.#until(() => this.closed, "the end of the stream");
    }

    // Posts frames as one batch; resolves with the HTTP status.
    async post(frames, batch, name = this.#name) {
        const answer = await fetch(`${this.#url}/api/feed/frames?stream=${name}&batch=${batch}`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ frames }),
        });
        return answer.status;
    }

    // Sends a request and resolves with the answer frame.
    async request(body) {
        const id = ++this.#lastId;
        const answer = new Promise((done) => this.#waiting.set(id, done));
        const status = await this.post([JSON.stringify({ id, ...body })], ++this.batch);
        if (status !== 200) throw new Error(`frames were answered ${status}`);
        return answer;
    }
}
