/** The calls of one person at this page: the one he is in, the one he is about to begin, and what became of the last. */
import { Playback, type Call, type Calls, type CallView, type Change, type LocalMedia, type Store } from "@foyer/sdk";
import type { LateClient } from "@foyer/sdk/late";
import { Cell } from "./cell";
import { chooseDevices, chosenDevices, savedSwitches, saveSwitches } from "./callDevices";
import { overOf, type Over } from "./callOver";
import { noCall, type CallDeskState } from "./callState";

/** In a call of two, one who is left alone waits so long for the other to come back. */
const aloneMs = 1500;

export class CallDesk implements Store<CallDeskState> {
  readonly playback = new Playback();
  private readonly cell: Cell<CallDeskState>;
  private alone: ReturnType<typeof setTimeout> | undefined;
  private hadOthers = false;
  private lastOther = "";

  constructor(private readonly client: LateClient, private readonly calls: Calls) {
    this.cell = new Cell<CallDeskState>({ ...noCall, speaker: chosenDevices().speaker });
    client.subscribe((change) => this.onChange(change));
  }

  readonly get = (): CallDeskState => this.cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.cell.subscribe(listener);

  /** Shows the person himself first; `call`: one that runs already. */
  prepare(roomId: number, call?: Call): void {
    this.closePreview();
    const media = this.openMedia();
    if (!media) return;
    void media.setMicrophone(true);
    void media.setCamera(true);
    this.update({ preview: { roomId, call, media }, over: undefined });
  }

  closePreview(): void {
    this.cell.get().preview?.media.close();
    this.update({ preview: undefined });
  }

  /** Begins or enters what was prepared, with the devices as they are. */
  go(): void {
    const { preview } = this.cell.get();
    if (!preview) return;
    this.update({ preview: undefined });
    this.hangUp();
    if (preview.call) return this.enter(preview.call, preview.media);
    this.activate(this.calls.start(preview.roomId, preview.media), preview.media);
  }

  accept(call: Call, camera: boolean): void {
    this.open(call, { microphone: true, camera });
  }

  /** After the page was loaded anew, with what was on before. */
  return(call: Call): void {
    this.open(call, savedSwitches());
  }

  /** Brings an offered call into the one we are in. */
  merge(call: Call): void {
    const { active } = this.cell.get();
    if (active) call.mergeInto(active.call).catch((error: unknown) => this.update({ over: { sentence: error instanceof Error ? error.message : "The calls could not be merged.", diagnose: false } }));
  }

  decline(call: Call): void {
    const done = call.standing === "returnable" ? call.leave() : call.reject();
    done.catch(() => {}); // it is over already
  }

  hangUp(over?: Over): void {
    const { active } = this.cell.get();
    if (!active) return;
    this.deactivate(over);
    active.call.leave().catch(() => {}); // it is over already
  }

  dock(docked: boolean): void {
    this.update({ docked });
  }

  forgetOver(): void {
    this.update({ over: undefined });
  }

  useSpeaker(speaker: string): void {
    chooseDevices({ speaker });
    this.update({ speaker });
  }

  private open(call: Call, { microphone, camera }: { microphone: boolean; camera: boolean }): void {
    this.closePreview();
    this.hangUp();
    const media = this.openMedia();
    if (!media) return;
    if (microphone) void media.setMicrophone(true);
    if (camera) void media.setCamera(true);
    this.enter(call, media);
  }

  private enter(call: Call, media: LocalMedia): void {
    this.activate(call, media);
    call.join(media).catch((error: unknown) => {
      if (this.cell.get().active?.call !== call) return;
      this.deactivate({ sentence: error instanceof Error ? error.message : "The call could not be entered.", diagnose: true });
    });
  }

  private openMedia(): LocalMedia | undefined {
    try {
      const media = this.calls.openMedia();
      const { microphone, camera } = chosenDevices();
      void media.useMicrophone(microphone);
      void media.useCamera(camera);
      return media;
    } catch (error) {
      this.update({ over: { sentence: error instanceof Error ? error.message : "There are no calls here.", diagnose: true } });
      return undefined;
    }
  }

  private activate(call: Call, media: LocalMedia): void {
    this.hadOthers = false;
    this.lastOther = "";
    this.update({ active: { call, media }, docked: false, over: undefined });
    const remember = () => {
      const { microphone, camera } = media.view.get();
      if (this.cell.get().active?.media === media) saveSwitches({ microphone: microphone.on, camera: camera.on });
    };
    media.view.subscribe(remember);
    if (call.standing === "ended") this.onEnded(call.view.get()); // refused at once
  }

  private deactivate(over: Over | undefined): void {
    clearTimeout(this.alone);
    this.alone = undefined;
    this.cell.get().active?.media.close();
    this.update({ active: undefined, docked: false, over });
  }

  private onChange(change: Change): void {
    if (change.type !== "callChanged" && change.type !== "callEnded") return;
    const { active, preview } = this.cell.get();
    if (preview?.call === change.call && change.type === "callEnded") this.closePreview();
    if (active?.call !== change.call) return;
    const { view } = change;
    if (view.standing === "ended") return this.onEnded(view);
    if (view.standing === "open" || view.standing === "elsewhere") return this.deactivate({ sentence: "You are no longer in the call.", diagnose: false });
    this.leaveIfAlone(view);
  }

  private onEnded(view: CallView): void {
    this.deactivate(overOf(view, this.lastOther));
  }

  /** Of two, the one who is left goes, too. */
  private leaveIfAlone(view: CallView): void {
    this.lastOther = view.peers[0]?.name ?? this.lastOther;
    this.hadOthers ||= view.peers.length > 0;
    const waiting = view.parties.some(({ state }) => state === "call_offered");
    const isAlone = view.standing === "joined" && view.peers.length === 0 && this.hadOthers && !waiting;
    const ofTwo = this.client.room(view.roomId)?.view.get().multi === false;
    if (!isAlone || !ofTwo) {
      clearTimeout(this.alone);
      this.alone = undefined;
      return;
    }
    this.alone ??= setTimeout(() => this.hangUp({ sentence: `${this.lastOther || "The other"} has left the call.`, diagnose: false }), aloneMs);
  }

  private update(change: Partial<CallDeskState>): void {
    this.cell.set({ ...this.cell.get(), ...change });
  }
}
