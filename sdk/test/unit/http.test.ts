import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpRequest } from "../../src/base/environment.js";
import { Http } from "../../src/transport/http.js";

function http({ subid = "", token = "", text = "{}" } = {}) {
  const requests: HttpRequest[] = [];
  const request = (asked: HttpRequest) => {
    requests.push(asked);
    return Promise.resolve({ status: 200, text });
  };
  return { requests, ask: new Http({ environment: { request }, host: () => "https://foyer.example", subid: () => subid, token: () => token }).ask };
}

test("another call answers with what its reader makes of it", async () => {
  const { ask } = http({ text: '{"companies":[{"name":"Acme"}]}' });
  const names = await ask("GET", "/api/v1/companies", undefined, (json) => (json as { companies: { name: string }[] }).companies.map(({ name }) => name));
  assert.deepEqual(names, ["Acme"]);
});

test("what its reader throws is what the caller gets", async () => {
  const { ask } = http();
  await assert.rejects(ask("GET", "/x", undefined, () => { throw new TypeError("it does not fit"); }), /it does not fit/);
});

test("the sub-ID joins what is asked already", async () => {
  const { ask, requests } = http({ subid: "tab 1" });
  await ask("GET", "/api/v1/users?limit=5");
  await ask("GET", "/api/v1/keys");
  assert.deepEqual(requests.map(({ url }) => url), ["https://foyer.example/api/v1/users?limit=5&subid=tab%201", "https://foyer.example/api/v1/keys?subid=tab%201"]);
});
