import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((part) => (part.kind === "link" ? [`${part.text} → ${part.href}`] : []));

describe("links in messages", () => {
  it("finds addresses of pages and of people", () => {
    assert.deepEqual(links("see https://example.com/a?b=1#c, www.example.com or ann@example.com."),
      ["https://example.com/a?b=1#c → https://example.com/a?b=1#c", "www.example.com → https://www.example.com/", "ann@example.com → mailto:ann@example.com"]);
  });

  it("leaves punctuation and unbalanced brackets outside", () => {
    assert.deepEqual(links("(https://example.com/x)! https://en.example.org/Room_(film)."), ["https://example.com/x → https://example.com/x", "https://en.example.org/Room_(film) → https://en.example.org/Room_(film)"]);
  });

  it("follows nothing but http, https and mail", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "jAvAsCrIpT://example.com/%0aalert(1)"]) assert.deepEqual(links(text), []);
  });

  it("loses no character and makes none", () => {
    for (const text of ["", "a", "<b>https://x.example</b>", "https://", "www.", "http://[", "@ a@b c", "https://example.com\"onclick=alert(1)", "line\nhttps://example.com\n\nend "]) {
      assert.equal(linkify(text).map((part) => part.text).join(""), text);
    }
  });

  it("reads a long text without a link quickly", () => {
    assert.equal(linkify("w".repeat(65_536)).length, 1);
    assert.equal(linkify("a.".repeat(32_768)).map((part) => part.text).join("").length, 65_536);
  });
});
