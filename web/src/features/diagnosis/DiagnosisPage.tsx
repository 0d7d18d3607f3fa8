import type { Finding } from "@foyer/sdk";
import { lateParts } from "@foyer/sdk/client/late_parts";
import { useEffect, useState } from "react";
import { useClient, useStore } from "../../state/client";
import { DiagnosisView } from "../../ui/DiagnosisView";
import { verdictOf } from "./verdict";

const titles: Record<Finding["name"], string> = {
  feed: "Connection to the server",
  browser: "Browser",
  microphone: "Microphone",
  camera: "Camera",
  stun: "Direct connections (STUN)",
  relay_udp: "Relay by UDP",
  relay_tcp: "Relay by TCP",
  relay_tls: "Relay by TLS",
};

/** Looks at everything that calls need, one thing after the other. */
export function DiagnosisPage({ homeHref }: { homeHref: string }) {
  const client = useClient();
  const diagnose = () => {
    client.bring(lateParts);
    return client.calls!.diagnose();
  };
  const isOpen = useStore(client.link).state === "open";
  const [diagnosis, setDiagnosis] = useState(diagnose);
  const [ready, setReady] = useState(false);
  const findings = useStore(diagnosis.findings);
  // Without a feed there are no relays to look at, but that is to be found out, too.
  useEffect(() => {
    if (isOpen) return setReady(true);
    const timer = setTimeout(() => setReady(true), 10_000);
    return () => clearTimeout(timer);
  }, [isOpen]);
  useEffect(() => { if (ready) void diagnosis.run(); }, [ready, diagnosis]);
  const verdict = verdictOf(findings);
  return (
    <DiagnosisView homeHref={homeHref} running={!verdict} verdict={verdict} onAgain={() => setDiagnosis(diagnose())}
      findings={findings.map((finding) => ({ ...finding, title: titles[finding.name] }))} />
  );
}
