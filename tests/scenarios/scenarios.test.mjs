import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { play } from "./play.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt"))) {
    test(file.slice(0, -4).replaceAll("_", " "), () => play(readFileSync(join(folder, file), "utf8")));
}
