import type { Invitation } from "@foyer/sdk";
import assert from "node:assert/strict";
import { test } from "node:test";
import { invitationItems } from "./invitationItems";

const invitation = (changes: Partial<Invitation>): Invitation => ({
  invitationId: 1, version: 1, roomId: 7, contactId: 9, inviterId: 2, name: "Gus", email: "", mobile: "", channel: "by_link", state: "invitation_open",
  delivery: "delivery_none", deliveryError: "", url: "https://example.com/join#t", validFromMs: 0, validToMs: 0, uses: 0, usesMax: 20, hasPin: false, createdMs: 0, ...changes,
});

test("invitations of this room are listed, without those that have ended", () => {
  const all = [invitation({}), invitation({ invitationId: 2, roomId: 8 }), invitation({ invitationId: 3, state: "invitation_ended", url: "" })];
  assert.deepEqual(invitationItems(all, 7).map(({ id }) => id), [1]);
});

test("what can be done follows from how it stands", () => {
  const [open] = invitationItems([invitation({})], 7);
  assert.deepEqual([open?.state, open?.canRevoke, open?.canResend], ["Link not used yet", true, false]);
  const [failed] = invitationItems([invitation({ channel: "by_email", delivery: "delivery_failed", deliveryError: "The mail server refused it." })], 7);
  assert.deepEqual([failed?.state, failed?.problem, failed?.canResend], ["E-mail not delivered", "The mail server refused it.", true]);
  const [queued] = invitationItems([invitation({ channel: "by_sms", delivery: "delivery_queued" })], 7);
  assert.deepEqual([queued?.state, queued?.canResend], ["Text message on its way", false]);
  const [gone] = invitationItems([invitation({ state: "invitation_revoked", url: "" })], 7);
  assert.deepEqual([gone?.state, gone?.canRevoke, gone?.link], ["Withdrawn", false, ""]);
});
