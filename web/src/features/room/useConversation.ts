import type { ChatRoom } from "@foyer/sdk";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAttention } from "../../state/attention";
import { useClient, useStore } from "../../state/client";
import { useDesk } from "../../state/desk";
import { boundariesOf } from "./boundaries";
import { mergeOutgoing } from "./mergeOutgoing";
import { useNewLine } from "./useNewLine";

/** So many messages are asked for at a time: two screens full. */
const pageSize = 50;
/** What is unread is loaded before the room is shown, so that it opens at the "new" line; up to here. */
const mostUnread = 250;

/** The messages of a room as they are shown: paged, with what is on its way, the "new" line, and what counts as seen. */
export function useConversation(room: ChatRoom) {
  const client = useClient();
  const { selfId, outgoings } = useDesk();
  const view = useStore(room.view);
  const timeline = useStore(room.timeline.view);
  const box = outgoings.of(room);
  const outgoing = useStore(box);
  const connected = useStore(client.link).state === "open";

  const { state, reload, older } = usePages(room);
  const rowKeys = useRef(new Map<number, string>());
  const { items, arrived } = useMemo(
    () => mergeOutgoing(timeline.messages, outgoing, selfId, rowKeys.current, connected),
    [timeline.messages, outgoing, selfId, connected],
  );
  useEffect(() => {
    if (arrived.size === 0) return;
    for (const [key, seq] of arrived) rowKeys.current.set(seq, key);
    box.drop([...arrived.keys()]);
  }, [arrived, box]);

  const attentive = useAttention();
  const [atEnd, setAtEnd] = useState(false);
  const [reached, setReached] = useState(0);
  const looking = attentive && atEnd && state === "ready";
  const newest = timeline.messages.at(-1)?.seq ?? (timeline.complete ? view.newest : 0);
  const newLine = useNewLine({ newest, seen: view.watching ? newest : view.seen, looking });
  // What has been in view is seen; at the end that is everything, also what this reader may not read.
  const seen = !attentive || state !== "ready" || view.watching ? 0 : atEnd ? newest : reached;
  useEffect(() => {
    if (seen > view.seen) room.setSeen(seen).catch(() => {}); // the next message tries again
  }, [room, seen, view.seen]);

  const boundaries = useMemo(() => boundariesOf(view.members, selfId), [view.members, selfId]);
  return {
    view,
    state,
    items,
    boundaries,
    newAfter: newLine.after,
    more: !timeline.complete,
    loadingOlder: timeline.loading,
    unseen: view.watching ? 0 : Math.max(0, newest - view.seen),
    older,
    reload,
    onAtEnd: setAtEnd,
    onReached: useCallback((seq: number) => setReached((held) => Math.max(held, seq)), []),
    send: useCallback((text: string) => {
      newLine.clear();
      box.send(text, room.view.get().newest);
    }, [box, room, newLine.clear]),
    retry: useCallback((key: string) => box.retry(key), [box]),
    discard: useCallback((key: string) => box.drop([key]), [box]),
  };
}

function usePages(room: ChatRoom) {
  const [state, setState] = useState<"loading" | "ready" | "failed">(() => (isFilled(room) ? "ready" : "loading"));
  const load = useCallback(() => {
    const stop = new AbortController();
    setState("loading");
    fill(room).then(() => { if (!stop.signal.aborted) setState("ready"); }, () => { if (!stop.signal.aborted) setState("failed"); });
    return () => stop.abort();
  }, [room]);
  useEffect(() => (isFilled(room) ? undefined : load()), [room, load]);
  const older = useCallback(() => { room.timeline.loadOlder(pageSize).catch(() => {}); }, [room]); // scrolling asks again
  return { state, reload: useCallback(() => void load(), [load]), older };
}

async function fill(room: ChatRoom): Promise<void> {
  for (let pages = 0; pages <= mostUnread / pageSize && !isFilled(room); pages += 1) await room.timeline.loadOlder(pageSize);
}

/** Enough is held to fill a screen and to begin with what is unread: what arrived live alone may be a single message. */
function isFilled(room: ChatRoom): boolean {
  const { messages, complete } = room.timeline.view.get();
  const { seen, watching } = room.view.get();
  if (complete || messages.length >= mostUnread) return true;
  return messages.length >= pageSize && (watching || messages[0]!.seq <= seen + 1);
}
