import { ChatError } from "../base/chat_error.js";
import type { Person } from "../people/people.js";
import type { Answers, Callback } from "./answers.js";
import { Api, giveListeners, writeData } from "./api_class.js";
import type { Room } from "./room.js";

/** What Contact and Address can ask for. */
export interface ContactDeps {
  answers: Answers;
  /** Calls back and logs by itself. */
  chatWith(contactId: number, callback: unknown): Promise<Room>;
  request(contactId: number): Promise<void>;
  accept(contactId: number): Promise<void>;
  end(contactId: number): Promise<void>;
}

/** "" is offline, or not visible. */
export type ContactShow = "online" | "away" | "dnd" | "";

/** The questions that Contact and Address have in common (contract 8). */
export abstract class Reachable extends Api {
  declare readonly cID: number;
  declare readonly name: string;
  declare readonly uname: string;
  /** The company's id. */
  declare readonly company: number;
  declare readonly companyName: string;
  declare readonly email: string;
  declare readonly canCall: boolean;
  /** Online, and the roster allows it. */
  declare readonly canChat: boolean;
  declare readonly chatID: string;
  /** Resource → state. */
  declare readonly states: Readonly<Record<string, ContactShow>>;
  declare readonly show: ContactShow;
  declare readonly blf: number;
  declare readonly canTag: boolean;
  declare readonly tags: readonly unknown[];
  readonly #deps: ContactDeps;

  /** @internal */
  constructor(deps: ContactDeps) {
    super();
    this.#deps = deps;
  }

  /** The one-to-one room with this contact. */
  chat(callback?: Callback<Room>): Promise<Room> {
    return this.#deps.chatWith(this.cID, callback);
  }

  /** Asks to be allowed to chat. */
  xmppReq(callback?: Callback<void>): Promise<void> {
    return this.#ask("request", callback);
  }

  /** Accepts what this contact asked. */
  xmppAuth(callback?: Callback<void>): Promise<void> {
    return this.#ask("accept", callback);
  }

  /** Ends it for both. */
  xmppDel(callback?: Callback<void>): Promise<void> {
    return this.#ask("end", callback);
  }

  /** A picture as a data URL: the initials, for photos are not kept. */
  photo(size: number = 64): string {
    return initialsPicture(this.name, Number(size) || 64);
  }

  #ask(what: "request" | "accept" | "end", callback: unknown): Promise<void> {
    const asking = async () => {
      if (!this.cID) throw new ChatError("not_found");
      await this.#deps[what](this.cID);
    };
    return this.#deps.answers.give(asking(), callback);
  }
}

/** Somebody in the user's contacts, the user included. Made by the feed. */
export class Contact extends Reachable {}

/** An entry of the address book. Made by the feed. */
export class Address extends Reachable {
  /** Identifies the entry in the address book. */
  declare readonly key: string;
  /** No telephone: always empty. */
  declare readonly number: string;
  declare readonly group: string;
  declare readonly isMe: boolean;
  declare readonly canEdit: boolean;

  /** For Array.sort: by name. */
  sortFn(other: { readonly name?: unknown }): number {
    return this.name.localeCompare(String(other?.name ?? ""));
  }
}

giveListeners(Contact, "Contact", { instance: ["update"], class: ["new", "update"] });
giveListeners(Address, "Address", { instance: ["update"], class: ["new", "update"] });

export function writePerson(object: Contact | Address, person: Person): void {
  const show = person.show === "offline" ? "" : person.show;
  const states: Record<string, string> = {};
  for (const resource of person.resources) states[resource.name] = resource.show === "offline" ? "" : resource.show;
  const { id: cID, name, uname, companyId: company, companyName, email, canChat, chatId: chatID } = person;
  writeData(object, { cID, name, uname, company, companyName, email, canCall: false, canChat, chatID, states, show, blf: 0, canTag: false, tags: [] });
  if (!(object instanceof Address)) return;
  writeData(object, { key: String(cID), number: "", group: companyName, isMe: person.isSelf, canEdit: false });
}

function initialsPicture(name: string, size: number): string {
  const initials = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => Array.from(word)[0]!.toUpperCase()).join("");
  const hue = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 7);
  const text = initials.replace(/[<>&"]/g, "");
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(${hue},45%,40%)"/>` +
    `<text x="32" y="41" font-family="sans-serif" font-size="26" fill="#fff" text-anchor="middle">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
