// Runs the tests: `unit` (logic, bundled for Node), `browser [name…]` (the built app against the server FOYER_BINARY); without
// an argument both.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kinds = process.argv[2] ? [process.argv[2]] : ["unit", "browser"];
let status = 0;

if (kinds.includes("unit")) {
  const out = join(root, "build/test");
  await rm(out, { recursive: true, force: true });
  const tests = (await readdir(join(root, "src"), { recursive: true })).filter((path) => /\.test\.tsx?$/u.test(path)).map((path) => join(root, "src", path));
  await build({ absWorkingDir: root, entryPoints: tests, outdir: out, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm", jsx: "automatic", target: ["node20"], loader: { ".css": "empty" } });
  const files = (await readdir(out, { recursive: true })).filter((path) => path.endsWith(".test.mjs")).map((path) => join(out, path));
  status ||= run(["--test", ...files]);
}
if (kinds.includes("browser")) {
  if (!process.env.FOYER_BINARY || !existsSync(process.env.FOYER_BINARY)) {
    console.error("FOYER_BINARY must name the server's binary.");
    process.exit(1);
  }
  const folder = join(root, "test/browser");
  const wanted = process.argv.slice(3);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".test.mjs") && (wanted.length === 0 || wanted.some((word) => name.includes(word)))).map((name) => join(folder, name));
  status ||= run(["--test", "--test-concurrency=1", ...files]);
}
process.exitCode = status;

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
