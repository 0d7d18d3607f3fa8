import type { Call, LocalMedia } from "@foyer/sdk";
import { useCallback, useEffect, useState } from "react";
import { useClient, useStore } from "../../state/client";
import { useCallDesk, useDesk } from "../../state/desk";
import { startRinging } from "../../state/ring";
import { CallView } from "../../ui/CallView";
import { controlOf, useDeviceMenu } from "./deviceProps";
import { tilesOf } from "./tiles";
import { useCallAnnouncements } from "./useCallAnnouncements";
import { useSpeaking } from "./useSpeaking";

const canShare = typeof navigator !== "undefined" && "mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices;

export interface CallStageProps {
  onDiagnose: () => void;
  /** Shows the room that carries the call. */
  onConversation: (roomId: number) => void;
}

/** The call this page is in, while there is one. */
export function CallStage(props: CallStageProps) {
  const desk = useCallDesk();
  const { active } = useStore(desk);
  return active ? <Active key={active.media.view.get().stream.id} call={active.call} media={active.media} {...props} /> : null;
}

function Active({ call, media, onDiagnose, onConversation }: CallStageProps & { call: Call; media: LocalMedia }) {
  const client = useClient();
  const desk = useCallDesk();
  const { selfId } = useDesk();
  const { docked, speaker } = useStore(desk);
  const view = useStore(call.view);
  const local = useStore(media.view);
  const quality = useStore(call.quality);
  const self = useStore(client.self);
  const link = useStore(client.link);
  const soundBlocked = useStore(desk.playback.blocked);
  const devices = useDeviceMenu(media);
  const [layout, setLayout] = useState<"grid" | "speaker">("grid");
  const [pinned, setPinned] = useState<string>();
  const now = useSeconds();
  useEffect(() => call.watchQuality(), [call]);
  useEffect(() => () => document.getElementById("room-title")?.focus(), []); // what had the focus is gone
  const ringing = view.parties.filter(({ state, contactId }) => state === "call_offered" && contactId !== selfId).map(({ name }) => name);
  const waits = view.own && view.peers.length === 0 && ringing.length > 0;
  useEffect(() => (waits ? startRinging("outgoing") : undefined), [waits]);
  const announcement = useCallAnnouncements(view);
  const speaking = useSpeaking(view, local.stream, local.microphone.on);
  const attach = useCallback((element: HTMLVideoElement, stream: MediaStream) => {
    if (speaker && "setSinkId" in element) element.setSinkId(speaker).catch(() => {}); // it is gone: the browser's choice remains
    return desk.playback.attach(element, stream);
  }, [desk, speaker]);
  const dock = (next: boolean) => {
    desk.dock(next);
    if (next) onConversation(view.roomId);
  };
  const tiles = tilesOf(view, { self: { id: selfId, name: self?.name ?? "" }, local, quality, speaking });
  return (
    <CallView title={client.room(view.roomId)?.view.get().label ?? "Call"} lastsMs={view.connectedMs > 0 ? Math.max(0, now - view.connectedMs) : undefined}
      tiles={tiles} ringing={ringing} layout={layout} pinned={tiles.some(({ key }) => key === pinned) ? pinned : undefined}
      microphone={controlOf(local.microphone)} camera={controlOf(local.camera)} screen={canShare ? controlOf(local.screen) : undefined} devices={devices}
      soundBlocked={soundBlocked} reconnecting={link.state !== "open"} docked={docked} announcement={announcement} attach={attach}
      onMicrophone={(on) => void media.setMicrophone(on)} onCamera={(on) => void media.setCamera(on)} onScreen={(on) => void (on ? media.shareScreen() : media.stopSharing())}
      onLayout={(next) => { setPinned(undefined); setLayout(next); }} onPin={setPinned} onDock={dock} onSound={() => desk.playback.unlock()} onDiagnose={onDiagnose} onLeave={() => desk.hangUp()} />
  );
}

/** Now, every second. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
