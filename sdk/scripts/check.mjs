// npm run check: types, no `any` and no `enum`, no import cycle (types counted), the public surface as reviewed.
// npm run report writes api-report.txt anew.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const src = join(root, "src");
const reportFile = join(root, "api-report.txt");
const problems = [];

tsc("-p", "tsconfig.json");
tsc("-p", "tsconfig.test.json");
checkExamples();
const files = sources(src);
checkWords();
checkCycles();
compareReport();
if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exit(1);
}

function tsc(...args) {
    try {
        execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...args], { cwd: root, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
        problems.push(`${error.stdout ?? ""}${error.stderr ?? ""}`.trim());
    }
}

function sources(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? sources(path) : path.endsWith(".ts") ? [path] : [];
    });
}

/** The code without comments and strings. */
function code(file) {
    return readFileSync(file, "utf8")
        .replace(/\/\*[^]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "")
        .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
}

/** The programs in docs/sdk.md are right by the types of the package. */
function checkExamples() {
    const folder = join(root, "node_modules/.cache/examples");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const texts = [...readFileSync(join(root, "../docs/sdk.md"), "utf8").matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text);
    texts.forEach((text, i) => writeFileSync(join(folder, `example${i}.ts`), text));
    const paths = { "foyer-sdk": ["../../../src/package.ts"] };
    const compilerOptions = { noUnusedLocals: false, types: ["node", "ws"], paths };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../../../tsconfig.json", compilerOptions, include: ["*.ts"] }));
    tsc("-p", join(folder, "tsconfig.json"));
}

function checkWords() {
    for (const file of files) {
        const text = code(file);
        if (/[:<,|&]\s*any\b|\bas any\b/.test(text)) problems.push(`${relative(root, file)}: uses any`);
        if (/\benum\s+\w+\s*\{/.test(text)) problems.push(`${relative(root, file)}: uses enum`);
        if (/\bexport default\b/.test(text)) problems.push(`${relative(root, file)}: has a default export`);
    }
}

function checkCycles() {
    const imports = new Map(
        files.map((file) => {
            const found = [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s+"(\.[^"]+)"/g)];
            return [file, found.map(([, path]) => resolve(dirname(file), path.replace(/\.js$/, ".ts")))];
        }),
    );
    const done = new Set();
    const visit = (file, path) => {
        if (path.includes(file)) {
            const cycle = [...path.slice(path.indexOf(file)), file].map((one) => relative(src, one));
            problems.push(`import cycle: ${cycle.join(" -> ")}`);
            return;
        }
        if (done.has(file)) return;
        for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
        done.add(file);
    };
    for (const file of files) visit(file, []);
}

/** Every declaration that the package shows, without comments, private members and imports. */
function makeReport() {
    const out = mkdtempSync(join(tmpdir(), "foyer-report-"));
    try {
        tsc("-p", "tsconfig.build.json", "--outDir", out);
        const seen = new Set();
        const parts = [];
        const visit = (file) => {
            if (seen.has(file) || !existsSync(file)) return;
            seen.add(file);
            const text = readFileSync(file, "utf8");
            parts.push([relative(out, file), text]);
            for (const [, path] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) visit(resolve(dirname(file), path.replace(/\.js$/, ".d.ts")));
        };
        visit(join(out, "package.d.ts"));
        return parts
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, text]) => `== ${name}\n${publicPart(text)}`)
            .join("\n");
    } finally {
        rmSync(out, { recursive: true, force: true });
    }
}

function publicPart(text) {
    return text
        .replace(/\/\*[^]*?\*\//g, "")
        .split("\n")
        .map((line) => line.trimEnd())
        .filter((line) => line && !/^\s*(private|#private)\b/.test(line) && !/^import\b/.test(line) && line !== "export {};")
        .join("\n");
}

function compareReport() {
    const report = makeReport() + "\n";
    if (process.argv.includes("--write")) return writeFileSync(reportFile, report);
    const before = existsSync(reportFile) ? readFileSync(reportFile, "utf8") : "";
    if (before === report) return;
    const [old, now] = [before.split("\n"), report.split("\n")];
    const changes = [...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`), ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)];
    problems.push(`api-report.txt: the public surface has changed; review it, then npm run report\n${changes.slice(0, 40).join("\n")}`);
}
