// Builds everything under dist/: what the server serves below /api and /cinclude, and the npm package.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { privateNames } from "./private_names.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => resolve(root, ...parts);
/** Of api.js without calls, files and commands, gzipped. */
const API_LIMIT_BYTES = 25_000;
/** What belongs to calls, files and commands only; of the wire's tables the messages, enums, fields and errors that do. */
const FEATURES = /\/src\/(calls|files|commands)\/|\/src\/compat\/(av|file|cmd)(_\w+)?\.ts$/;
const TABLES = /\/src\/wire\/(tables|errors)\.ts$/;
const FEATURE_LINE = /^ +(\w*(Call|Calls|File|Signal|IceServer|IceServers|Chunk)([A-Z]\w*)?|SendSignal|bad_signal|file_too_large|quota_reached|file_gone|bad_chunk|chunk_not_there): ".*",\n/gm;
const FEATURE_FIELD = / \w+:\W?\w*(Call|File|Signal|IceServers)\w*(?=[ "])/g;

const common = { bundle: true, minify: true, charset: "utf8", target: "es2022", legalComments: "none", logLevel: "warning", absWorkingDir: root };
const forPages = { ...common, format: "iife", platform: "browser", mangleProps: privateNames(at("src")) };
const script = (entry, outfile) => build({ ...forPages, entryPoints: [entry], outfile });

rmSync(at("dist"), { recursive: true, force: true });
mkdirSync(at("dist/api"), { recursive: true });

const scripts = [
    ["src/api.ts", "dist/api/api.js"],
    ["src/overlay/overlay.ts", "dist/api/overlay.js"],
    ["src/wrapper/wrapper.ts", "dist/api/wrapper.whtm"],
    ["src/wrapper/wrapper_av.ts", "dist/api/wrapper_av.whtm"],
    ["src/cinclude/adapter.ts", "dist/cinclude/adapter.js"],
];
await Promise.all([
    ...scripts.filter(([entry]) => existsSync(at(entry))).map(([entry, outfile]) => script(entry, outfile)),
    build({ ...common, minify: false, entryPoints: ["src/package.ts"], outfile: "dist/package/index.mjs", format: "esm", platform: "neutral" }),
    build({ ...common, minify: false, entryPoints: ["src/package.ts"], outfile: "dist/package/index.cjs", format: "cjs", platform: "neutral" }),
]);
for (const file of ["overlay.html", "overlay.css"]) {
    if (existsSync(at("src/overlay", file))) cpSync(at("src/overlay", file), at("dist/api", file));
}
writePackage();
await reportSize();

function writePackage() {
    execFileSync(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", at("tsconfig.build.json")], { stdio: "inherit" });
    cpSync(at("../docs/sdk.md"), at("dist/package/README.md"));
    const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
    const entry = { types: "./types/package.d.ts", import: "./index.mjs", require: "./index.cjs" };
    const manifest = { name: "foyer-sdk", version, description: "Rooms, people and presence of a Foyer server", main: "./index.cjs", module: "./index.mjs", types: entry.types, exports: { ".": entry }, engines: { node: ">=18" } };
    writeFileSync(at("dist/package/package.json"), JSON.stringify(manifest, null, 2) + "\n");
}

/** The limit holds for what every page needs: the same script with nothing in the place of calls, files and commands. */
async function reportSize() {
    if (!existsSync(at("dist/api/api.js"))) return;
    const nothing = {
        name: "nothing",
        setup(bundle) {
            bundle.onLoad({ filter: TABLES }, ({ path }) => ({ contents: readFileSync(path, "utf8").replace(FEATURE_LINE, "").replace(FEATURE_FIELD, ""), loader: "ts" }));
            bundle.onLoad({ filter: FEATURES }, () => ({ contents: "module.exports = {};", loader: "js" }));
        },
    };
    const { outputFiles } = await build({ ...forPages, entryPoints: ["src/api.ts"], write: false, logLevel: "error", plugins: [nothing] });
    const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
    const bytes = zipped(outputFiles[0].contents);
    console.log(`api.js: ${zipped(readFileSync(at("dist/api/api.js")))} bytes gzipped, ${bytes} without calls, files and commands (limit ${API_LIMIT_BYTES})`);
    if (bytes > API_LIMIT_BYTES) throw new Error(`api.js without calls, files and commands is larger than ${API_LIMIT_BYTES} bytes gzipped`);
}
