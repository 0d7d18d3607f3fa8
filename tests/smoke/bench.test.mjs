// `foyer-bench` on a small scale: every scenario runs against the real server, checks what it delivers, and prints its rows.
// What the figures are is no question here: this machine may be busy.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";

const server = process.env.FOYER_BINARY ?? resolve(import.meta.dirname, "../../build/release/foyer");
const bench = join(dirname(server), "foyer-bench");

const rows = [
    /^10 members: deliveries +[\d.]+ M\/s .*bare \(\d+ %\)/m,
    /^10 members: server CPU per million deliveries +[\d.]+ s/m,
    /^100 members: durable messages +[\d.]+ k\/s/m,
    /^1000 members, half load: post to delivered, p50 \/ p99 +[\d.]+ \/ [\d.]+ ms/m,
    /^200 rooms of 5: durable messages +[\d.]+ k\/s/m,
    /^durable acknowledgements, one room +[\d.]+ k\/s .*fdatasync/m,
    /^durable acknowledgements, 200 rooms +[\d.]+ k\/s .*\(x [\d.]+\)/m,
    /^signalling, \d+ calls of 2: relayed in order +[\d.]+ k\/s/m,
    /^50 connects, each with a company of 50 +[\d.]+ s/m,
    /^memory per idle connection +-?[\d.]+ KB/m,
    /^50 connects over TLS, each with a company of 50 +[\d.]+ s/m,
    /^memory per idle connection over TLS +-?[\d.]+ KB/m,
    /^50 clients after kill -9: all back and caught up +[\d.]+ s .*\(x [\d.]+\)/m,
    /^start with 1000 messages in 10 rooms: first snapshot and post +[\d.]+ s/m,
    /^100 members, one of them stuck: the others, post to delivered, p99 +[\d.]+ ms .*without/m,
    /^100 members, one of them stuck: how it ended +(close \d+|not at all)/m,
];

test("the bench runs every scenario and prints every row", () => {
    const folder = mkdtempSync(join(tmpdir(), "foyer-bench-"));
    try {
        writeFileSync(join(folder, "mine"), "");
        const small = ["--seconds", "1", "--connections", "50", "--messages", "1000", "--rooms", "10"];
        const ran = spawnSync(bench, ["--server", server, "--folder", folder, ...small], {
            encoding: "utf8", timeout: 600_000,
        });
        const said = `${ran.stdout}${ran.stderr}`;
        assert.equal(ran.status, 0, said);
        assert.ok(!said.includes("failed:"), said);
        for (const row of rows) assert.match(said, row);
        assert.deepEqual(readdirSync(folder), ["mine"], "what lay there before stays, and nothing else");
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

test("a scenario that does not exist is named", () => {
    const ran = spawnSync(bench, ["fan-in"], { encoding: "utf8" });
    assert.notEqual(ran.status, 0);
    assert.match(ran.stderr, /fan-in/);
});
