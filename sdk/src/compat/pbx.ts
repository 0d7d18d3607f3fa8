import type { Environment } from "../base/environment.js";
import type { Logger } from "../base/logger.js";
import { ChatError } from "../base/chat_error.js";
import type { CommandChange } from "../commands/command_desk.js";
import type { FileChange } from "../files/file_directory.js";
import type { Change, Feature } from "../client/basic_client.js";
import { ChatClient } from "../client/chat_client.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import type { RoomView } from "../rooms/room_view.js";
import type { Show } from "../wire/index.js";
import { Answers } from "./answers.js";
import { fire, onClassListened } from "./api_class.js";
import { sortArguments, toContactId, toParties } from "./arguments.js";
import { Auth, type OverlayResult } from "./auth.js";
import { AvDesk } from "./av_desk.js";
import { CmdControl } from "./cmd_control.js";
import type { Address, Contact } from "./contact.js";
import type { PbxFace } from "./face.js";
import { FeedControl } from "./feed_control.js";
import { FileControl } from "./file_control.js";
import { PeopleController } from "./people_controller.js";
import { Room } from "./room.js";
import { RoomController } from "./room_controller.js";
import { Turns } from "./turns.js";

export interface PbxDeps {
  environment: Environment;
  logger: Logger;
  /** Where this script came from. */
  host: string;
  askByOverlay: ((host: string, subid: string, bearer: boolean) => Promise<OverlayResult>) | undefined;
}

/** By the names that pages know. */
const FEATURES: Readonly<Record<string, Feature>> = { av: "av", file: "file", cmd: "cmd", keevio: "cmd" };
const SHOWS: Readonly<Record<string, Show>> = { "": "offline", offline: "offline", online: "online", chat: "online", away: "away", xa: "away", dnd: "dnd" };

/** Hands the objects of a feature to the page, those that exist already first, never at once. */
export interface FeatureTaker {
  enable(callback: (object: unknown) => unknown): void;
}

type RoomCallback = (room: Room) => unknown;
type PresenceCallback = (contact: Contact) => unknown;

/** IPCortex.PBX: one user at one server, as existing pages see it (contract 8), built on ChatClient. */
export class Pbx {
  private readonly deps: PbxDeps;
  private readonly turns: Turns;
  private readonly answers: Answers;
  private readonly auth: Auth;
  /** The page's view: one array, changed in place. */
  private readonly rooms: Room[] = [];
  private readonly controllers = new Map<ChatRoom, RoomController>();
  private readonly people: PeopleController;
  private client!: ChatClient;
  private feed!: FeedControl;
  private forgetClient = () => {};
  private roomCallback: RoomCallback | undefined;
  private presenceCallback: PresenceCallback | undefined;
  /** Which rooms a callback was given. */
  private told = new WeakSet<Room>();
  private autoseen = true;
  private readonly av: AvDesk;
  private readonly files: FileControl;
  private readonly cmds: CmdControl;
  /** What takes the objects of a feature, where this SDK knows it. */
  private readonly takers: Partial<Record<Feature, FeatureTaker>>;
  /** Whose feed it is, or was: what is still to be told belongs to him. */
  private selfId = 0;
  private readonly report = (error: unknown) => {
    this.deps.logger.log("error", "a function of the page threw", { error });
  };

