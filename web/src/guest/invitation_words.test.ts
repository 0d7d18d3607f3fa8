import assert from "node:assert/strict";
import { test } from "node:test";
import { earlyWords, refusalWords, welcomeWords } from "./invitation_words";

const face = { name: "Gus", inviterName: "Ann Archer", companyName: "Acme", roomName: "Spring catalogue" };

test("a guest reads who invites him into what", () => {
  assert.deepEqual(welcomeWords(face), { title: "Hello Gus", lead: "Ann Archer (Acme) invites you to “Spring catalogue”." });
  assert.equal(welcomeWords({ ...face, roomName: "", companyName: "" }).lead, "Ann Archer invites you to talk.");
});

test("who is early reads when the door opens", () => {
  assert.match(earlyWords(face, new Date(2027, 0, 5, 9, 30), "en-GB").lead, /5 January 2027.*09:30/);
});

test("a dead link is not tried again, a server out of reach is", () => {
  assert.equal(refusalWords({ code: "link_invalid", message: "" }).retry, false);
  assert.deepEqual(refusalWords({ code: "unavailable", message: "The server cannot be reached." }), { title: "That did not work", lead: "The server cannot be reached.", retry: true });
});
