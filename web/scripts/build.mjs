// Builds web/dist: pages and hashed assets, without inline scripts, so that a strict content security policy holds. What a page
// does not need at once is in files of its own: its scripts are imported when wanted, their styles are one sheet.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "dist");
/** All that a guest loads from his link to the room, compressed. */
const guestLimitBytes = 100_000;

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });

const common = {
  absWorkingDir: root,
  outdir: "dist/assets",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  target: ["es2022"],
  legalComments: "none",
  metafile: true,
};
const pages = [
  { source: "src/app/index.html", entry: "src/app/main.tsx", target: "index.html" },
  { source: "src/guest/join.html", entry: "src/guest/join.ts", target: "join.html" },
];
const { metafile: { inputs, outputs } } = await build({
  ...common,
  entryPoints: { app: "src/app/main.tsx", join: "src/guest/join.ts" },
  splitting: true,
  sourcemap: process.argv.includes("--sourcemap") ? "linked" : false, // what is shipped stays small
  plugins: [lateFollows(pages[0].entry)],
  format: "esm",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
});

// Runs before the page is drawn, and so is no module.
const theme = await build({ ...common, entryPoints: { theme: "src/app/theme-first.ts" }, format: "iife" });

const entryOf = (source) => Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
const address = (path) => `/assets/${basename(path)}`;
const sheets = await styles();
await dropEmptyParts();
const icon = await readFile(join(root, "src/app/icon.svg"));
const iconName = `icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8).toUpperCase()}.svg`;
await copyFile(join(root, "src/app/icon.svg"), join(out, "assets", iconName));

for (const { source, entry, target } of pages) {
  const [script] = entryOf(entry);
  const page = (await readFile(join(root, source), "utf8"))
    .replace("{{icon}}", `/assets/${iconName}`)
    .replace("{{theme}}", address(Object.keys(theme.metafile.outputs)[0]))
    .replace("{{base}}", address(sheets.base))
    .replace("{{app}}", address(sheets.app))
    .replace("{{late}}", address(sheets.late))
    .replace("{{preload}}", [...importedBy(script)].map((path) => `<link rel="modulepreload" href="${address(path)}">`).join("\n"))
    .replace("{{script}}", address(script));
  await writeFile(join(out, target), page);
}

const packedBytes = {};
for (const name of await readdir(out, { recursive: true })) {
  if (!name.includes(".")) continue;
  const plain = await readFile(join(out, name));
  const packed = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
  await writeFile(join(out, `${name}.br`), packed);
  packedBytes[`/${name}`] = packed.length;
  if (!name.endsWith(".map")) console.log(`${name} ${(plain.length / 1000).toFixed(1)} kB, ${(packed.length / 1000).toFixed(1)} kB compressed`);
}
const guestBytes = await sizeForGuests();
console.log(`a guest loads ${(guestBytes / 1000).toFixed(1)} kB until he reads and writes`);
if (guestBytes > guestLimitBytes) throw new Error(`a guest would have to load more than ${guestLimitBytes} bytes`);

/** Both pages with all that they name, but for what comes later. */
async function sizeForGuests() {
  const files = new Set();
  for (const { target } of pages) {
    files.add(`/${target}`);
    const page = await readFile(join(out, target), "utf8");
    for (const [, path] of page.matchAll(/(?:href|src)="([^"]+)"/gu)) files.add(path);
  }
  return [...files].reduce((sum, path) => sum + packedBytes[path], 0);
}

/**
 * Whatever is imported later finds the page's own script there already. Saying so keeps what both need in one file: the bundler
 * would else make a file of what every other set of parts has in common, and many small ones are loaded slower and pack worse.
 */
function lateFollows(entry) {
  const late = new Set();
  return {
    name: "late-follows",
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^\./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === late) return undefined;
        const found = await resolve(path, { kind, importer, resolveDir, pluginData: late });
        late.add(found.path);
        return found;
      });
      onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!late.has(path)) return undefined;
        return { contents: `import ${JSON.stringify(join(root, entry))};\n${await readFile(path, "utf8")}`, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}

/** Where several scripts import a style, the bundler makes a script of it, with nothing in it. */
async function dropEmptyParts() {
  const scripts = Object.keys(outputs).filter((path) => path.endsWith(".js"));
  const texts = new Map(await Promise.all(scripts.map(async (path) => [path, await readFile(join(root, path), "utf8")])));
  const empty = scripts.filter((path) => texts.get(path).trim() === "");
  for (const [path, text] of texts) {
    const left = empty.reduce((rest, each) => rest.replace(`import"./${basename(each)}";`, ""), text);
    if (left !== text) await writeFile(join(root, path), left);
    outputs[path].imports = outputs[path].imports.filter(({ path: imported }) => !empty.includes(imported));
  }
  await Promise.all(empty.map((path) => rm(join(root, path))));
}

/** What a script needs before it can run. */
function importedBy(path, found = new Set()) {
  for (const { path: next, kind } of outputs[path].imports) {
    if (kind !== "import-statement" || found.has(next)) continue;
    found.add(next);
    importedBy(next, found);
  }
  return found;
}

/**
 * Three sheets, in the order in which the bundler has put the styles: what all pages need, what else the app needs at once, and
 * what only its late parts need. The bundler itself knows one sheet for each page, with everything in it.
 */
async function styles() {
  const [all, base] = pages.map(({ entry }) => entryOf(entry)[1].cssBundle).map((sheet) => [sheet, Object.keys(outputs[sheet].inputs)]);
  const atOnce = neededAtOnce(pages[0].entry);
  const rest = all[1].filter((file) => !base[1].includes(file));
  await Promise.all(Object.values(outputs).map(({ cssBundle }) => cssBundle && rm(join(root, cssBundle), { force: true })));
  const sheet = async (name, files) => {
    const contents = files.map((file) => `@import "./${file}";`).join("\n");
    const { metafile } = await build({ ...common, entryNames: `${name}-[hash]`, stdin: { contents, loader: "css", resolveDir: root } });
    return Object.keys(metafile.outputs)[0];
  };
  return {
    base: await sheet("base", base[1]),
    app: await sheet("app", rest.filter((file) => atOnce.has(file))),
    late: await sheet("late", rest.filter((file) => !atOnce.has(file))),
  };
}

/** The sources that a source imports, and those that they import, but nothing that is imported later. */
function neededAtOnce(file, found = new Set([file])) {
  for (const { path, kind } of inputs[file].imports) {
    if (kind === "dynamic-import" || found.has(path) || !inputs[path]) continue;
    found.add(path);
    neededAtOnce(path, found);
  }
  return found;
}
