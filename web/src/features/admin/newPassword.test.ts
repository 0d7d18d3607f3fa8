import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newPassword } from "./newPassword";

describe("a new password", () => {
  it("is readable, and another one every time", () => {
    const made = Array.from({ length: 50 }, () => newPassword());
    for (const each of made) assert.match(each, /^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/u);
    assert.equal(new Set(made).size, 50);
  });

  it("does not use bytes that would make some letters likelier", () => {
    let calls = 0;
    const password = newPassword((bytes) => bytes.fill(calls++ === 0 ? 255 : 0));
    assert.equal(password, "aaaa-aaaa-aaaa-aaaa");
    assert.equal(calls, 2);
  });
});
