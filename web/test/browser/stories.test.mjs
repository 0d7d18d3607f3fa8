// Every view in each of its states passes the accessibility check and draws without an error.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = join(dirname(fileURLToPath(import.meta.url)), "../../scripts/stories.mjs");

test("all stories are drawn and accessible", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--check"]);
  assert.match(stdout, /^\d+ stories, 0 faults/mu);
});
