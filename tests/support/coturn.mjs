// A real coturn on the loopback, with a shared secret, for as long as a test runs.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const freePort = () => new Promise((done, fail) => {
    const probe = createServer().once("error", fail).listen(0, "127.0.0.1", () => {
        const { port } = probe.address();
        probe.close(() => done(port));
    });
});

export class Coturn {
    secret = "the secret of a test";
    #process;
    #exited;
    #folder = mkdtempSync(join(tmpdir(), "foyer-coturn-"));
    #log = "";

    get log() { return this.#log; }
    get urls() { return ["udp", "tcp"].map((transport) => `turn:127.0.0.1:${this.port}?transport=${transport}`); }

    // `recipe`: lines of a turnserver.conf besides. Without any, peers on the loopback are allowed, so that a call on one machine connects.
    async start(recipe = ["allow-loopback-peers"]) {
        this.port = await freePort();
        const config = join(this.#folder, "turnserver.conf");
        writeFileSync(config, ["listening-ip=127.0.0.1", "relay-ip=127.0.0.1", `listening-port=${this.port}`, "realm=foyer.test",
            "use-auth-secret", `static-auth-secret=${this.secret}`, "no-tls", "no-dtls", "no-cli", "log-file=stdout", "simple-log", "verbose",
            `pidfile=${join(this.#folder, "pid")}`, `userdb=${join(this.#folder, "db")}`, ...recipe].join("\n") + "\n");
        this.#process = spawn("turnserver", ["-c", config], { stdio: ["ignore", "pipe", "pipe"] });
        this.#exited = new Promise((done) => this.#process.once("exit", done));
        await new Promise((done, fail) => {
            const read = (chunk) => {
                this.#log += chunk;
                if (/UDP listener opened on ?: ?127\.0\.0\.1/.test(this.#log) && /TCP listener opened on/.test(this.#log)) done();
            };
            this.#process.stdout.on("data", read);
            this.#process.stderr.on("data", read);
            this.#process.once("error", fail);
            this.#exited.then((code) => fail(new Error(`turnserver ended (${code}):\n${this.#log}`)));
        });
        return this;
    }

    async stop() {
        this.#process?.kill("SIGKILL");
        await this.#exited;
        rmSync(this.#folder, { recursive: true, force: true });
    }

    // Allocates two relays with these credentials and sends messages from one to the other, or to `peer`. Resolves with what was said.
    relay({ username, credential }, peer) {
        const args = ["-u", username, "-w", credential, "-p", String(this.port), "-n", "3", "-c", "-m", "1",
            ...(peer ? ["-e", peer] : ["-y"]), "127.0.0.1"];
        return new Promise((done) => {
            execFile("turnutils_uclient", args, { timeout: 60_000 }, (error, stdout, stderr) => done({ ok: !error, said: stdout + stderr }));
        });
    }
}