  constructor(deps: PbxDeps) {
    this.deps = deps;
    const { environment, logger } = deps;
    this.turns = new Turns({ soon: environment.soon, report: this.report });
    this.answers = new Answers({ turns: this.turns, logger });
    this.people = new PeopleController({
      answers: this.answers,
      turns: this.turns,
      report: this.report,
      chatWith: (id, callback) => this.invite([id], callback),
      request: (id) => this.client.requestContact(id),
      accept: (id) => this.client.acceptContact(id),
      end: (id) => this.client.endContact(id),
      onPresence: (contact) => this.presenceCallback?.(contact),
    });
    this.av = new AvDesk({
      turns: this.turns,
      environment,
      logger,
      calls: () => this.client.calls,
      isPossible: () => environment.av !== undefined && this.client.features.includes("av"),
      selfId: () => this.selfId,
      roomOf: (id) => this.getRoom(id) ?? undefined,
      report: this.report,
    });
    this.files = new FileControl({
      turns: this.turns,
      environment,
      files: () => this.client.files.get(),
      room: (id) => this.getRoom(id) ?? undefined,
      report: this.report,
    });
    this.cmds = new CmdControl({
      turns: this.turns,
      answers: this.answers,
      commands: () => this.client.commands.get(),
      giveRoom: (work) => this.giveRoom(work, undefined),
      startVideo: (room, stream) => void (room as Room).videoChat(stream),
      report: this.report,
    });
    this.takers = { ...(environment.av ? { av: this.av } : {}), ...(environment.files ? { file: this.files } : {}), cmd: this.cmds };
    this.auth = new Auth({
      answers: this.answers,
      turns: this.turns,
      client: () => this.client,
      host: () => this.client.host,
      setHost: (host) => this.connectTo(host),
      askByOverlay: deps.askByOverlay,
      pageOrigin: environment.pageOrigin,
      newKey: environment.newKey,
    });
    this.connectTo(deps.host);
    onClassListened(Room, () => this.turns.add(() => this.tellWaiting()));
  }

  /** What pages see as IPCortex.PBX; everything in it works unbound. */
  makeFace(): PbxFace {
    const give = <T>(work: () => Promise<T>, callback?: unknown): Promise<T> => this.answers.give(attempt(work), callback);
    const startFeed = (...args: unknown[]): Promise<void> => {
      const [onStarted] = sortArguments(args).places;
      const tell = onStarted && ((ok: boolean) => ok && onStarted(true));
      return give(() => this.feed.start(args), tell);
    };
    const stopFeed = (callback?: unknown): Promise<void> => give(() => this.feed.stop(true), callback);
    return {
      Auth: this.auth.face,
      contacts: this.people.contacts,
      rooms: this.rooms,
      /** Telephones: none. */
      owned: [] as unknown[],
      startFeed,
      startPoll: startFeed,
      stopFeed,
      stopPoll: stopFeed,
      pauseFeed: (callback?: unknown): Promise<void> => give(() => this.feed.stop(false), callback),
      /** Fills contacts and rooms once, and leaves the feed as it was. */
      fetchData: (...args: unknown[]): Promise<void> => give(() => this.fetchData(args), sortArguments(args).places[0]),
      httpStopReuse: (): void => {},
      enableChat: (...args: unknown[]): boolean => this.enableChat(args),
      disableChat: (callback?: unknown): Promise<void> => give(() => this.disableChat(), callback),
      setStatus: (show?: unknown, ...rest: unknown[]): Promise<void> =>
        give(() => this.setStatus(show, rest[0]), rest.find((arg) => typeof arg === "function")),
      enableFeature: (name: unknown, callback?: unknown, _transports?: unknown): boolean => this.enableFeature(name, callback),
      chatInvite: (contacts: unknown, callback?: unknown): Promise<Room> => this.invite(contacts, callback),
      createRoom: (...args: unknown[]): Promise<Room> => this.createRoom(args),
      getContact: (id: unknown): Contact | null => this.getContact(id),
      getRoom: (id: unknown): Room | null => this.getRoom(id),
      getAddressbook: (callback?: unknown): Promise<Address[]> => this.getAddressbook(callback),
    };
  }

  private connectTo(host: string): void {
    const { environment, logger } = this.deps;
    this.forgetClient();
    const former = this.client as ChatClient | undefined;
    this.client = new ChatClient({ host, environment, logger });
    this.feed = new FeedControl({
      client: this.client,
      turns: this.turns,
      environment,
      isLoggingIn: () => this.auth.isBusy,
    });
    const ends = [this.client.subscribe((change) => this.onChange(change)), this.client.self.subscribe(() => this.onSelf())];
    this.forgetClient = () => ends.forEach((end) => end());
    if (!former) return;
    void former.stop();
    this.turns.add(() => this.people.clear());
    this.turns.add(() => this.files.clear());
    for (const [room] of [...this.controllers]) this.onChange({ type: "roomEnded", room });
  }

  /** Whoever logs in next enables chat for himself. */
  private onSelf(): void {
    if (this.client.self.get()) return;
    this.roomCallback = undefined;
    this.presenceCallback = undefined;
    this.files.disable();
    this.cmds.disable();
    this.autoseen = true;
    this.av.disable();
  }

