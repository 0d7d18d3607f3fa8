import { useEffect, useId, useRef } from "react";
import { IconButton } from "./controls";
import { LevelMeter } from "./LevelMeter";
import "./DeviceMenu.css";

export interface DeviceChoice { id: string; label: string }

export interface DeviceList {
  devices: readonly DeviceChoice[];
  /** Empty: the one that the browser prefers. */
  chosen: string;
  onChoose: (id: string) => void;
}

export interface DeviceMenuProps {
  microphones: DeviceList;
  cameras: DeviceList;
  /** undefined: this browser does not let one choose. */
  speakers: DeviceList | undefined;
  /** 0 to 1. */
  level: number;
}

/** Which microphone, camera and loudspeaker: over the lower edge of a call. */
export function DeviceMenu({ onClose, ...props }: DeviceMenuProps & { onClose: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector("select")?.focus();
    const outside = (event: PointerEvent) => { if (!ref.current?.parentElement?.contains(event.target as Node)) onClose(); };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);
  return (
    <div ref={ref} className="device-menu" role="dialog" aria-label="Devices" onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); onClose(); } }}>
      <div className="device-menu-head"><h3>Devices</h3><IconButton icon="close" label="Close" onClick={onClose} /></div>
      <DeviceFields {...props} />
    </div>
  );
}

export function DeviceFields({ microphones, cameras, speakers, level }: DeviceMenuProps) {
  return (
    <div className="device-fields">
      <DeviceField label="Microphone" list={microphones} />
      <LevelMeter level={level} />
      <DeviceField label="Camera" list={cameras} />
      {speakers && <DeviceField label="Loudspeaker" list={speakers} />}
    </div>
  );
}

function DeviceField({ label, list: { devices, chosen, onChoose } }: { label: string; list: DeviceList }) {
  const id = useId();
  const known = devices.some((device) => device.id === chosen);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <select id={id} className="input select" value={known ? chosen : ""} disabled={devices.length === 0} onChange={(event) => onChoose(event.target.value)}>
        {(!known || devices.length === 0) && <option value="">{devices.length === 0 ? `No ${label.toLowerCase()} found` : "As the browser prefers"}</option>}
        {devices.map((device, index) => <option key={device.id} value={device.id}>{device.label || `${label} ${index + 1}`}</option>)}
      </select>
    </div>
  );
}
