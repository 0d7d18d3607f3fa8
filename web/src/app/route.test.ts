import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hrefOf, parseRoute, type Route } from "./route";
import { titleOf } from "./title";

describe("routes", () => {
  it("come back as they were written", () => {
    const routes: Route[] = [{ name: "rooms" }, { name: "people" }, { name: "room", id: 2147483647, people: false }, { name: "room", id: 1, people: true }];
    for (const route of routes) assert.deepEqual(parseRoute(hrefOf(route)), route);
  });

  it("lead to the rooms where an address makes no sense", () => {
    for (const hash of ["", "#", "#/rooms", "#/rooms/0", "#/rooms/x", "#/rooms/-1", "#/nowhere/1", "#/rooms/1e9"]) assert.deepEqual(parseRoute(hash), { name: "rooms" });
  });
});

describe("the title", () => {
  it("shows what is unread and where one is", () => {
    assert.equal(titleOf(0, undefined), "Foyer");
    assert.equal(titleOf(3, undefined), "(3) Foyer");
    assert.equal(titleOf(3, "Bob"), "(3) Bob – Foyer");
  });
});
