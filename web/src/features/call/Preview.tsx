import type { LocalMedia } from "@foyer/sdk";
import { useClient, useStore } from "../../state/client";
import { useCallDesk } from "../../state/desk";
import { CallPreview } from "../../ui/CallPreview";
import { controlOf, useDeviceMenu } from "./deviceProps";

/** The look at oneself before a call, while one is open. */
export function Preview({ diagnoseHref }: { diagnoseHref: string }) {
  const desk = useCallDesk();
  const { preview } = useStore(desk);
  if (!preview) return null;
  return <Open key={preview.roomId} roomId={preview.roomId} media={preview.media} joins={preview.call !== undefined} diagnoseHref={diagnoseHref} />;
}

function Open({ roomId, media, joins, diagnoseHref }: { roomId: number; media: LocalMedia; joins: boolean; diagnoseHref: string }) {
  const client = useClient();
  const desk = useCallDesk();
  const self = useStore(client.self);
  const view = useStore(media.view);
  const devices = useDeviceMenu(media);
  const label = client.room(roomId)?.view.get().label ?? "this room";
  return (
    <CallPreview title={joins ? `Join the call in ${label}` : `Call ${label}`} action={joins ? "Join" : "Call"} name={self?.name ?? ""} seed={self?.contactId ?? 0}
      stream={view.stream} microphone={controlOf(view.microphone)} camera={controlOf(view.camera)} devices={devices} diagnoseHref={diagnoseHref}
      onMicrophone={(on) => void media.setMicrophone(on)} onCamera={(on) => void media.setCamera(on)} onGo={() => desk.go()} onClose={() => desk.closePreview()} />
  );
}
