import type { CallView } from "@foyer/sdk";
import { useEffect, useRef, useState } from "react";
import { namesList } from "../../ui/words";

/** What a reader of the screen is told while in a call: who comes and goes, and who shares a screen. */
export function useCallAnnouncements(view: CallView): string {
  const [words, setWords] = useState("");
  const before = useRef<CallView["peers"]>([]);
  useEffect(() => {
    const was = before.current;
    before.current = view.peers;
    const names = (peers: CallView["peers"]) => namesList(peers.map(({ name }) => name));
    const came = view.peers.filter(({ peerId }) => !was.some((peer) => peer.peerId === peerId));
    const gone = was.filter(({ peerId }) => !view.peers.some((peer) => peer.peerId === peerId));
    const shares = view.peers.filter(({ peerId, screen }) => screen && !was.some((peer) => peer.peerId === peerId && peer.screen));
    const said = [
      came.length > 0 ? `${names(came)} joined the call.` : "",
      gone.length > 0 ? `${names(gone)} left the call.` : "",
      shares.length > 0 ? `${names(shares)} shares a screen.` : "",
    ].filter(Boolean).join(" ");
    if (said) setWords(said);
  }, [view.peers]);
  return words;
}
