import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { csvOf } from "./csv";

describe("lines of CSV", () => {
  it("quote what needs it", () => {
    assert.equal(csvOf([["login", "password"], ["ann", 'a,"b']]), 'login,password\r\nann,"a,""b"\r\n');
  });

  it("are no formulas", () => {
    assert.equal(csvOf([["=1+1", "-2", "+3", "@x"]]), "'=1+1,'-2,'+3,'@x\r\n");
  });
});