  /** Takes down what has changed, and lets pages see it in its turn. */
  private onChange(change: Change): void {
    if (change.type === "peopleChanged") return this.turns.add(() => this.people.onChanged(change.people));
    if (change.type === "peopleGone") return this.turns.add(() => this.people.onGone(change.people));
    if (change.type === "selfChanged" || change.type === "synced") {
      this.selfId = this.client.self.get()?.contactId ?? this.selfId;
      Room.canSMS = this.client.features.includes("sms");
      return;
    }
    if ("invitation" in change) return this.turns.add(() => this.onInvitation(change.invitation.contactId));
    if ("call" in change) return this.av.onChange(change);
    if ("file" in change) return this.onFile(change);
    if ("command" in change) return this.onCommand(change);
    if (!("room" in change)) return;
    const { room } = change;
    const view = room.view.get();
    this.turns.add(() => {
      if (change.type === "roomAppeared") return this.onAppeared(room, view);
      const controller = this.controllers.get(room);
      if (change.type === "messages") controller?.onMessages(change.messages);
      if (change.type === "roomChanged" && controller) this.onRoomChanged(controller, view);
      if (change.type === "roomEnded") controller?.onEnded(view);
    });
  }

  private onFile({ type, file }: FileChange): void {
    const view = file.view.get();
    this.turns.add(() => (type === "fileAppeared" ? this.files.onAppeared(file, view) : this.files.onChanged(file, view)));
  }

  private onCommand({ type, command }: CommandChange): void {
    const view = command.view.get();
    this.turns.add(() => (type === "commandArrived" ? this.cmds.onArrived(command, view) : this.cmds.onEnded(command, view)));
  }

  private onAppeared(chatRoom: ChatRoom, view: RoomView): void {
    const controller = new RoomController(chatRoom, view, {
      answers: this.answers,
      turns: this.turns,
      environment: this.deps.environment,
      logger: this.deps.logger,
      selfId: () => this.selfId,
      autoseen: () => this.autoseen,
      invitationOf: (contactId) => this.client.invitations.ofGuest(contactId),
      report: this.report,
      startVideo: (room, stream) => this.av.start(room, stream),
      startFile: (room, data) => this.files.send(room, chatRoom, data, this.othersIn(room)),
      onDead: () => this.onDead(controller),
    });
    this.controllers.set(chatRoom, controller);
    this.rooms.push(controller.room);
    fire(controller.room, "new", this.report);
    this.tellRoomCallback(controller);
    this.turns.add(() => {
      controller.tellUpdate();
      this.av.onRoom();
    });
  }

  /** A supervisor who has left may go on watching: the room that he was in ends, what he watches is another. */
  private onRoomChanged(controller: RoomController, view: RoomView): void {
    if (controller.room.voyeur || !view.watching) return controller.onChanged(view);
    controller.onEnded({ ...view, watching: false });
    this.turns.addNext(() => this.onAppeared(controller.chatRoom, view));
  }

  private onInvitation(contactId: number): void {
    for (const controller of [...this.controllers.values()]) controller.onInvitation(contactId);
  }

  private onDead(controller: RoomController): void {
    this.controllers.delete(controller.chatRoom);
    const at = this.rooms.indexOf(controller.room);
    if (at >= 0) this.rooms.splice(at, 1);
  }

  private tellRoomCallback(controller: RoomController): void {
    const callback = this.roomCallback;
    if (!callback || this.told.has(controller.room)) return;
    this.told.add(controller.room);
    this.turns.guard(() => callback(controller.room));
  }

  private tellWaiting(): void {
    for (const controller of [...this.controllers.values()]) controller.tellWaiting();
  }

  private enableChat(args: readonly unknown[]): boolean {
    if (!this.feed.isWanted) return false;
    const { places, options } = sortArguments(args);
    const [roomCallback, presenceCallback] = places as [RoomCallback?, PresenceCallback?];
    if (options["autoseen"] !== undefined) this.autoseen = Boolean(options["autoseen"]);
    if (roomCallback && roomCallback !== this.roomCallback) {
      this.roomCallback = roomCallback;
      this.told = new WeakSet();
    }
    if (presenceCallback) this.presenceCallback = presenceCallback;
    this.turns.add(() => this.tellExistingRooms());
    this.client.setPresence("online", this.client.ownPresence.get().text).catch(() => {});
    return true;
  }

