import type { AvPlatform } from "../base/environment.js";
import { ChatError } from "../base/chat_error.js";
import { Cell, type Store } from "../base/store.js";
import { toDeviceError, type DeviceError, type DeviceKind } from "./device_error.js";
import { Devices } from "./devices.js";
import { SENDING_NOTHING, sendingOf, type OutgoingMedia, type OutgoingTrack, type Sending } from "./outgoing_media.js";

export interface LocalDevice {
  readonly on: boolean;
  /** It is being opened. */
  readonly busy: boolean;
  /** Which one was chosen; empty: the one the browser prefers. */
  readonly deviceId: string;
  /** Why it is not on, though it was wanted. */
  readonly problem: DeviceError | undefined;
}

export interface LocalMediaView extends Readonly<Record<DeviceKind, LocalDevice>> {
  /** Microphone and camera, for a preview. The same object always. */
  readonly stream: MediaStream;
  readonly screenStream: MediaStream | undefined;
}

const OFF: LocalDevice = { on: false, busy: false, deviceId: "", problem: undefined };

/**
 * Microphone, camera and screen of one person: opened, switched and closed here, in a preview and in a call alike. A muted
 * microphone stays open, so that it is back at once; a camera that is off is closed, so that its light goes out.
 */
export class LocalMedia implements OutgoingMedia {
  readonly devices: Devices;
  private readonly trackCell = new Cell<readonly OutgoingTrack[]>([]);
  private readonly sendingCell = new Cell<Sending>(SENDING_NOTHING);
  private readonly cell: Cell<LocalMediaView>;
  private readonly held: Partial<Record<DeviceKind, MediaStreamTrack>> = {};
  private readonly stream: MediaStream;
  private screenStream: MediaStream | undefined;
  /** One thing at a time for each device. */
  private readonly queues: Partial<Record<DeviceKind, Promise<void>>> = {};
  private closed = false;

  constructor(platform: AvPlatform | undefined) {
    if (!platform) throw new ChatError("feature_unavailable", "There are no calls here: the platform has no WebRTC.");
    this.devices = new Devices(platform);
    this.stream = platform.stream();
    this.cell = new Cell<LocalMediaView>({ microphone: OFF, camera: OFF, screen: OFF, stream: this.stream, screenStream: undefined });
  }

  get view(): Store<LocalMediaView> {
    return this.cell;
  }

  get tracks(): Store<readonly OutgoingTrack[]> {
    return this.trackCell;
  }

  get sending(): Store<Sending> {
    return this.sendingCell;
  }

  /** Resolves when it is so; never rejects: `view` says why it is not. As do all of these. */
  setMicrophone(on: boolean): Promise<void> {
    return this.next("microphone", async () => {
      const track = this.held.microphone;
      if (track && track.readyState !== "ended") track.enabled = on;
      else if (on) this.hold("microphone", await this.devices.microphone(this.cell.get().microphone.deviceId));
    });
  }

  setCamera(on: boolean): Promise<void> {
    return this.next("camera", async () => {
      if (!on) this.release("camera");
      else if (!this.held.camera) this.hold("camera", await this.devices.camera(this.cell.get().camera.deviceId));
    });
  }

  /** Changes to another one, also in a running call. Where it is off, it is what comes next. */
  useMicrophone(deviceId: string): Promise<void> {
    return this.use("microphone", deviceId, () => this.devices.microphone(deviceId));
  }

  useCamera(deviceId: string): Promise<void> {
    return this.use("camera", deviceId, () => this.devices.camera(deviceId));
  }

  /** Asks the person for a screen or window; must be called from what he has clicked. */
  shareScreen(): Promise<void> {
    return this.next("screen", async () => {
      if (this.held.screen) return;
      const stream = await this.devices.screen();
      const [track] = stream.getVideoTracks();
      if (!track) return;
      this.screenStream = stream;
      this.hold("screen", track);
    });
  }

  stopSharing(): Promise<void> {
    return this.next("screen", async () => this.release("screen"));
  }

  /** Everything is off and given back. */
  close(): void {
    this.closed = true;
    for (const device of ["microphone", "camera", "screen"] as const) this.release(device);
    this.refresh({});
  }

  private use(device: "microphone" | "camera", deviceId: string, open: () => Promise<MediaStreamTrack>): Promise<void> {
    return this.next(device, async () => {
      this.refresh({ [device]: { ...this.cell.get()[device], deviceId } });
      const before = this.held[device];
      if (!before) return;
      const { enabled } = before;
      this.release(device); // some systems give a device only once
      const track = await open();
      track.enabled = enabled;
      this.hold(device, track);
    });
  }

  private next(device: DeviceKind, work: () => Promise<void>): Promise<void> {
    const run = async () => {
      if (this.closed) return;
      this.refresh({ [device]: { ...this.cell.get()[device], busy: true } });
      let problem: DeviceError | undefined;
      try {
        await work();
      } catch (error) {
        problem = toDeviceError(device, error);
      }
      this.refresh({ [device]: { ...this.cell.get()[device], busy: false, problem } });
    };
    return (this.queues[device] = (this.queues[device] ?? Promise.resolve()).then(run));
  }

  private hold(device: DeviceKind, track: MediaStreamTrack): void {
    if (this.closed) return track.stop();
    this.held[device] = track;
    if (device !== "screen") this.stream.addTrack(track);
    track.onended = () => {
      if (this.held[device] !== track) return;
      this.release(device); // unplugged, or the browser's own "stop sharing"
      this.refresh({});
    };
  }

  private release(device: DeviceKind): void {
    const track = this.held[device];
    if (!track) return;
    delete this.held[device];
    track.onended = null;
    track.stop();
    if (device === "screen") {
      this.screenStream?.getTracks().forEach((one) => one.stop());
      this.screenStream = undefined;
    } else this.stream.removeTrack(track);
  }

  private refresh(change: Partial<LocalMediaView>): void {
    const { microphone, camera, screen } = this.held;
    const isOn = (track: MediaStreamTrack | undefined) => track !== undefined && track.enabled;
    const before = { ...this.cell.get(), ...change };
    this.cell.set({
      microphone: { ...before.microphone, on: isOn(microphone) },
      camera: { ...before.camera, on: isOn(camera) },
      screen: { ...before.screen, on: isOn(screen) },
      stream: this.stream,
      screenStream: this.screenStream,
    });
    const tracks = this.outgoing();
    if (!sameTracks(tracks, this.trackCell.get())) this.trackCell.set(tracks);
    this.sendingCell.set(sendingOf(tracks, this.sendingCell.get()));
  }

  private outgoing(): OutgoingTrack[] {
    const { stream, held } = this;
    const own: OutgoingTrack[] = [
      { slot: "microphone", kind: "audio", track: held.microphone ?? null, stream, shows: "camera" },
      { slot: "camera", kind: "video", track: held.camera ?? null, stream, shows: "camera" },
    ];
    const shared = this.screenStream;
    if (!shared) return own;
    const screen = shared.getTracks().map((track): OutgoingTrack => {
      const kind = track.kind === "audio" ? "audio" : "video";
      return { slot: `screen-${kind}`, kind, track, stream: shared, shows: "screen" };
    });
    return [...own, ...screen];
  }
}

function sameTracks(a: readonly OutgoingTrack[], b: readonly OutgoingTrack[]): boolean {
  return a.length === b.length && a.every((one, i) => one.slot === b[i]!.slot && one.track === b[i]!.track && one.stream === b[i]!.stream);
}
