import { ChatError } from "../base/chat_error.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import type { MemberState } from "../wire/index.js";
import type { Answers, Callback } from "./answers.js";
import { Api, giveListeners, isRetired, mustBeReadable } from "./api_class.js";
import { toContactId, toParties, type Invitee } from "./arguments.js";
import type { Av } from "./av.js";
import type { File } from "./file.js";
import { toRoomMessage, type RoomMessage } from "./room_message.js";

/** Contract 2.3. */
export type RoomState = "new" | "invited" | "inviting" | "open" | "closed" | "dead";

/** Contract 2.6. */
export interface Member {
  cID: number;
  chatID: string;
  name: string;
  /** The company's id. */
  company: number;
  state: MemberState;
  /** Guests only: truthy means external. */
  uname?: string;
  /** Guests only, for the inviter and supervisors of his company: the join link while it works. A secret. */
  url?: string;
  email?: string;
  mobile?: string;
}

/** What `modify` takes. */
export interface RoomModification {
  name?: string;
  gomulti?: boolean;
  public?: boolean;
  archive?: boolean;
}

/** What a Room needs to do its work. */
export interface RoomDeps {
  chatRoom: ChatRoom;
  answers: Answers;
  selfId(): number;
  /** Empties the queue of messages. */
  takeMessages(): RoomMessage[];
  startVideo(room: Room, stream: unknown): Av;
  startFile(room: Room, data: unknown): File;
}

/** A chatroom, its members and the messages in it: the class of the reference page (contract 2). Made by the feed. */
export class Room extends Api {
  /** The server has a working SMS sender configured. */
  static canSMS = false;

  declare readonly roomID: number;
  /** One-to-one: the other party's contact ID; multi: null. */
  declare readonly cID: number | null;
  /** The highest message ID this user has seen. */
  declare readonly seen: number;
  declare readonly label: string;
  /** By contact ID, oneself included. */
  declare readonly members: Readonly<Record<number, Member>>;
  declare readonly multi: boolean;
  /** One-to-one: equals the other party's chatID; multi: what no contact has. */
  declare readonly chatID: string;
  /** Visible through api_chat rights only. */
  declare readonly voyeur: boolean;
  declare readonly state: RoomState;
  declare readonly public: boolean;
  declare readonly archive: boolean;
  /** Beyond the reference page: supervisors may watch the room, and the company wishes that those in it see so. */
  declare readonly supervised: boolean;
  readonly #deps: RoomDeps;

  /** @internal */
  constructor(deps: RoomDeps) {
    super();
    this.#deps = deps;
  }

  /** The queue of messages: reading it empties it. */
  get messages(): RoomMessage[] {
    mustBeReadable(this, "messages");
    return this.#deps.takeMessages();
  }

  /** Resolves with the message ID. */
  post(message: string, callback?: Callback<number>): Promise<number> {
    return this.#run(async (room) => {
      if (typeof message !== "string" && typeof message !== "number") throw new ChatError("bad_text");
      return room.post(String(message));
    }, callback);
  }

  /** Adds contact IDs, Contacts, Addresses or guests, all or none. Resolves with this room. */
  add(contacts: Invitee | readonly Invitee[], callback?: Callback<Room>): Promise<Room> {
    return this.#run((room) => room.add(toParties(contacts)).then(() => this), callback);
  }

  leave(callback?: Callback<void>): Promise<void> {
    return this.#run((room) => room.leave(), callback);
  }

  /** For supervisors, in multi rooms. Resolves with this room. */
  remove(contact: Invitee, callback?: Callback<Room>): Promise<Room> {
    return this.#run((room) => {
      const id = toContactId(contact);
      if (!id) throw new ChatError("bad_request", "Whom to remove must be a contact ID.");
      return room.remove(id).then(() => this);
    }, callback);
  }

  modify(data: RoomModification, callback?: Callback<Room>): Promise<Room> {
    return this.#run((room) => {
      if (typeof data !== "object" || data === null) throw new ChatError("bad_request", "What to modify must be an object.");
      const { name, gomulti, public: isPublic, archive } = data;
      const changes = {
        ...(name === undefined ? {} : { name: String(name) }),
        ...(isPublic === undefined ? {} : { public: Boolean(isPublic) }),
        ...(archive === undefined ? {} : { archive: Boolean(archive) }),
        ...(gomulti ? { goMulti: true } : {}),
      };
      return room.modify(changes).then(() => this);
    }, callback);
  }

  /** Only forward; a number beyond the newest message counts as the newest. */
  setSeen(msgID: number, callback?: Callback<void>): Promise<void> {
    return this.#run((room) => {
      if (!Number.isFinite(Number(msgID))) throw new ChatError("bad_request", "The message ID must be a number.");
      return room.setSeen(Number(msgID));
    }, callback);
  }

  /** Pages backwards through what this member may read, without touching `messages`. */
  history(options: { before?: number; limit?: number } = {}, callback?: Callback<RoomMessage[]>): Promise<RoomMessage[]> {
    return this.#run(async (room) => {
      const { before = 0, limit = 0 } = options ?? {};
      const page = await room.history({ before, limit });
      return page.messages.map((message) => toRoomMessage(message, this.#deps.selfId()));
    }, callback);
  }

  /** Throws once the room is dead. */
  sendFile(data: unknown): File {
    if (isRetired(this)) throw new ChatError("room_ended");
    return this.#deps.startFile(this, data);
  }

  /** Throws once the room is dead. */
  videoChat(stream?: unknown): Av {
    if (isRetired(this)) throw new ChatError("room_ended");
    return this.#deps.startVideo(this, stream);
  }

  #run<T>(work: (room: ChatRoom) => Promise<T>, callback: unknown): Promise<T> {
    const { answers, chatRoom } = this.#deps;
    return answers.give(
      (async () => {
        if (isRetired(this)) throw new ChatError("room_ended");
        return work(chatRoom);
      })(),
      callback,
    );
  }
}

giveListeners(Room, "Room", { instance: ["update", "members", "message"], class: ["new", "update", "members", "message"] });
