import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { actionWord, auditWords, eventWord, limitWords, scopesList } from "./words";

describe("words of the administration", () => {
  it("name what was done and told, newer things as near as can be", () => {
    assert.equal(actionWord("room.closed"), "Room closed");
    assert.equal(actionWord("file.looked_at"), "File looked at");
    assert.equal(eventWord("guest.came"), "A guest has come");
    assert.equal(eventWord("something.new"), "something.new");
    assert.equal(scopesList(["read", "admin"]), "Read, Administration");
    assert.equal(scopesList([]), "None");
  });

  it("know all that the audit log knows", () => {
    const source = readFileSync("../server/domain/audit/audit_entry.cpp", "utf8");
    const names = [...source.slice(source.indexOf("names{"), source.indexOf("};")).matchAll(/"([^"]+)"/gu)].map(([, name]) => name);
    assert.deepEqual(Object.keys(auditWords).sort(), names.sort());
  });

  it("give bounds in units that people use", () => {
    assert.equal(limitWords(1_048_576, "bytes"), "1.0 MB");
    assert.equal(limitWords(10_000, "ms"), "10 seconds");
    assert.equal(limitWords(250, "ms"), "250 ms");
    assert.equal(limitWords(90, "s"), "90 seconds");
    assert.equal(limitWords(86_400, "s"), "1 day");
    assert.equal(limitWords(7200, "s"), "2 hours");
    assert.equal(limitWords(7, "rooms"), "7 rooms");
    assert.equal(limitWords(7, ""), "7");
  });
});
