// The names of members that TypeScript keeps private and that the sources use as `this.name` only: nobody outside can
// see them, so that a bundle may shorten them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** How parts of the SDK name each other: on no wire, no platform and no page. */
export const INNER_NAMES = ["deps", "environment", "logger", "requests", "answers", "turns", "report", "callPart", "filePart", "makeCalls", "makeFiles"];

const declared = /^\s+private (?:static |readonly |get |set |async )*(\w+)/gm;

/** A pattern for all of these names. */
export function privateNames(folder) {
    const text = sources(folder).map(withoutComments).join("\n");
    const names = new Set([...text.matchAll(declared)].map(([, name]) => name));
    const count = (pattern) => text.match(new RegExp(pattern, "g"))?.length ?? 0;
    const isInner = (name) => count(`\\b${name}\\b`) === count(`\\bthis\\.${name}\\b|\\bprivate (?:static |readonly |get |set |async )*${name}\\b`);
    return new RegExp(`^(?:${[...[...names].filter(isInner), ...INNER_NAMES].join("|")})$`);
}

function sources(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? sources(path) : path.endsWith(".ts") ? [path] : [];
    });
}

const withoutComments = (file) => readFileSync(file, "utf8").replace(/\/\*[^]*?\*\//g, "").replace(/\/\/.*$/gm, "");
