// Draws every story on desk and phone, light and dark, and runs the accessibility check over each.
//   npm run stories [-- name…]      pictures land in web/build/stories; `-- --check` without them, `-- --serve[=PORT]` serves the page
import { build } from "esbuild";
import { createServer } from "node:http";
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { atRest, launch, desk, phone } from "./chromium.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "build/stories");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
await mkdir(out, { recursive: true });
await build({ absWorkingDir: root, entryPoints: { stories: "stories/main.tsx" }, outdir: out, bundle: true, format: "esm", jsx: "automatic", target: ["es2022"] });

const types = { ".js": "text/javascript", ".css": "text/css" };
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Stories</title><link rel="stylesheet" href="/stories.css"><div id="root"></div><script type="module" src="/stories.js"></script></html>`;
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  const type = types[path.slice(path.lastIndexOf("."))];
  response.setHeader("content-type", type ?? "text/html");
  response.end(type ? await readFile(join(out, path)).catch(() => "") : page);
});
const pictures = !process.argv.includes("--check");
const serve = process.argv.find((word) => word.startsWith("--serve"));
await new Promise((done) => server.listen(serve ? Number(serve.split("=")[1] ?? 27010) : 0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}/`;
if (serve) console.log(base);
else await draw();

async function draw() {
  const browser = await launch();
  const axe = await readFile(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
  const first = await browser.newPage();
  await first.goto(base);
  const names = await first.locator("li a:first-child").allTextContents();
  let faults = 0;
  await Promise.all(Object.entries({ desk, phone }).map(async ([size, viewport]) => {
    const tab = await browser.newPage({ viewport });
    tab.on("pageerror", (error) => { faults += 1; console.error(tab.url(), error.message); });
    for (const theme of ["light", "dark"]) {
      for (const name of names.filter((each) => wanted.length === 0 || wanted.includes(each))) {
        const looked = (size === "desk") === (theme === "light");
        if (!pictures && !looked) continue;
        await tab.goto(`${base}?story=${name}&theme=${theme}`);
        await tab.locator("#root > *").first().waitFor({ state: "attached" });
        await atRest(tab);
        if (pictures) await tab.screenshot({ path: join(out, `${name}.${size}.${theme}.png`) });
        if (looked) {
          const found = await check(tab, axe, `${name} ${size} ${theme}`);
          faults += found;
        }
      }
    }
  }));
  await browser.close();
  server.close();
  console.log(`${names.length} stories, ${faults} faults${pictures ? `, pictures in ${out}` : ""}`);
  process.exitCode = faults ? 1 : 0;
}

/** Desk in light and phone in dark: both layouts and both palettes are looked at once. */
async function check(tab, axe, where) {
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  for (const { id, impact, nodes } of violations) {
    console.error(`${where}: ${impact} ${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  }
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").length;
}
