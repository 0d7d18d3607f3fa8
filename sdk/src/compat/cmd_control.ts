import type { ChatCommand } from "../commands/chat_command.js";
import type { CommandView } from "../commands/chat_command.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import { fire } from "./api_class.js";
import { Cmd, writeCmd, type CommandRoom } from "./cmd.js";
import type { Answers } from "./answers.js";
import type { Turns } from "./turns.js";

type CmdCallback = (cmd: Cmd) => unknown;

export interface CmdControlDeps {
  turns: Turns;
  answers: Answers;
  /** Commands that nobody has answered. */
  commands(): readonly ChatCommand[];
  /** Hands over the page's object for the room. */
  giveRoom(work: () => Promise<ChatRoom>): Promise<CommandRoom>;
  startVideo(room: CommandRoom, stream: unknown): void;
  report(error: unknown): void;
}

/** Commands as pages see them, once the feature is enabled. */
export class CmdControl {
  private readonly cmds = new Map<ChatCommand, Cmd>();
  private callback: CmdCallback | undefined;
  private told = new WeakSet<Cmd>();

  constructor(private readonly deps: CmdControlDeps) {}

  enable(callback: (object: unknown) => unknown): void {
    if (callback !== this.callback) this.told = new WeakSet();
    this.callback = callback;
    this.deps.turns.add(() => {
      for (const command of this.deps.commands()) this.onArrived(command, command.view.get());
    });
  }

  /** Nobody is logged in any more. */
  disable(): void {
    this.callback = undefined;
  }

  /** In its turn. */
  onArrived(command: ChatCommand, view: CommandView): void {
    if (!this.callback) return;
    const held = this.cmds.get(command);
    if (held) return this.tellCallback(held);
    const { report, turns } = this.deps;
    const cmd = new Cmd({ accept: (arg) => this.accept(command, arg), reject: () => this.deps.answers.give(command.reject()) });
    this.cmds.set(command, cmd);
    writeCmd(cmd, view);
    fire(cmd, "new", report);
    this.tellCallback(cmd);
    turns.add(() => fire(cmd, "update", report));
  }

  /** In its turn. */
  onEnded(command: ChatCommand, view: CommandView): void {
    const cmd = this.cmds.get(command);
    this.cmds.delete(command);
    if (!cmd) return;
    writeCmd(cmd, view);
    fire(cmd, "update", this.deps.report);
  }

  private accept(command: ChatCommand, arg: unknown): Promise<CommandRoom | undefined> {
    const { answers, giveRoom, startVideo } = this.deps;
    const accepted = command.accept();
    if (!command.opensRoom) return answers.give(accepted.then(() => undefined));
    const opened = giveRoom(() => accepted.then((room) => room!));
    if (command.name === "video/start") opened.then((room) => startVideo(room, arg), () => {});
    return opened;
  }

  private tellCallback(cmd: Cmd): void {
    const { callback } = this;
    if (!callback || this.told.has(cmd)) return;
    this.told.add(cmd);
    try {
      callback(cmd);
    } catch (error) {
      this.deps.report(error);
    }
  }
}
