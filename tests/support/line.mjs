// A line between a client and the server that can break: whatever is connected over it is cut, and may connect again.
import { connect, createServer } from "node:net";

export class Line {
    #server;
    #sockets = new Set();

    constructor(target) {
        [this.host, this.port] = target.split(":");
    }

    get url() { return `http://127.0.0.1:${this.#server.address().port}`; }

    async start() {
        this.#server = createServer((near) => {
            const far = connect(Number(this.port), this.host);
            for (const [one, other] of [[near, far], [far, near]]) {
                this.#sockets.add(one);
                one.pipe(other);
                one.on("error", () => {});
                one.on("close", () => {
                    this.#sockets.delete(one);
                    other.destroy();
                });
            }
        });
        await new Promise((done) => this.#server.listen(0, "127.0.0.1", done));
        return this;
    }

    // Resolves when everything is cut and somebody has come back.
    async cut() {
        const back = new Promise((done) => this.#server.once("connection", done));
        for (const socket of this.#sockets) socket.destroy();
        await back;
    }

    stop() {
        for (const socket of this.#sockets) socket.destroy();
        return new Promise((done) => this.#server.close(done));
    }
}
