import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallView } from "@foyer/sdk";
import { duration } from "../ui/times";
import { overOf } from "./callOver";
import { levelOf } from "./levels";

const view = (more: Partial<CallView>) => ({ ending: undefined, own: true, parties: [], peers: [], ...more }) as unknown as CallView;
const party = (name: string, state: CallView["parties"][number]["state"]) => ({ contactId: 1, name, state });

describe("what a person is told when a call is over", () => {
  it("names who has declined, and who did not answer", () => {
    assert.equal(overOf(view({ ending: { reason: "refused" }, parties: [party("Ann", "call_joined"), party("Bob", "call_rejected")] }), "")?.sentence, "Bob has declined.");
    assert.equal(overOf(view({ ending: { reason: "unanswered" }, parties: [party("Bob", "call_timeout"), party("Cat", "call_timeout")] }), "")?.sentence, "Nobody has answered.");
  });

  it("is silent to those who were called, and where he knows", () => {
    assert.equal(overOf(view({ ending: { reason: "unanswered" }, own: false }), ""), undefined);
    assert.equal(overOf(view({ ending: { reason: "merged" } }), "Bob"), undefined);
    assert.equal(overOf(view({ ending: { reason: "hung_up" } }), ""), undefined);
  });

  it("leads to the diagnosis where something may be wrong", () => {
    assert.deepEqual(overOf(view({ ending: { reason: "failed", sentence: "A limit was reached." } }), ""), { sentence: "A limit was reached.", diagnose: true });
    const peers = [{ link: "failed", everConnected: false }] as unknown as CallView["peers"];
    assert.equal(overOf(view({ ending: { reason: "hung_up" }, peers }), "Bob")?.diagnose, true);
  });
});

describe("levels and durations", () => {
  it("silence is 0, a full scale is 1", () => {
    assert.equal(levelOf(new Float32Array(8)), 0);
    assert.equal(levelOf(new Float32Array(8).fill(1)), 1);
    const quiet = levelOf(new Float32Array(8).fill(0.01));
    assert.ok(quiet > 0.1 && quiet < 0.3);
  });

  it("durations read as people read them", () => {
    assert.deepEqual([0, 7_400, 750_000, 3_765_000].map(duration), ["0:00", "0:07", "12:30", "1:02:45"]);
  });
});