  private tellExistingRooms(): void {
    for (const controller of [...this.controllers.values()]) {
      this.tellRoomCallback(controller);
      this.turns.add(() => controller.tellUpdate());
    }
  }

  private async disableChat(): Promise<void> {
    this.roomCallback = undefined;
    this.presenceCallback = undefined;
    await this.client.setPresence("offline");
  }

  private async setStatus(show: unknown, text: unknown): Promise<void> {
    const wanted = SHOWS[String(show ?? "")];
    if (!wanted) throw new ChatError("bad_request", `"${String(show)}" is no status.`);
    await this.client.setPresence(wanted, typeof text === "string" ? text : "");
  }

  /** A second call replaces the callback. */
  private enableFeature(name: unknown, callback: unknown): boolean {
    const feature = Object.hasOwn(FEATURES, String(name)) ? FEATURES[String(name)]! : undefined;
    if (!feature || typeof callback !== "function" || !this.feed.isWanted) return false;
    const taker = this.client.features.includes(feature) ? this.takers[feature] : undefined;
    if (!taker) {
      this.deps.logger.log("info", "a feature is not available on this server", { feature });
      return false;
    }
    taker.enable(callback as (object: unknown) => unknown);
    this.client.take(feature);
    return true;
  }

  private invite(contacts: unknown, callback: unknown): Promise<Room> {
    return this.giveRoom(() => this.client.inviteToChat(toParties(contacts)), callback);
  }

  private createRoom(args: readonly unknown[]): Promise<Room> {
    const { lists, options, functions } = sortArguments(args);
    const { name, archive, public: isPublic } = options;
    const making = () =>
      this.client.createRoom({
        parties: toParties(lists[0]),
        name: name === undefined || name === null ? "" : String(name),
        public: Boolean(isPublic),
        archive: Boolean(archive),
      });
    return this.giveRoom(making, functions[0]);
  }

  /** Hands over the Room of an answer; who listens to a new one from then on hears at least one update. */
  private giveRoom(work: () => Promise<ChatRoom>, callback: unknown): Promise<Room> {
    const before = new Set(this.rooms);
    const found = attempt(work).then((room) => this.toRoom(room));
    return this.answers.give(found, callback, (room) => {
      const controller = [...this.controllers.values()].find((one) => one.room === room);
      if (!before.has(room)) controller?.tellUpdate();
    });
  }

  /** The page's object for it: its turn comes before that of an answer that names it. */
  private toRoom(room: ChatRoom): Promise<Room> {
    return new Promise((resolve, reject) => {
      this.turns.add(() => {
        const controller = this.controllers.get(room);
        if (controller) resolve(controller.room);
        else reject(new ChatError("room_ended"));
      });
    });
  }

  private async fetchData(args: readonly unknown[]): Promise<void> {
    const wasWanted = this.feed.isWanted;
    await this.feed.start(args);
    if (!wasWanted) await this.feed.stop(false);
  }

  private getContact(id: unknown): Contact | null {
    const number = toContactId(id);
    const found = number ? this.people.find(number) : typeof id === "string" ? this.people.findByChatId(id) : undefined;
    return found ?? null;
  }

  private getRoom(id: unknown): Room | null {
    return this.rooms.find((room) => room.roomID === Number(id)) ?? null;
  }

  private getAddressbook(callback: unknown): Promise<Address[]> {
    const filled = this.answers.give(this.untilFilled().then(() => this.people.addresses));
    if (typeof callback === "function") {
      filled.then(() => this.people.addAddressListener(callback as Parameters<PeopleController["addAddressListener"]>[0]), () => {});
    }
    return filled;
  }

  /** Contacts are there: now, or when the feed has come up. */
  private async untilFilled(): Promise<void> {
    if (this.people.contacts.length > 0) return;
    if (!this.feed.isWanted) throw new ChatError("unavailable", "The feed is not started.");
    await this.feed.start([]);
    await new Promise<void>((resolve) => this.turns.add(resolve));
  }

  private othersIn(room: Room): number[] {
    return Object.values(room.members).filter((member) => member.cID !== this.selfId && member.state !== "left").map((member) => member.cID);
  }
}

/** Turns what is thrown at once into a rejection. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  return work();
}
