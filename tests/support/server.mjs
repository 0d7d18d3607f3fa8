// Starts the real server on a free port with a data folder of its own, and does to it what happens to servers.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const binary = process.env.FOYER_BINARY ?? resolve(import.meta.dirname ?? ".", "../../build/release/foyer");
const PASSWORD = "correct horse battery";

export class Server {
    #process = null;
    #exited = null;
    #log = "";

    // `through`: a command that starts the server with its own words before.
    constructor({ args = [], env = {}, through = [] } = {}) {
        this.folder = mkdtempSync(join(tmpdir(), "foyer-test-"));
        this.data = join(this.folder, "data");
        this.args = args;
        this.env = env;
        this.through = through;
        this.listen = "127.0.0.1:0";
    }

    get pid() { return this.#process.pid; }
    get url() { return `http://${this.listen}`; }
    get log() { return this.#log; }

    // Starts it (again on the same port after a kill) and resolves when it says that it is ready.
    async start() {
        const [command, ...words] = [...this.through, binary, "serve", "--data", this.data, "--listen", this.listen, ...this.args];
        const child = spawn(command, words, {
            env: { ...process.env, ...this.env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.#process = child;
        this.#exited = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
        const ready = new Promise((done, fail) => {
            const read = (chunk) => {
                this.#log += chunk;
                const found = /Foyer is ready: http:\/\/(\S+?)\/?\s/.exec(this.#log.slice(this.#seen));
                if (found) {
                    this.#seen = this.#log.length;
                    this.listen = found[1];
                    done();
                }
            };
            child.stdout.on("data", read);
            child.stderr.on("data", read);
            this.#exited.then(({ code, signal }) => fail(new Error(`the server ended (${code ?? signal}):\n${this.#log}`)));
        });
        await ready;
        return this;
    }
    #seen = 0;

    // kill -9: what the server acknowledged must still be there.
    async kill() {
        this.#process.kill("SIGKILL");
        await this.#exited;
    }

    // Stops it in good order; its data stay.
    async terminate() {
        if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
        this.#process.kill("SIGTERM");
        const { code, signal } = await this.#exited;
        if (code !== 0) throw new Error(`the server did not stop cleanly (${code ?? signal}):\n${this.#log.slice(-4000)}`);
    }

    async stop() {
        await this.terminate();
        rmSync(this.folder, { recursive: true, force: true });
    }

    // Runs a subcommand on the same data folder; works beside the running server.
    cli(...args) { return this.cliWithInput(undefined, ...args); }
    cliWithInput(input, ...args) {
        return execFileSync(binary, [...args, "--data", this.data], { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
    }

    addCompany(name) { this.cli("company", "add", name); }
    addUser(login, company, name = login) {
        this.cliWithInput(PASSWORD + "\n", "user", "add", login, "--company", company, "--name", name, "--password-stdin");
    }
    grant(login, permission, company) { this.cli("user", "grant", login, permission, ...(company ? [company] : [])); }

    // Logs in as a program does; resolves with { token, self }.
    async logIn(username, password = PASSWORD) {
        const answer = await fetch(`${this.url}/api/session`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ username, password, bearer: true }),
        });
        if (!answer.ok) throw new Error(`login of ${username}: ${answer.status} ${await answer.text()}`);
        return answer.json();
    }
}
