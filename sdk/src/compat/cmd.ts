import type { CommandState, CommandView } from "../commands/chat_command.js";
import { Api, giveListeners, writeData } from "./api_class.js";
import type { Guest } from "./arguments.js";

/** The Room, named without naming the class. */
export type CommandRoom = Api & { readonly roomID: number; readonly label: string };

/** What a command is about. */
export interface CmdData {
  /** Contact IDs. */
  internal: number[];
  external: Guest[];
  /** call/dial: whom to call. */
  number?: string;
}

export interface CmdDeps {
  accept(arg: unknown): Promise<CommandRoom | undefined>;
  reject(): Promise<void>;
}

/** A command from a program to the user's own client (contract 7): `room`/`create`, `video`/`start`, `call`/`dial` … */
export class Cmd extends Api {
  declare readonly type: string;
  declare readonly action: string;
  declare readonly data: CmdData;
  /** `elsewhere`: another client of the user was the first to accept it. */
  declare readonly state: CommandState;
  readonly #deps: CmdDeps;

  /** @internal */
  constructor(deps: CmdDeps) {
    super();
    this.#deps = deps;
  }

  /**
   * Takes it. room/create resolves with the Room, which it opens; video/start also starts a video chat there with the stream
   * given. Rejects with `already_answered` where another client was quicker.
   */
  accept(arg?: unknown): Promise<CommandRoom | undefined> {
    return this.#deps.accept(arg);
  }

  /** Refuses it for all clients of the user. */
  reject(): Promise<void> {
    return this.#deps.reject();
  }
}

giveListeners(Cmd, "Cmd", { instance: ["update"], class: ["new", "update"] });
giveListeners(Api, "Api");

export function writeCmd(cmd: Cmd, { type, action, parties, number, state }: CommandView): void {
  const data: CmdData = {
    internal: parties.filter((party): party is number => typeof party === "number"),
    external: parties.filter((party) => typeof party !== "number"),
    ...(number ? { number } : {}),
  };
  writeData(cmd, { type, action, data, state });
}
