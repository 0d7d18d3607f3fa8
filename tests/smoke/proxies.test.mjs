// The proxy recipes of packaging/, run as they stand but for names, ports and certificates: a person logs in through TLS, the feed
// works, and the server sees the client's address and scheme.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { Server } from "../support/server.mjs";

const packaging = resolve(import.meta.dirname, "../../packaging");
const recipe = (name) => readFileSync(join(packaging, name), "utf8");

function freePort() {
    return new Promise((done) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => done(port));
        });
    });
}

function certificate(folder) {
    const paths = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", paths.key, "-out", paths.cert], { stdio: "ignore" });
    return paths;
}

// Answers what the recipe's proxy is started with.
const proxies = {
    nginx({ folder, port, upstream, cert, key }) {
        const site = recipe("nginx.conf").replaceAll("127.0.0.1:8080;", `${upstream};`).replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
            .replaceAll("chat.example.com;", "localhost;").replace(/ssl_certificate .*;/, `ssl_certificate ${cert};`)
            .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`);
        const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
        writeFileSync(join(folder, "nginx.conf"),
            `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr; events {}\nhttp { access_log off; ${temporary}\n${site}\n}\n`);
        return ["/usr/sbin/nginx", ["-c", join(folder, "nginx.conf"), "-p", folder]];
    },
    caddy({ folder, port, upstream, cert, key }) {
        const site = recipe("Caddyfile").replaceAll("reverse_proxy 127.0.0.1:8080", `reverse_proxy ${upstream}`)
            .replace("chat.example.com {", `https://localhost:${port} {\n\ttls ${cert} ${key}\n\tbind 127.0.0.1`);
        writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
        return ["/usr/bin/caddy", ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")]];
    },
};

function call(port, ca, method, path, { body, cookie } = {}) {
    return new Promise((done, fail) => {
        const asked = request({
            host: "127.0.0.1", servername: "localhost", port, path, method, ca, agent: false,
            headers: {
                host: `localhost:${port}`, origin: `https://localhost:${port}`,
                ...(cookie && { cookie }), ...(body && { "content-type": "application/json" }),
            },
        }, (answer) => {
            let text = "";
            answer.setEncoding("utf8").on("data", (chunk) => (text += chunk)).on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
        });
        asked.on("error", fail);
        asked.end(body && JSON.stringify(body));
    });
}

async function untilItAnswers(port, ca, proxy) {
    for (;;) {
        if (proxy.exitCode !== null) throw new Error("the proxy ended");
        try {
            if ((await call(port, ca, "GET", "/readyz")).status === 200) return;
        } catch {
            // Not yet.
        }
        await pause(50);
    }
}

for (const [name, prepare] of Object.entries(proxies)) {
    test(`behind ${name}, by its recipe, people log in and the feed works`, async () => {
        const folder = mkdtempSync(join(tmpdir(), `foyer-${name}-`));
        const server = await new Server({ args: ["--demo", "--http.trusted_proxies", "127.0.0.1"] }).start();
        const paths = certificate(folder);
        const port = await freePort();
        mkdirSync(join(folder, "logs"));
        const [program, args] = prepare({ folder, port, upstream: server.listen, ...paths });
        const proxy = spawn(program, args, { stdio: "ignore", env: { ...process.env, HOME: folder } });
        try {
            const ca = readFileSync(paths.cert);
            await untilItAnswers(port, ca, proxy);
            const login = await call(port, ca, "POST", "/api/session", { body: { username: "ann", password: "foyer-demo" } });
            assert.equal(login.status, 200, login.text);
            const [cookie] = login.headers["set-cookie"];
            assert.match(cookie, /; Secure/, "the server knows that the client came by TLS");

            const socket = new WebSocket(`wss://127.0.0.1:${port}/api/feed`, ["foyer.v1.json"], {
                ca, servername: "localhost",
                headers: { host: `localhost:${port}`, origin: `https://localhost:${port}`, cookie: cookie.split(";")[0] },
            });
            const welcome = await new Promise((done, fail) => {
                socket.on("open", () => socket.send(JSON.stringify({ id: 1, hello: {} })));
                socket.on("message", (text) => done(JSON.parse(text)));
                socket.on("error", fail);
            });
            assert.equal(welcome.welcome.self.uname, "ann");
            socket.close();
        } finally {
            proxy.kill();
            await server.stop();
            rmSync(folder, { recursive: true, force: true });
        }
    });
}
