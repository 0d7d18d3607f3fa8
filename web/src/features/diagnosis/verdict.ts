import type { Finding } from "@foyer/sdk";
import type { DiagnosisViewProps } from "../../ui/DiagnosisView";

/** What the findings come to; undefined while something is still to be found. */
export function verdictOf(findings: readonly Finding[]): DiagnosisViewProps["verdict"] {
  const of = (name: Finding["name"]) => findings.find((finding) => finding.name === name)?.state;
  const over = of("browser") === "bad" || (of("relay_tls") !== undefined && of("relay_tls") !== "running");
  if (!over || findings.length === 0) return undefined;
  if (of("browser") === "bad" || of("feed") === "bad") return { state: "bad", sentence: "Calls do not work here." };
  const ways = (["stun", "relay_udp", "relay_tcp", "relay_tls"] as const).filter((name) => of(name) === "well");
  const some = findings.some(({ state }) => state === "bad" || state === "doubtful");
  if (!some) return { state: "well", sentence: "Calls work from here." };
  const unheard = of("microphone") === "bad";
  if (ways.length === 0) return { state: "doubtful", sentence: `Calls may work inside this network only${unheard ? ", and nobody would hear you" : ""}.` };
  if (unheard) return { state: "doubtful", sentence: "Calls connect from here, but nobody would hear you." };
  return { state: "doubtful", sentence: "Calls work from here, with something to look at." };
}
