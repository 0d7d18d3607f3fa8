import type { Device, LocalDevice, LocalMedia } from "@foyer/sdk";
import { useEffect, useState } from "react";
import { useClient, useStore } from "../../state/client";
import { chooseDevices } from "../../state/callDevices";
import { useCallDesk } from "../../state/desk";
import { useLevel } from "../../state/levels";
import type { CallControl } from "../../ui/CallView";
import type { DeviceMenuProps } from "../../ui/DeviceMenu";

export function controlOf({ on, busy, problem }: LocalDevice): CallControl {
  return { on, busy, problem: problem && problem.reason !== "cancelled" ? problem.message : undefined };
}

/** Which devices there are, which are in use, and how to change that. */
export function useDeviceMenu(media: LocalMedia): DeviceMenuProps {
  const desk = useCallDesk();
  const view = useStore(media.view);
  const { speaker } = useStore(desk);
  const devices = useDevices(`${view.microphone.on}${view.camera.on}`);
  const level = useLevel(view.stream, view.microphone.on);
  const of = (kind: Device["kind"]) => devices.filter((device) => device.kind === kind).map(({ id, label }) => ({ id, label }));
  return {
    microphones: { devices: of("microphone"), chosen: view.microphone.deviceId, onChoose: (id) => { chooseDevices({ microphone: id }); void media.useMicrophone(id); } },
    cameras: { devices: of("camera"), chosen: view.camera.deviceId, onChoose: (id) => { chooseDevices({ camera: id }); void media.useCamera(id); } },
    speakers: "setSinkId" in HTMLMediaElement.prototype ? { devices: of("speaker"), chosen: speaker, onChoose: (id) => desk.useSpeaker(id) } : undefined,
    level,
  };
}

/** Read again when one is plugged in or out, and when `allowed` changes: only then do they have names. */
function useDevices(allowed: string): readonly Device[] {
  const { devices } = useClient().calls!;
  const [list, setList] = useState<readonly Device[]>([]);
  useEffect(() => {
    let over = false;
    const read = () => void devices.list().then((found) => { if (!over) setList(found); }, () => {}); // without a list the browser's choice remains
    read();
    const end = devices.onChange(read);
    return () => { over = true; end(); };
  }, [devices, allowed]);
  return list;
}
