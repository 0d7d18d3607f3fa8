import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Finding } from "@foyer/sdk";
import { verdictOf } from "./verdict";

const findings = (states: Partial<Record<Finding["name"], Finding["state"]>>): Finding[] =>
  Object.entries(states).map(([name, state]) => ({ name: name as Finding["name"], state: state!, sentence: "", advice: "" }));
const well = { feed: "well", browser: "well", microphone: "well", camera: "well", stun: "well", relay_udp: "well", relay_tcp: "skipped", relay_tls: "well" } as const;

describe("what the findings come to", () => {
  it("nothing until all is looked at", () => {
    assert.equal(verdictOf([]), undefined);
    assert.equal(verdictOf(findings({ feed: "well", browser: "well", microphone: "running" })), undefined);
    assert.equal(verdictOf(findings({ ...well, relay_tls: "running" })), undefined);
  });

  it("good, doubtful, or not at all", () => {
    assert.equal(verdictOf(findings(well))?.state, "well");
    assert.equal(verdictOf(findings({ ...well, relay_udp: "doubtful" }))?.sentence, "Calls work from here, with something to look at.");
    assert.equal(verdictOf(findings({ ...well, stun: "doubtful", relay_udp: "skipped", relay_tls: "skipped" }))?.sentence, "Calls may work inside this network only.");
    assert.equal(verdictOf(findings({ ...well, microphone: "bad" }))?.sentence, "Calls connect from here, but nobody would hear you.");
    assert.match(verdictOf(findings({ ...well, microphone: "bad", stun: "bad", relay_udp: "bad", relay_tls: "bad" }))!.sentence, /only, and nobody would hear you\.$/u);
    assert.equal(verdictOf(findings({ feed: "well", browser: "bad" }))?.state, "bad");
  });
});
