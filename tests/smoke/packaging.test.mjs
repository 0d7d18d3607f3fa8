// The Debian package and the systemd unit as they are shipped.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";

const top = resolve(import.meta.dirname, "../..");
const binary = process.env.FOYER_BINARY ?? join(top, "build/release/foyer");
const unit = join(top, "packaging/foyer.service");

test("the package holds a program that runs, its service and its documentation", () => {
    const folder = mkdtempSync(join(tmpdir(), "foyer-package-"));
    try {
        const made = execFileSync(join(top, "x"), ["package"], { encoding: "utf8", env: { ...process.env, FOYER_BINARY: binary } });
        const deb = join(top, made.trim().split("\n").at(-1));
        execFileSync("dpkg-deb", ["-x", deb, folder]);
        const control = execFileSync("dpkg-deb", ["-f", deb], { encoding: "utf8" });
        assert.match(control, /^Package: foyer$/m);
        assert.match(control, /^Depends: .*libsqlite3-0.*adduser$/m);
        const version = /^Version: (.*)$/m.exec(control)[1];
        const said = execFileSync(join(folder, "usr/bin/foyer"), ["--version"], { encoding: "utf8" });
        assert.equal(said.trim(), `foyer ${version}`);
        const check = spawnSync(join(folder, "usr/bin/foyer"), ["config", "check", "--config", join(folder, "etc/foyer/foyer.toml")]);
        assert.equal(check.status, 0, String(check.stderr));
        assert.match(readFileSync(join(folder, "usr/share/doc/foyer/operations.md"), "utf8"), /# Running Foyer/);
        assert.equal(readFileSync(join(folder, "lib/systemd/system/foyer.service"), "utf8"), readFileSync(unit, "utf8"));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

test("the service is as shut in as systemd can make it", () => {
    const told = spawnSync("systemd-analyze", ["security", "--offline=true", "--threshold=15", unit], { encoding: "utf8" });
    assert.equal(told.status, 0, told.stdout.split("\n").at(-2));
});

// What systemd would hear on NOTIFY_SOCKET, line by line; node has no datagram sockets in the file system.
const LISTENER = `
import os, socket, sys
notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notify.bind(sys.argv[1])
print("listening", flush=True)
while True:
    print(notify.recv(4096).decode().replace("\\n", " "), flush=True)
`;

test("systemd is told when the server is ready, alive, reloading and stopping", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foyer-notify-"));
    const socket = join(folder, "notify");
    const listener = spawn("/usr/bin/python3", ["-c", LISTENER, socket], { stdio: ["ignore", "pipe", "inherit"] });
    let heard = "";
    listener.stdout.setEncoding("utf8").on("data", (chunk) => (heard += chunk));
    const hear = async (words) => {
        while (!heard.includes(words)) await once(listener.stdout, "data");
    };
    await hear("listening");
    const server = spawn(binary, ["serve", "--data", join(folder, "data"), "--listen", "127.0.0.1:0"], {
        env: { ...process.env, NOTIFY_SOCKET: socket, WATCHDOG_USEC: "200000" },
        stdio: "ignore",
    });
    try {
        await hear("READY=1 STATUS=serving at http://127.0.0.1:");
        await hear("WATCHDOG=1");
        server.kill("SIGHUP");
        await hear("RELOADING=1");
        const stopped = once(server, "exit");
        server.kill("SIGTERM");
        await hear("STOPPING=1");
        assert.equal((await stopped)[0], 0);
    } finally {
        server.kill("SIGKILL");
        listener.kill();
        rmSync(folder, { recursive: true, force: true });
    }
});
