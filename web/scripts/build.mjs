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

const result = await build({
  absWorkingDir: root,
  entryPoints: { app: "src/app/main.tsx", theme: "src/app/theme-first.ts", join: "src/guest/join.ts" },
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
});

const outputs = Object.keys(result.metafile.outputs).map((path) => basename(path));
const named = (prefix, suffix) => `/assets/${outputs.find((name) => name.startsWith(`${prefix}-`) && name.endsWith(suffix))}`;

const icon = await readFile(join(root, "src/app/icon.svg"));
const iconName = `icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8).toUpperCase()}.svg`;
await copyFile(join(root, "src/app/icon.svg"), join(out, "assets", iconName));

for (const [source, entry, target] of [["src/app/index.html", "app", "index.html"], ["src/guest/join.html", "join", "join.html"]]) {
  const page = (await readFile(join(root, source), "utf8"))
    .replace("{{icon}}", `/assets/${iconName}`)
    .replace("{{theme}}", named("theme", ".js"))
    .replace("{{style}}", named(entry, ".css"))
    .replace("{{script}}", named(entry, ".js"));
  await writeFile(join(out, target), page);
}

for (const name of await readdir(join(out, "assets"))) {
  const plain = await readFile(join(out, "assets", name));
  await writeFile(join(out, "assets", `${name}.br`), brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }));
}

for (const [path, { bytes }] of Object.entries(result.metafile.outputs)) {
  if (!path.endsWith(".map")) console.log(`${path} ${(bytes / 1024).toFixed(1)} KB`);
}
