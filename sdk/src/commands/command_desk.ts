import type { Environment } from "../base/environment.js";
import { Cell, type Store } from "../base/store.js";
import type { Requests } from "../requests/requests.js";
import type { CommandEnded, CommandEvent, CommandOutcome } from "../wire/index.js";
import { ChatCommand, type ChatCommandDeps, type CommandState } from "./chat_command.js";

/** Commands that wait for an answer here; the server's own bound is smaller. */
const MAX_OPEN = 1000;

export type CommandChange =
  | { readonly type: "commandArrived"; readonly command: ChatCommand }
  /** It was answered, here or elsewhere, or it is too late. */
  | { readonly type: "commandEnded"; readonly command: ChatCommand };

export interface CommandDeskDeps {
  requests: Pick<Requests, "tell">;
  environment: Pick<Environment, "setTimer">;
  meet: ChatCommandDeps["meet"];
  /** Milliseconds since 1970, by the server's clock. */
  serverNow(): number;
  onChange(change: CommandChange): void;
}

const OUTCOMES: Readonly<Record<CommandOutcome, Exclude<CommandState, "open">>> = {
  command_accepted: "elsewhere",
  command_rejected: "rejected",
  command_timed_out: "timeout",
};

/** The commands that wait for the user's answer. */
export class CommandDesk {
  private readonly cell = new Cell<readonly ChatCommand[]>([]);

  constructor(private readonly deps: CommandDeskDeps) {}

  get open(): Store<readonly ChatCommand[]> {
    return this.cell;
  }

  onCommand(event: CommandEvent): void {
    const open = this.cell.get();
    if (open.length >= MAX_OPEN || open.some(({ id }) => id === event.commandId)) return;
    const { requests, environment, meet, serverNow, onChange } = this.deps;
    const command = new ChatCommand(event, {
      answer: (commandId, accepted, options) => requests.tell({ case: "answerCommand", value: { commandId, accepted } }, options),
      meet,
      onChanged: (changed) => this.onEnd(changed),
    });
    this.cell.set([...open, command]);
    environment.setTimer(() => command.end("timeout"), Math.max(0, event.expiresMs - serverNow()));
    onChange({ type: "commandArrived", command });
  }

  /** Another client of the user has answered, or nobody has in time. */
  onEnded({ commandId, outcome }: CommandEnded): void {
    this.cell.get().find(({ id }) => id === commandId)?.end(OUTCOMES[outcome]);
  }

  /** Logged out. */
  clear(): void {
    for (const command of this.cell.get()) command.end("timeout");
  }

  private onEnd(command: ChatCommand): void {
    this.cell.set(this.cell.get().filter((each) => each !== command));
    this.deps.onChange({ type: "commandEnded", command });
  }
}
