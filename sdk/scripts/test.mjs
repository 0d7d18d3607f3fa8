// Bundles the tests of a folder (test/unit, test/integration) and runs them with node's own test runner.
// usage: node scripts/test.mjs unit|integration [part of a file name…]
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const [folder = "unit", ...wanted] = process.argv.slice(2);
const source = resolve(root, "test", folder);
const out = resolve(root, "node_modules/.cache/test", folder);

const files = readdirSync(source).filter((file) => file.endsWith(".test.ts") && (wanted.length === 0 || wanted.some((part) => file.includes(part))));
if (files.length === 0) throw new Error(`no tests in ${source}`);
rmSync(out, { recursive: true, force: true });
await build({
    entryPoints: files.map((file) => resolve(source, file)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    target: "node18",
    sourcemap: "inline",
    logLevel: "warning",
});
const tests = files.map((file) => resolve(out, file.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...tests], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, SDK_FOLDER: root },
});
process.exit(status ?? 1);
