import type { AvPlatform } from "../base/environment.js";
import { DeviceError, toDeviceError, type DeviceKind } from "./device_error.js";

export interface Device {
  readonly id: string;
  readonly kind: "microphone" | "camera" | "speaker";
  /** Empty until the person has allowed a device of this kind. */
  readonly label: string;
}

const KINDS: Readonly<Record<MediaDeviceKind, Device["kind"]>> = { audioinput: "microphone", videoinput: "camera", audiooutput: "speaker" };

/** The microphones, cameras and screens of this machine. */
export class Devices {
  constructor(private readonly platform: AvPlatform | undefined) {}

  async list(): Promise<readonly Device[]> {
    const found = (await this.platform?.devices?.enumerateDevices()) ?? [];
    return found.filter(({ deviceId }) => deviceId !== "").map(({ deviceId, kind, label }) => ({ id: deviceId, kind: KINDS[kind], label }));
  }

  /** Calls when a device was plugged in or out. Returns the end of it. */
  onChange(run: () => void): () => void {
    const devices = this.platform?.devices;
    devices?.addEventListener?.("devicechange", run);
    return () => devices?.removeEventListener?.("devicechange", run);
  }

  /**
   * Errors: DeviceError, as of all these. An empty id: the one that the browser prefers, which also takes the place of one that
   * is not there any more.
   */
  microphone(id = ""): Promise<MediaStreamTrack> {
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    return this.choose("microphone", id, (which) => ({ audio: { ...wanted, ...which } }));
  }

  camera(id = ""): Promise<MediaStreamTrack> {
    const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
    return this.choose("camera", id, (which) => ({ video: { ...wanted, ...which } }));
  }

  /** Its picture, and its sound if the person shares that, too. */
  async screen(): Promise<MediaStream> {
    const devices = this.devicesFor("screen");
    if (!devices.getDisplayMedia) throw new DeviceError("screen", "unsupported");
    return devices.getDisplayMedia({ video: true, audio: true }).catch((error: unknown) => {
      throw toDeviceError("screen", error);
    });
  }

  private async choose(device: DeviceKind, id: string, wanted: (which: MediaTrackConstraints) => MediaStreamConstraints): Promise<MediaStreamTrack> {
    if (!id) return this.open(device, wanted({}));
    return this.open(device, wanted({ deviceId: { exact: id } })).catch((error: unknown) => {
      if (error instanceof DeviceError && error.reason === "not_found") return this.open(device, wanted({}));
      throw error;
    });
  }

  private async open(device: DeviceKind, wanted: MediaStreamConstraints): Promise<MediaStreamTrack> {
    const stream = await this.devicesFor(device).getUserMedia(wanted).catch((error: unknown) => {
      throw toDeviceError(device, error);
    });
    const [track] = stream.getTracks();
    if (!track) throw new DeviceError(device, "not_found");
    return track;
  }

  private devicesFor(device: DeviceKind): MediaDevices {
    if (!this.platform) throw new DeviceError(device, "unsupported");
    if (!this.platform.devices) throw new DeviceError(device, "insecure");
    return this.platform.devices;
  }
}
