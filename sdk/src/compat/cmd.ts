import { Api, giveListeners } from "./api_class.js";

/** A command from a program to the user's own client (contract 7). This server sends none. */
export class Cmd extends Api {
  accept(_arg?: unknown): void {}
  reject(): void {}
}

giveListeners(Cmd, "Cmd", { instance: ["update"], class: ["new", "update"] });
giveListeners(Api, "Api");
