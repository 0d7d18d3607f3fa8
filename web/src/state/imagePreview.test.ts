import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { looksLikeImage } from "./imagePreview";

const blob = (...bytes: number[]) => new Blob([new Uint8Array(bytes)], { type: "image/png" });

describe("looksLikeImage", () => {
  it("knows pictures by their first bytes", async () => {
    assert.equal(await looksLikeImage(blob(0x89, 0x50, 0x4e, 0x47, 0x0d)), true);
    assert.equal(await looksLikeImage(blob(0xff, 0xd8, 0xff, 0xe0)), true);
    assert.equal(await looksLikeImage(blob(0x47, 0x49, 0x46, 0x38)), true);
    assert.equal(await looksLikeImage(blob(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50)), true);
  });
  it("believes neither the type nor a drawing that is a program", async () => {
    assert.equal(await looksLikeImage(new Blob(["<svg onload='alert(1)'/>"], { type: "image/png" })), false);
    assert.equal(await looksLikeImage(new Blob(["<html>"], { type: "image/png" })), false);
    assert.equal(await looksLikeImage(blob(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x41, 0x56, 0x45)), false);
    assert.equal(await looksLikeImage(new Blob([])), false);
  });
});
