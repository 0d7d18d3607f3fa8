// The invitations that a client knows: by snapshots, by events, and what is asked of them.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Invitations, type InvitationChange } from "../../src/guests/invitations.js";
import type { Invitation } from "../../src/wire/index.js";

let invitations: Invitations;
let changes: InvitationChange[];
let told: unknown[];

beforeEach(() => {
  changes = [];
  told = [];
  invitations = new Invitations({
    requests: { tell: (request) => (told.push(request), Promise.resolve()) },
    onChange: (change) => changes.push(change),
  });
});

const invitation = (invitationId: number, version = 1, other: Partial<Invitation> = {}): Invitation =>
  ({ invitationId, contactId: 100 + invitationId, roomId: 7, version, name: `Guest ${invitationId}`, ...other }) as Invitation;
const ids = (): number[] => invitations.list.get().map((one) => one.invitationId);

test("a snapshot in several frames is one list, newest first; what it does not name is gone when it ends", () => {
  invitations.onEvent(invitation(1));
  invitations.onSnapshot([invitation(2)]);
  invitations.onSnapshot([invitation(3)]);
  assert.deepEqual(ids(), [3, 2, 1], "before the end nothing is taken away");
  invitations.onSnapshotEnd();
  assert.deepEqual(ids(), [3, 2]);
  assert.equal(invitations.find(1), undefined);
  assert.equal(invitations.ofGuest(101), undefined);
  assert.equal(invitations.ofGuest(103)?.invitationId, 3);
});

test("a snapshot that breaks off takes nothing away", () => {
  invitations.onEvent(invitation(1));
  invitations.onSnapshot([invitation(2)]);
  invitations.onLost();
  invitations.onSnapshot([invitation(1), invitation(2)]);
  invitations.onSnapshotEnd();
  assert.deepEqual(ids(), [2, 1]);
});

test("a change is told once, with what was before; what is older or the same is not told", () => {
  invitations.onEvent(invitation(1, 2));
  invitations.onEvent(invitation(1, 1, { name: "older" }));
  invitations.onEvent(invitation(1, 2));
  invitations.onEvent(invitation(1, 3, { name: "newer" }));
  assert.deepEqual(changes.map(({ before, invitation: now }) => [before?.version, now.version]), [[undefined, 2], [2, 3]]);
  assert.equal(invitations.find(1)?.name, "newer");
});

test("revoking and sending again ask the server, and change nothing by themselves", async () => {
  invitations.onEvent(invitation(1));
  await invitations.revoke(1);
  await invitations.resend(1);
  assert.deepEqual(told, [
    { case: "revokeInvitation", value: { invitationId: 1 } },
    { case: "resendInvitation", value: { invitationId: 1 } },
  ]);
  assert.equal(changes.length, 1);
});

test("who logs out holds none any more", () => {
  invitations.onEvent(invitation(1));
  invitations.clear();
  assert.deepEqual(ids(), []);
  assert.equal(invitations.ofGuest(101), undefined);
});
