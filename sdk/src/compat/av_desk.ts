import { ChatError } from "../base/chat_error.js";
import type { AvPlatform, Environment } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import type { Call } from "../calls/call.js";
import type { CallView } from "../calls/call_view.js";
import type { CallChange, Calls } from "../calls/calls.js";
import { StreamMedia } from "../calls/outgoing_media.js";
import type { Av, SignallingRoom } from "./av.js";
import { AvController, isStream } from "./av_controller.js";
import type { Turns } from "./turns.js";

export interface AvDeskDeps {
  turns: Turns;
  environment: Pick<Environment, "newKey"> & { av?: AvPlatform | undefined };
  logger: Logger;
  calls(): Calls;
  /** The server offers calls, and this platform can. */
  isPossible(): boolean;
  selfId(): number;
  /** The page's object for a room; asked in a turn. */
  roomOf(roomId: number): SignallingRoom | undefined;
  report(error: unknown): void;
}

/** The Avs of one page: those it starts, and those that are offered to it once it has enabled the feature. */
export class AvDesk {
  private readonly controllers = new Map<Call, AvController>();
  /** What this page has answered or given up: it is not offered again. */
  private readonly done = new WeakSet<Call>();
  private callback: ((av: Av) => unknown) | undefined;
  private told = new WeakSet<Av>();

  constructor(private readonly deps: AvDeskDeps) {}

  /** Offers go to this callback from now on; those that are open already, at once. */
  enable(callback: (av: never) => unknown): void {
    if (this.callback !== callback) this.told = new WeakSet();
    this.callback = callback as (av: Av) => unknown;
    this.deps.turns.add(() => {
      for (const { av } of [...this.controllers.values()]) if (av.state === "offered" && this.isOffered(av)) this.tellCallback(av);
      this.onRoom();
    });
  }

  /** A room is there, and a call in it may have been told before. */
  onRoom(): void {
    for (const call of this.deps.calls().list.get()) this.look(call, call.view.get());
  }

  /** Whoever logs in next enables it for himself. */
  disable(): void {
    this.callback = undefined;
  }

  start(room: SignallingRoom, stream: unknown): Av {
    const media = new StreamMedia(isStream(stream) ? [stream] : []);
    if (!this.deps.isPossible()) return this.refuse(room, media);
    const controller = this.make(room, media, "new");
    const call = this.deps.calls().start(room.roomID, media);
    controller.attach(call);
    this.controllers.set(call, controller);
    this.deps.turns.add(() => controller.announce(call.view.get(), () => {}));
    return controller.av;
  }

  /** Not in a turn. */
  onChange({ type, call, view }: CallChange): void {
    this.deps.turns.add(() => {
      const controller = this.controllers.get(call);
      if (controller) controller.onChanged(view);
      else if (type !== "callEnded") this.look(call, view);
    });
  }

  /** An offer that nobody has told the page of? */
  private look(call: Call, view: CallView): void {
    if (!this.callback || this.controllers.has(call) || this.done.has(call)) return;
    if (view.standing !== "offered" && view.standing !== "returnable") return;
    const room = this.deps.roomOf(view.roomId);
    if (!room) return;
    const controller = this.make(room, new StreamMedia(), "offered");
    controller.attach(call);
    this.controllers.set(call, controller);
    controller.announce(view, (av) => this.tellCallback(av));
  }

  private isOffered(av: Av): boolean {
    const standing = this.callOf(av)?.standing;
    return standing === "offered" || standing === "returnable";
  }

  private tellCallback(av: Av): void {
    const { callback } = this;
    if (!callback || this.told.has(av)) return;
    this.told.add(av);
    try {
      callback(av);
    } catch (error) {
      this.deps.report(error);
    }
  }

  private make(room: SignallingRoom, media: StreamMedia, state: "new" | "offered" | "error"): AvController {
    const { turns, logger, environment, selfId, report } = this.deps;
    const controller: AvController = new AvController(room, media, state, {
      turns,
      logger,
      selfId,
      report,
      newKey: () => `m${environment.newKey()}`,
      emptyStream: () => environment.av!.stream(),
      callOf: (av) => this.callOf(av),
      onEnded: () => this.onEnded(controller),
    });
    return controller;
  }

  private refuse(room: SignallingRoom, media: StreamMedia): Av {
    const controller = this.make(room, media, "error");
    this.deps.logger.log("warn", new ChatError("feature_unavailable").message, { feature: "av" });
    this.deps.turns.add(() => controller.announce(undefined, () => {}));
    return controller.av;
  }

  private callOf(av: Av): Call | undefined {
    return [...this.controllers].find(([, controller]) => controller.av === av)?.[0];
  }

  private onEnded(controller: AvController): void {
    for (const [call, held] of this.controllers) {
      if (held !== controller) continue;
      this.controllers.delete(call);
      this.done.add(call);
    }
  }
}
