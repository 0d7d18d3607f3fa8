// Checks who may import whom: ui knows only ui; state knows ui's types and the SDK; rest knows state; a feature knows ui,
// state and rest and no other feature; guest knows ui; app knows everything.
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), "src");
const allowed = { ui: ["ui"], state: ["state", "ui", "@foyer/sdk"], rest: ["rest", "state", "@foyer/sdk"], features: ["state", "ui", "rest", "@foyer/sdk"], guest: ["guest", "ui", "@foyer/sdk"], app: ["app", "features", "rest", "state", "ui", "@foyer/sdk"] };
const libraries = /^(?:react|react-dom|@tanstack\/react-virtual|uqr|node:)/u;
let faults = 0;

for (const entry of await readdir(source, { recursive: true })) {
  if (!/\.tsx?$/u.test(entry) || !entry.includes("/")) continue;
  const [layer, feature] = entry.split("/");
  const text = await readFile(join(source, entry), "utf8");
  for (const [, wanted] of text.matchAll(/(?:from|import) "([^"]+)"/gu)) {
    if (libraries.test(wanted)) continue;
    const target = wanted.startsWith(".") ? relative(source, join(source, dirname(entry), wanted)) : wanted;
    const [targetLayer, targetFeature] = target.startsWith("@") ? [target] : target.split("/");
    const own = layer === "features" && targetLayer === "features" && feature === targetFeature;
    if (own || allowed[layer]?.includes(targetLayer)) continue;
    faults += 1;
    console.error(`src/${entry} may not import ${target}`);
  }
}
process.exitCode = faults ? 1 : 0;
