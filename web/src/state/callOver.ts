import type { CallView } from "@foyer/sdk";

/** What a person is told when a call is over; undefined: he knows. */
export interface Over {
  readonly sentence: string;
  /** Something may be wrong with the connection, and the diagnosis may find it. */
  readonly diagnose: boolean;
}

export function overOf({ ending, own, parties, peers }: Pick<CallView, "ending" | "own" | "parties" | "peers">, lastOther: string): Over | undefined {
  const asked = parties.filter(({ state }) => state === "call_rejected" || state === "call_timeout");
  const one = asked.length === 1 ? asked[0]!.name : undefined;
  switch (ending?.reason) {
    case "failed": return { sentence: ending.sentence, diagnose: true };
    case "refused": return own ? { sentence: one ? `${one} has declined.` : "Everybody has declined.", diagnose: false } : undefined;
    case "unanswered": return own ? { sentence: one ? `${one} did not answer.` : "Nobody has answered.", diagnose: false } : undefined;
    case "not_member": return { sentence: "You are no longer in this room, so the call has ended for you.", diagnose: false };
    case "hung_up":
      if (peers.some(({ link, everConnected }) => link === "failed" && !everConnected)) return { sentence: "The call has ended without a connection.", diagnose: true };
      return lastOther ? { sentence: `${lastOther} has left the call.`, diagnose: false } : undefined;
    default: return undefined;
  }
}
