import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { initialsOf } from "./initials";
import { matches } from "./search";
import { dayLabel } from "./times";
import { namesList } from "./words";

describe("words", () => {
  it("makes initials of the first and the last word, in any script", () => {
    assert.deepEqual(["Ann Miller", "ann", "Élodie van der Berg", "李 小龙", "…", ""].map(initialsOf), ["AM", "A", "ÉB", "李小", "?", "?"]);
  });

  it("lists names", () => {
    assert.equal(namesList([]), "Nobody");
    assert.equal(namesList(["Ann"]), "Ann");
    assert.equal(namesList(["Ann", "Bob"]), "Ann and Bob");
    assert.equal(namesList(["Ann", "Bob", "Cat"]), "Ann, Bob and Cat");
    assert.equal(namesList(["Ann", "Bob", "Cat", "Dan"]), "Ann, Bob and 2 more");
  });

  it("finds people by the beginnings of their names, whatever the case and accents", () => {
    assert.ok(matches("an mi", "Ann Miller"));
    assert.ok(matches("sore", "Henrik Sorensen"));
    assert.ok(matches("elo", "Élodie"));
    assert.ok(matches("  ", "anybody"));
    assert.ok(!matches("ler", "Ann Miller"));
  });

  it("calls days by their distance", () => {
    const now = new Date(2025, 2, 12, 12).getTime();
    const daysAgo = (days: number) => new Date(2025, 2, 12 - days, 23, 59).getTime();
    assert.equal(dayLabel(daysAgo(0), now), "Today");
    assert.equal(dayLabel(daysAgo(1), now), "Yesterday");
    assert.match(dayLabel(daysAgo(3), now), /^\p{L}+$/u);
    assert.match(dayLabel(daysAgo(400), now), /2024/u);
  });
});
