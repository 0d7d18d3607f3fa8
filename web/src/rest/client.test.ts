import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addressed, restOf } from "./client";

describe("a call of REST", () => {
  it("has its ids in the path and the rest in the query", () => {
    assert.deepEqual(addressed("ListUsers", { companyId: 3, after: 0, limit: 100 }), { method: "GET", path: "/api/v1/users?company_id=3&limit=100", body: undefined, answer: "UserPage" });
    assert.deepEqual(addressed("RevokeKeyOfUser", { contactId: 7, keyId: 9 }), { method: "DELETE", path: "/api/v1/users/7/keys/9", body: undefined, answer: "Done" });
  });

  it("has the rest in a body where there is one; what is turned off is said, too", () => {
    assert.deepEqual(addressed("ModifyUser", { contactId: 7, disabled: false }), { method: "PATCH", path: "/api/v1/users/7", body: { disabled: false }, answer: "User" });
    assert.deepEqual(addressed("TestWebhook", { webhookId: 2 }).body, {});
  });

  it("answers with what was read by the schema", async () => {
    const asked: unknown[] = [];
    const rest = restOf(((method: string, path: string, body: unknown, read: (json: unknown) => unknown) => {
      asked.push([method, path, body]);
      return Promise.resolve(read({ companyId: 4, name: "Cyber" }));
    }) as never);
    const { name, people, autoRoster } = await rest("CreateCompany", { name: "Cyber" });
    assert.deepEqual({ name, people, autoRoster }, { name: "Cyber", people: 0, autoRoster: false });
    assert.deepEqual(asked, [["POST", "/api/v1/companies", { name: "Cyber" }]]);
  });

  it("is refused where the answer does not fit", async () => {
    const rest = restOf(((_: string, __: string, ___: unknown, read: (json: unknown) => unknown) => Promise.resolve().then(() => read({ companies: 1 }))) as never);
    await assert.rejects(rest("ListCompanies"), /companies/u);
  });
});
