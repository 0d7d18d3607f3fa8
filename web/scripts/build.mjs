// Builds web/dist: index.html and hashed assets, without inline scripts, so that a strict content security policy holds.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "dist");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });

const options = {
  absWorkingDir: root,
  outdir: "dist/assets",
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  sourcemap: process.argv.includes("--sourcemap") ? "linked" : false, // what is shipped stays small
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  metafile: true,
};
// The app is split: what few people need comes when they go there. The others are small files of their own; the theme is no module.
const app = await build({ ...options, entryPoints: { app: "src/app/main.tsx", office: "src/ui/office/office.css" }, splitting: true, chunkNames: "part-[hash]" });
const rest = await build({ ...options, entryPoints: { theme: "src/app/theme-first.ts", join: "src/guest/join.ts" } });
const built = { ...app.metafile.outputs, ...rest.metafile.outputs };

// Of what comes late esbuild gathers all styles again; the page links the sheet that is missing.
for (const [path, { entryPoint, cssBundle }] of Object.entries(app.metafile.outputs)) {
  if (!entryPoint?.endsWith("Office.tsx") || !cssBundle) continue;
  await rm(join(root, cssBundle));
  delete built[cssBundle];
}

const outputs = Object.keys(built).map((path) => basename(path));
const named = (prefix, suffix) => `/assets/${outputs.find((name) => name.startsWith(`${prefix}-`) && name.endsWith(suffix))}`;

const icon = await readFile(join(root, "src/app/icon.svg"));
const iconName = `icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8).toUpperCase()}.svg`;
await copyFile(join(root, "src/app/icon.svg"), join(out, "assets", iconName));

for (const [source, entry, target] of [["src/app/index.html", "app", "index.html"], ["src/guest/join.html", "join", "join.html"]]) {
  const page = (await readFile(join(root, source), "utf8"))
    .replace("{{icon}}", `/assets/${iconName}`)
    .replace("{{theme}}", named("theme", ".js"))
    .replace("{{style}}", named(entry, ".css"))
    .replace("{{script}}", named(entry, ".js"))
    .replace("{{office}}", named("office", ".css"))
    .replace("{{parts}}", partsOf(entry).map((part) => `<link rel="modulepreload" href="/assets/${part}">`).join("\n"));
  await writeFile(join(out, target), page);
}

for (const name of await readdir(join(out, "assets"))) {
  const plain = await readFile(join(out, "assets", name));
  await writeFile(join(out, "assets", `${name}.br`), brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }));
}

for (const [path, { bytes }] of Object.entries(built)) {
  if (!path.endsWith(".map")) console.log(`${path} ${(bytes / 1024).toFixed(1)} KB`);
}

/** What a script needs at once is fetched with it, not after it. */
function partsOf(entry) {
  const path = Object.keys(built).find((each) => basename(each).startsWith(`${entry}-`) && each.endsWith(".js"));
  return built[path].imports.filter(({ kind }) => kind === "import-statement").map((part) => basename(part.path));
}
