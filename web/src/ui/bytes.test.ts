import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bytesInWords, bytesWord, kindWord } from "./bytes";

describe("bytesWord", () => {
  it("reads as people say it", () => {
    assert.deepEqual([0, 1, 812, 1024, 2_500_000, 104_857_600, 4_294_967_296].map(bytesWord), ["0 bytes", "1 byte", "812 bytes", "1.0 KB", "2.4 MB", "100 MB", "4.0 GB"]);
  });
  it("does not say 1024 of a unit", () => assert.equal(bytesWord(1024 * 1024 - 1), "1.0 MB"));
});

describe("bytesInWords", () => {
  it("makes a limit readable", () => assert.equal(bytesInWords("The file has 26214400 bytes; this server takes 25165824 (files.size_bytes)."), "The file has 25 MB; this server takes 24 MB (files.size_bytes)."));
});

describe("kindWord", () => {
  it("takes the ending of a name", () => assert.deepEqual(["plan.pdf", "a.tar.gz", "README", "odd.ending with blanks"].map(kindWord), ["PDF", "GZ", "File", "File"]));
});
