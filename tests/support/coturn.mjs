// A real coturn on loopback with the shared secret that the server knows, too.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const SECRET = "only-for-this-test";

const freePort = () => new Promise((done, fail) => {
    const server = createServer().once("error", fail).listen(0, "127.0.0.1", () => {
        const { port } = server.address();
        server.close(() => done(port));
    });
});

export class Coturn {
    #process;
    #log = "";

    get log() { return this.#log; }
    get urls() { return [`turn:127.0.0.1:${this.port}?transport=udp`, `turn:127.0.0.1:${this.port}?transport=tcp`]; }

    async start() {
        this.port = await freePort();
        this.folder = mkdtempSync(join(tmpdir(), "foyer-coturn-"));
        const args = ["-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", `--listening-port=${this.port}`, "--allow-loopback-peers", "--no-cli", "--no-tls", "--no-dtls",
            "--use-auth-secret", `--static-auth-secret=${SECRET}`, "--realm=foyer.test", "--min-port=40000", "--max-port=40999", "--log-file=stdout", "--simple-log", "--verbose",
            `--userdb=${join(this.folder, "db")}`, `--pidfile=${join(this.folder, "pid")}`];
        this.#process = spawn("turnserver", args, { stdio: ["ignore", "pipe", "pipe"], cwd: this.folder });
        const ready = new Promise((done, fail) => {
            const read = (chunk) => {
                this.#log += chunk;
                if (/UDP listener opened on\s*:?\s*127\.0\.0\.1/.test(this.#log) && /TCP listener opened on/.test(this.#log)) done();
            };
            this.#process.stdout.on("data", read);
            this.#process.stderr.on("data", read);
            this.#process.once("exit", (code) => fail(new Error(`coturn ended (${code}):\n${this.#log}`)));
            this.#process.once("error", fail);
        });
        await ready;
        return this;
    }

    async stop() {
        const gone = new Promise((done) => this.#process.once("exit", done));
        this.#process.kill("SIGKILL");
        await gone;
        rmSync(this.folder, { recursive: true, force: true });
    }
}
