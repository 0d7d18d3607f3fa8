import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hrefOf, parseRoute, type Route } from "./route";
import { titleOf } from "./title";

describe("routes", () => {
  it("come back as they were written", () => {
    const routes: Route[] = [{ name: "rooms" }, { name: "people" }, { name: "room", id: 2147483647, people: false }, { name: "room", id: 1, people: true },
      { name: "office", page: "sessions" }, { name: "office", page: "users" }, { name: "office", page: "users", id: 7 }, { name: "office", page: "users", of: 3 }, { name: "office", page: "webhooks", id: 2 }];
    for (const route of routes) assert.deepEqual(parseRoute(hrefOf(route)), route);
  });

  it("lead to the whole page where a part of it makes no sense", () => {
    for (const hash of ["#/admin/users/x", "#/admin/users/0", "#/admin/users/of", "#/admin/users/of/x"]) assert.deepEqual(parseRoute(hash), { name: "office", page: "users" });
    assert.deepEqual(parseRoute("#/admin/rooms/7"), { name: "office", page: "rooms" });
  });

  it("lead to the rooms where an address makes no sense", () => {
    for (const hash of ["", "#", "#/rooms", "#/rooms/0", "#/rooms/x", "#/rooms/-1", "#/nowhere/1", "#/rooms/1e9", "#/admin", "#/admin/sessions", "#/account/users", "#/admin/nothing"]) assert.deepEqual(parseRoute(hash), { name: "rooms" });
  });
});

describe("the title", () => {
  it("shows what is unread and where one is", () => {
    assert.equal(titleOf(0, undefined), "Foyer");
    assert.equal(titleOf(3, undefined), "(3) Foyer");
    assert.equal(titleOf(3, "Bob"), "(3) Bob – Foyer");
  });
});
