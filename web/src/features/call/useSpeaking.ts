import type { CallView } from "@foyer/sdk";
import { useEffect, useMemo, useState } from "react";
import { watchLevel } from "../../state/levels";

/** From here on somebody counts as speaking, and for so long after. */
const threshold = 0.3;
const holdMs = 1200;

/** Keys of those who are heard at the moment: peer ids, and "self". */
export function useSpeaking(view: CallView, own: MediaStream, ownOn: boolean): ReadonlySet<string> {
  const [speaking, setSpeaking] = useState<ReadonlySet<string>>(new Set());
  const streams = view.peers.flatMap(({ peerId, streams }) => streams.filter(({ shows }) => shows === "camera").map(({ stream }) => [peerId, stream] as const));
  const key = streams.map(([peerId, { id }]) => `${peerId} ${id}`).join();
  const watched = useMemo(() => (ownOn ? [...streams, ["self", own] as const] : streams), [key, own, ownOn, own.getAudioTracks()[0]?.id]);
  useEffect(() => {
    const heard = new Map<string, number>();
    const ends = watched.map(([who, stream]) => watchLevel(stream, (level) => { if (level > threshold) heard.set(who, Date.now()); }));
    const timer = setInterval(() => {
      const now = Date.now();
      const next = [...heard].filter(([, at]) => now - at < holdMs).map(([who]) => who);
      setSpeaking((before) => (before.size === next.length && next.every((who) => before.has(who)) ? before : new Set(next)));
    }, 250);
    return () => {
      clearInterval(timer);
      ends.forEach((end) => end());
    };
  }, [watched]);
  return speaking;
}
