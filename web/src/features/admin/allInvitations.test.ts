import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decode } from "../../rest/wire/codec";
import { invitationItem } from "./allInvitations";

const item = (invitation: Record<string, unknown>) =>
  invitationItem(decode("AdminInvitation", { companyId: 2, invitation: { invitationId: 5, roomId: 9, inviterId: 3, name: "Gus", ...invitation } }), new Map([[2, "Acme"]]), new Map([[3, "Ann"]]));

describe("an invitation among all", () => {
  it("says who invited whom into what, and how the link goes", () => {
    const { guest, inviter, company, room, way, state, canRevoke } = item({});
    assert.deepEqual([guest, inviter, company, room, way, state, canRevoke], ["Gus", "Ann", "Acme", "Room 9", "Link passed on by the inviter", "Not used yet", true]);
    assert.equal(item({ channel: "by_email", email: "gus@example.com" }).way, "gus@example.com");
    assert.equal(item({ inviterId: 4 }).inviter, "User 4");
  });

  it("says what became of it", () => {
    assert.deepEqual(["invitation_redeemed", "invitation_revoked", "invitation_expired", "invitation_ended"].map((state) => [item({ state }).state, item({ state }).canRevoke]),
      [["Has come", true], ["Withdrawn", false], ["Expired", false], ["Has left", false]]);
    assert.deepEqual(["delivery_queued", "delivery_sent"].map((delivery) => item({ channel: "by_sms", delivery }).state), ["On its way", "Sent, not used yet"]);
    const failed = item({ channel: "by_email", delivery: "delivery_failed", deliveryError: "Refused (550)." });
    assert.deepEqual([failed.state, failed.tone, failed.problem], ["Not delivered", "bad", "Refused (550)."]);
  });
});
