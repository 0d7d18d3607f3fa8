import type { Cancellable } from "../base/abort.js";
import { ChatError } from "../base/chat_error.js";
import { Cell, type Store } from "../base/store.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import type { GuestDescription, PartyInit } from "../rooms/party.js";
import type { CommandEvent, GuestParty } from "../wire/index.js";

/** How a command stands for this client. `elsewhere`: another client of the user was the first to accept it. */
export type CommandState = "open" | "accepted" | "elsewhere" | "rejected" | "timeout";

/** What a program asks this client to do (contract 7), as one value. */
export interface CommandView {
  readonly id: number;
  /** "room", "video", "call". */
  readonly type: string;
  /** "create", "start", "dial" … */
  readonly action: string;
  readonly state: CommandState;
  readonly parties: readonly PartyInit[];
  /** call/dial: whom to call. */
  readonly number: string;
  /** Until then the program waits, by the server's clock. */
  readonly expiresMs: number;
}

export interface ChatCommandDeps {
  answer(id: number, accepted: boolean, options: Cancellable): Promise<void>;
  /** The room with these parties. */
  meet(parties: readonly PartyInit[], options: Cancellable): Promise<ChatRoom>;
  onChanged(command: ChatCommand): void;
}

/** Commands that are about a room: accepting them opens it. */
const WITH_ROOM: readonly string[] = ["room/create", "video/start"];

/** A command from a program of the user. The first of his clients to accept has it. */
export class ChatCommand {
  readonly id: number;
  private readonly cell: Cell<CommandView>;
  private answering: Promise<ChatRoom | undefined> | undefined;

  /** @internal Commands come by the feed. */
  constructor(event: CommandEvent, private readonly deps: ChatCommandDeps) {
    const { commandId, type, action, internal, external, number, expiresMs } = event;
    this.id = commandId;
    this.cell = new Cell<CommandView>({ id: commandId, type, action, state: "open", parties: [...internal, ...external.map(toDescription)], number, expiresMs });
  }

  get view(): Store<CommandView> {
    return this.cell;
  }

  /** What it asks for: "room/create". */
  get name(): string {
    const { type, action } = this.cell.get();
    return `${type}/${action}`;
  }

  /** Accepting it opens a room. */
  get opensRoom(): boolean {
    return WITH_ROOM.includes(this.name);
  }

  /**
   * Takes it. room/create and video/start resolve with the room, which is opened; others resolve when the program was told.
   * Errors: already_answered, and those of ChatClient.inviteToChat. Repeated it answers as the first time.
   */
  accept(options: Cancellable = {}): Promise<ChatRoom | undefined> {
    this.answering ??= this.take(options);
    return this.answering;
  }

  /** Refuses it for all clients of the user. Harmless when it is over. */
  async reject(options: Cancellable = {}): Promise<void> {
    if (this.cell.get().state !== "open" || this.answering) return;
    this.end("rejected");
    await this.deps.answer(this.id, false, options).catch((error: unknown) => {
      if (!(error instanceof ChatError) || !["already_answered", "not_found"].includes(error.code)) throw error;
    });
  }

  /** @internal */
  end(state: Exclude<CommandState, "open">): void {
    if (this.cell.get().state !== "open") return;
    this.cell.set({ ...this.cell.get(), state });
    this.deps.onChanged(this);
  }

  private async take(options: Cancellable): Promise<ChatRoom | undefined> {
    if (this.cell.get().state !== "open") throw new ChatError("already_answered");
    try {
      await this.deps.answer(this.id, true, options);
    } catch (error) {
      if (error instanceof ChatError && error.code === "already_answered") this.end("elsewhere");
      throw error;
    }
    this.end("accepted");
    return this.opensRoom ? this.deps.meet(this.cell.get().parties, options) : undefined;
  }
}

/** Without what the program has not said. */
function toDescription({ name, email, mobile, invite, validFromMs, validToMs, uses, pin, deleteAfterMinutes, language }: GuestParty): GuestDescription {
  const all = { email, mobile, invite, validFrom: validFromMs, validTo: validToMs, uses, pin, deleteAfterMinutes, language };
  return { name, ...Object.fromEntries(Object.entries(all).filter(([, value]) => Boolean(value))) };
}
