import { abortable, type Cancellable } from "../base/abort.js";
import { ChatError } from "../base/chat_error.js";
import { Emitter } from "../base/emitter.js";
import type { Environment } from "../base/environment.js";
import { consoleLogger, type Logger } from "../base/logger.js";
import { Cell, type Store } from "../base/store.js";
import type { CallChange, Calls, CallsDeps } from "../calls/calls.js";
import type { ChatCommand } from "../commands/chat_command.js";
import { CommandDesk, type CommandChange } from "../commands/command_desk.js";
import type { ChatFile } from "../files/chat_file.js";
import type { FileChange, FileDirectory, FileDirectoryDeps } from "../files/file_directory.js";
import { Invitations, type InvitationChange } from "../guests/invitations.js";
import { People, type PeopleChange, type Person } from "../people/people.js";
import { Requests } from "../requests/requests.js";
import type { ChatRoom } from "../rooms/chat_room.js";
import { toWireParty, type PartyInit } from "../rooms/party.js";
import { RoomDirectory, type RoomChange } from "../rooms/room_directory.js";
import { Session } from "../session/session.js";
import { FeedLink } from "../transport/feed_link.js";
import { type Ask, Http } from "../transport/http.js";
import type { BackoffRules } from "../transport/backoff.js";
import type { Link } from "../transport/link.js";
import type { Hello, Init, Limits, PublicRooms, Self, ServerFrame, ServerInfo, Show, Snapshot, Welcome } from "../wire/index.js";
import { VERSION } from "./version.js";

export interface ChatClientOptions {
  /** Where the server is: "https://chat.example.org". Left out: where this page came from. */
  host?: string;
  /** The world around the SDK; left out: the real one. */
  environment?: Environment;
  /** Left out: errors and warnings go to the console. */
  logger?: Logger;
  /** What the program is, for the server's log: "my-bot/1.2". */
  program?: string;
  /** A name for this connection, shown to others in the presence; left out: the server picks one. */
  resource?: string;
  /** Leaves contacts and presence out: for bots with many connections. */
  withoutContacts?: boolean;
  backoff?: BackoffRules;
}

export interface NewRoom {
  parties?: readonly PartyInit[];
  name?: string;
  public?: boolean;
  archive?: boolean;
}

/** What a client may be able to take besides messages: calls, files, commands. */
export type Feature = "av" | "file" | "cmd";

/** What the set-up page asks for. */
export interface FirstAdministrator {
  setupToken: string;
  companyName: string;
  username: string;
  name: string;
  password: string;
}

/** Everything that happens, in the order it happened. */
export type Change =
  | RoomChange
  | PeopleChange
  | CallChange
  | FileChange
  | CommandChange
  | InvitationChange
  | { readonly type: "selfChanged"; readonly self: Self }
  /** The snapshot after a connect was read: all is up to date. */
  | { readonly type: "synced" }
  /** The server's store was restored from a backup: all rooms ended and come anew. */
  | { readonly type: "epochChanged" };

/** What the feed tells of calls, and who hears it. */
export type CallsPart = Pick<Calls, "onWelcome" | "onEvent" | "onEnded" | "onSignal" | "onSnapshot" | "onSnapshotEnd" | "onLost" | "clear">;
/** What the feed tells of files, and who hears it. */
export type FilesPart = Pick<FileDirectory, "list" | "find" | "offer" | "dismiss" | "onRoomEnded" | "onFile" | "onSnapshot" | "onSnapshotEnd" | "onLost" | "clear">;

/**
 * One user at one server: logs in, keeps the feed alive, knows rooms and people. Incoming data enters by the feed only; state
 * leaves by stores, happenings by `subscribe`. Reconnecting, resuming, ordering and removing duplicates are done in here. What
 * calls and files do is in two parts, which the subclasses make: a page may do without them at first.
 */
export abstract class BasicClient<C extends CallsPart = CallsPart, F extends FilesPart = FilesPart> {
  readonly host: string;
  readonly session: Session;
  private readonly options: ChatClientOptions;
  /** @internal */
  protected readonly environment: Environment;
  private readonly logger: Logger;
  private readonly http: Http;
  private readonly feed: FeedLink;
  private readonly requests: Requests;
  private readonly directory: RoomDirectory;
  private readonly contacts: People;
  /** @internal */
  protected callPart: C;
  /** @internal */
  protected filePart: F;
  private readonly commandDesk: CommandDesk;
  /** The guests' invitations that this user may manage. */
  readonly invitations: Invitations;
  private readonly changes: Emitter<Change>;
  private readonly welcome = new Cell<Welcome | undefined>(undefined);
  private readonly presence = new Cell<{ show: Show; text: string }>({ show: "offline", text: "" });
  /** What the last Hello said. */
  private greetedAs = this.presence.get();
  /** What this client takes, and what the server was last told of it. */
  private readonly taken = new Set<Feature>();
  private toldTaken = "";
  private epoch = 0;
  /** How much the server's clock is ahead of ours. */
  private clockAheadMs = 0;
  /** Whose rooms and contacts are held. */
  private heldFor: number | undefined;

  /** @internal */
  constructor(options: ChatClientOptions, environment: Environment) {
    this.options = options;
    this.environment = environment;
    this.logger = options.logger ?? consoleLogger;
    this.host = normaliseHost(options.host ?? this.environment.pageOrigin ?? "");
    this.changes = new Emitter(this.logger);
    const useBearer = this.environment.pageOrigin !== this.host;
    this.http = new Http({
      environment: this.environment,
      host: () => this.host,
      subid: () => this.session.subid,
      token: () => this.session.token,
    });
    this.session = new Session({ http: this.http, environment: this.environment, host: this.host, useBearer });
    this.feed = this.makeFeed();
    this.requests = new Requests({
      nextId: () => this.feed.nextId(),
      send: (id, body) => this.feed.send(id, body),
      environment: this.environment,
    });
    const onChange = (change: Change) => this.changes.emit(change);
    this.contacts = new People(onChange);
    const selfId = () => this.heldFor ?? 0;
    this.filePart = this.makeFiles({
      requests: this.requests,
      environment: this.environment,
      logger: this.logger,
      host: this.host,
      token: () => this.session.token,
      subid: () => this.session.subid,
      selfId,
      onChange,
    });
    this.commandDesk = new CommandDesk({
      requests: this.requests,
      environment: this.environment,
      meet: (parties, options) => this.inviteToChat(parties, options),
      serverNow: () => this.environment.now() + this.clockAheadMs,
      onChange,
    });
    this.directory = new RoomDirectory({
      requests: this.requests,
      environment: this.environment,
      logger: this.logger,
      selfId,
      isSupervisor: () => (this.session.self.get()?.supervises.length ?? 0) > 0,
      messageBytes: () => this.limits?.messageBytes ?? 0,
      sendFile: (roomId, source, name) => this.filePart.offer(roomId, source, name, this.session.self.get()?.name ?? ""),
      onChange: (change) => {
        onChange(change);
        if (change.type === "roomEnded") this.filePart.onRoomEnded(change.room.id);
      },
    });
    this.callPart = this.makeCalls({
      requests: this.requests,
      environment: this.environment,
      logger: this.logger,
      selfId,
      isConnected: () => this.feed.isWelcomed,
      feedUrl: () => this.feedUrl(),
      onChange,
    });
    this.invitations = new Invitations({ requests: this.requests, onChange });
    this.feed.state.subscribe(() => this.onLink(this.feed.state.get()));
  }

  /** @internal */
  protected abstract makeCalls(deps: CallsDeps): C;
  /** @internal */
  protected abstract makeFiles(deps: FileDirectoryDeps): F;

  /** Where the connection stands. */
  get link(): Store<Link> {
    return this.feed.state;
  }

  /** Who is logged in. */
  get self(): Store<Self | undefined> {
    return this.session.self;
  }

  /** The rooms this user is in or watches. */
  get rooms(): Store<readonly ChatRoom[]> {
    return this.directory.list;
  }

  /** The user's contacts, himself included. */
  get people(): Store<readonly Person[]> {
    return this.contacts.list;
  }

  /** Files on their way, and those that have ended while this client was there, in the order they appeared. */
  get files(): Store<readonly ChatFile[]> {
    return this.filePart.list;
  }

  /** What programs of the user ask this client to do and nobody has answered yet. */
  get commands(): Store<readonly ChatCommand[]> {
    return this.commandDesk.open;
  }

  /** What the server offers: "guests", "mail", "sms", "av", "file", "cmd". Empty before the first connect. */
  get features(): readonly string[] {
    return this.welcome.get()?.features ?? [];
  }

  /** The server's bounds; undefined before the first connect. */
  get limits(): Limits | undefined {
    return this.welcome.get()?.limits;
  }

  /** The presence shown to others, kept over reconnects. */
  get ownPresence(): Store<{ readonly show: Show; readonly text: string }> {
    return this.presence;
  }

  room(id: number): ChatRoom | undefined {
    return this.directory.find(id);
  }

  file(id: number): ChatFile | undefined {
    return this.filePart.find(id);
  }

  /** Takes a file that has ended off the list, and lets its bytes go. */
  dismissFile(file: ChatFile): void {
    this.filePart.dismiss(file);
  }

  person(id: number): Person | undefined {
    return this.contacts.find(id);
  }

  /** Tells everything that happens, in order. Returns the end of the subscription. */
  subscribe(listener: (change: Change) => void): () => void {
    return this.changes.subscribe(listener);
  }

  /** Another call of the server's HTTP API, in the name of who is logged in; `answer` names the message it answers with. */
  get ask(): Ask {
    return this.http.ask;
  }

  /** What may be known before login. */
  info({ signal }: Cancellable = {}): Promise<ServerInfo> {
    return abortable(this.http.info(), signal);
  }

  /**
   * Creates the first company and its administrator with the one-time token of an empty server; logs nobody in.
   * Errors: forbidden (the token is wrong or used), bad_name, bad_request.
   */
  setUp(first: FirstAdministrator, { signal }: Cancellable = {}): Promise<void> {
    const { setupToken, companyName, username, name, password } = first;
    return abortable(this.http.setUp({ setupToken, companyName, username, name, password }), signal);
  }

  /**
   * Connects and stays connected. Resolves when rooms and people are there; aborting stops the waiting, not the feed.
   * Errors: not_logged_in; unavailable where the server refuses this client or stop() came first.
   */
  start({ signal }: Cancellable = {}): Promise<void> {
    this.feed.start();
    return abortable(this.untilOpen(), signal);
  }

  /** While the link waits for its next attempt: makes it now. */
  retryNow(): void {
    this.feed.retryNow();
  }

  /** Disconnects; what is held stays readable and is brought up to date by the next start(). */
  async stop({ graceful = true }: { graceful?: boolean } = {}): Promise<void> {
    if (graceful) this.directory.tellSeen();
    this.callPart.clear();
    if (graceful && this.feed.isWelcomed) this.feed.send(this.feed.nextId(), { case: "bye", value: {} });
    this.feed.stop();
  }

  /** Goes offline, ends the session at the server and forgets everything. */
  async logOut(options: Cancellable = {}): Promise<void> {
    await this.stop();
    const done = this.session.logOut(options);
    this.forget();
    this.forgetWishes();
    this.requests.onClosed(new ChatError("not_logged_in"));
    await done;
  }

  /** How others see this user from here. Offline: connected, but not shown. Rejects never for want of a connection. */
  async setPresence(show: Show, text = "", options: Cancellable = {}): Promise<void> {
    this.presence.set({ show, text });
    if (!this.feed.isWelcomed) return; // the next Hello says it, or onOpen
    this.greetedAs = this.presence.get();
    await this.requests.tell({ case: "setPresence", value: { show, text } }, options);
  }

  /** This client takes calls, files or commands from now on, until it logs out; what the server does not offer never comes. */
  take(feature: Feature): void {
    this.taken.add(feature);
    if (this.feed.isWelcomed) this.tellTaken();
  }

  /** The room with these parties: for one internal contact the one-to-one room, existing or new. */
  async inviteToChat(parties: readonly PartyInit[], options: Cancellable = {}): Promise<ChatRoom> {
    const value = { parties: parties.map(toWireParty), idempotencyKey: this.environment.newKey() };
    const { roomId } = await this.requests.ask("roomAnswer", { case: "inviteToChat", value }, options);
    return this.appeared(roomId, options);
  }

  async createRoom(room: NewRoom, options: Cancellable = {}): Promise<ChatRoom> {
    const { parties = [], name = "", archive = false } = room;
    const value = { parties: parties.map(toWireParty), name, public: room.public ?? false, archive, idempotencyKey: this.environment.newKey() };
    const { roomId } = await this.requests.ask("roomAnswer", { case: "createRoom", value }, options);
    return this.appeared(roomId, options);
  }

  /** Enters a public room of the user's company. */
  async joinRoom(roomId: number, options: Cancellable = {}): Promise<ChatRoom> {
    await this.requests.tell({ case: "joinRoom", value: { roomId } }, options);
    return this.appeared(roomId, options);
  }

  listPublicRooms(afterRoomId = 0, options: Cancellable = {}): Promise<PublicRooms> {
    return this.requests.ask("publicRooms", { case: "listPublicRooms", value: { afterRoomId } }, options);
  }

  /** Asks somebody, by id or by login name, to be a roster contact. Answers alike whether or not there is such a person. */
  async requestContact(who: number | string, options: Cancellable = {}): Promise<void> {
    const value = typeof who === "number" ? { contactId: who } : { uname: who };
    await this.requests.tell({ case: "requestContact", value }, options);
  }

  async acceptContact(contactId: number, options: Cancellable = {}): Promise<void> {
    await this.requests.tell({ case: "acceptContact", value: { contactId } }, options);
  }

  async endContact(contactId: number, options: Cancellable = {}): Promise<void> {
    await this.requests.tell({ case: "endContact", value: { contactId } }, options);
  }

  private makeFeed(): FeedLink {
    return new FeedLink({
      environment: this.environment,
      url: () => this.feedUrl(),
      hello: () => this.hello(),
      isStillLoggedIn: () => this.session.isAlive(),
      onWelcome: (welcome) => this.onWelcome(welcome),
      onFrame: (frame) => this.onFrame(frame),
      onLost: () => {
        this.requests.onLost();
        this.directory.onLost();
        this.filePart.onLost();
        this.contacts.onLost();
        this.callPart.onLost();
        this.invitations.onLost();
      },
      logger: this.logger,
      ...(this.options.backoff ? { backoff: this.options.backoff } : {}),
    });
  }

  private tellTaken(): void {
    const features = [...this.taken];
    if (this.toldTaken === features.join()) return;
    this.toldTaken = features.join();
    this.requests.tell({ case: "setFeatures", value: { features } }, { ifLost: "refuse" }).catch(() => {}); // lost: the next Hello says it
  }

  private hello(): Init<Hello> {
    this.greetedAs = this.presence.get();
    this.toldTaken = [...this.taken].join();
    return {
      token: this.session.token,
      resource: this.options.resource ?? "",
      epoch: this.epoch,
      cursors: this.directory.cursors,
      show: this.greetedAs.show,
      showText: this.greetedAs.text,
      withoutContacts: this.options.withoutContacts ?? false,
      client: [this.options.program, `foyer-sdk/${VERSION}`].filter(Boolean).join(" "),
      features: [...this.taken],
    };
  }

  private feedUrl(): string {
    const { subid, token } = this.session;
    const query = subid && !token ? `?subid=${encodeURIComponent(subid)}` : "";
    return `${this.host}/api/feed${query}`;
  }

  private untilOpen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const link = this.feed.state.get();
        if (link.state === "open") resolve();
        else if (link.state !== "closed") return;
        else if (link.reason === "logged_out") reject(new ChatError("not_logged_in", link.sentence));
        else reject(new ChatError("unavailable", link.sentence));
        end();
      };
      const end = this.feed.state.subscribe(look);
      look();
    });
  }

  private onLink(link: Link): void {
    if (link.state === "open") this.onOpen();
    if (link.state !== "closed" || link.reason === "stopped") return;
    if (link.reason === "logged_out") {
      this.session.onEnded();
      this.forget();
      this.forgetWishes();
    }
    this.requests.onClosed(new ChatError(link.reason === "logged_out" ? "not_logged_in" : "unavailable", link.sentence));
  }

  private onOpen(): void {
    this.requests.onReady(this.limits?.requestsPerSecond ?? 0);
    const { show, text } = this.presence.get();
    if (this.presence.get() !== this.greetedAs) this.setPresence(show, text).catch(() => {}); // it was set after the Hello
    this.tellTaken();
  }

  private onWelcome(welcome: Welcome): void {
    const { self, epoch, nowMs } = welcome;
    if (this.heldFor !== undefined && this.heldFor !== self.contactId) this.forget();
    this.heldFor = self.contactId;
    this.epoch = epoch;
    this.clockAheadMs = nowMs - this.environment.now();
    this.welcome.set(welcome);
    this.callPart.onWelcome(welcome);
    this.onSelf(self);
  }

  private onSelf(self: Self): void {
    this.session.onSelf(self);
    this.contacts.onSelf(self);
    this.changes.emit({ type: "selfChanged", self });
  }

  private onFrame({ re, body }: ServerFrame): void {
    if (!body) return;
    if (re !== 0) return this.requests.onAnswer(re, body);
    switch (body.case) {
      case "snapshot":
        return this.onSnapshot(body.value);
      case "roomEvent":
        return this.directory.onRoomEvent(body.value);
      case "messageEvent":
        return this.directory.onMessages(body.value.roomId, body.value.messages);
      case "seenEvent":
        return this.directory.onSeen(body.value.roomId, body.value.seq);
      case "roomGone":
        return this.directory.onRoomGone(body.value.roomId, body.value.room);
      case "contactEvent":
        return this.contacts.onContacts(body.value.contacts);
      case "contactGone":
        return this.contacts.onGone(body.value.contactIds);
      case "presenceEvent":
        return this.contacts.onPresence(body.value.presence);
      case "selfEvent":
        return this.onSelf(body.value.self);
      case "invitationEvent":
        return this.invitations.onEvent(body.value.invitation);
      case "callEvent":
        return this.callPart.onEvent(body.value);
      case "callEnded":
        return this.callPart.onEnded(body.value);
      case "signalEvent":
        return this.callPart.onSignal(body.value);
      case "fileEvent":
        return this.filePart.onFile(body.value.file);
      case "commandEvent":
        return this.commandDesk.onCommand(body.value);
      case "commandEnded":
        return this.commandDesk.onEnded(body.value);
    }
  }

  private onSnapshot(snapshot: Snapshot): void {
    if (snapshot.epochChanged) this.startAnew();
    this.contacts.onSnapshot(snapshot.contacts, snapshot.presence);
    this.directory.onSnapshot(snapshot.rooms, snapshot.gone);
    this.callPart.onSnapshot(snapshot.calls);
    this.filePart.onSnapshot(snapshot.files);
    this.invitations.onSnapshot(snapshot.invitations);
    if (!snapshot.last) return;
    this.directory.onSnapshotEnd();
    this.callPart.onSnapshotEnd();
    this.filePart.onSnapshotEnd();
    this.invitations.onSnapshotEnd();
    if (!this.options.withoutContacts) this.contacts.onSnapshotEnd();
    this.feed.synced();
    this.changes.emit({ type: "synced" });
  }

  /** Of another epoch: only the first frame of a snapshot may say it, before anything of the new one is held. */
  private startAnew(): void {
    this.filePart.clear();
    if (this.directory.list.get().length === 0) return;
    this.logger.log("warn", "the server's store was restored; everything is read anew");
    this.directory.clear();
    this.changes.emit({ type: "epochChanged" });
  }

  private forget(): void {
    this.filePart.clear();
    this.commandDesk.clear();
    this.directory.clear();
    this.contacts.clear();
    this.callPart.clear();
    this.invitations.clear();
    this.heldFor = undefined;
    this.epoch = 0;
  }

  /** Whoever logs in next says for himself how he is seen and what he takes. */
  private forgetWishes(): void {
    this.presence.set({ show: "offline", text: "" });
    this.taken.clear();
  }

  /** The room an answer speaks of; its event came before the answer, or comes next. */
  private appeared(id: number, { signal }: Cancellable): Promise<ChatRoom> {
    const room = this.directory.find(id);
    if (room) return Promise.resolve(room);
    let finish = () => {};
    const appearing = new Promise<ChatRoom>((resolve, reject) => {
      const end = this.changes.subscribe((change) => {
        if (change.type !== "roomAppeared" || change.room.id !== id) return;
        finish();
        resolve(change.room);
      });
      const cancel = this.environment.setTimer(() => {
        finish();
        reject(new ChatError("not_found", "The room exists, but is not visible here."));
      }, APPEAR_MS);
      finish = () => {
        end();
        cancel();
      };
    });
    return abortable(appearing, signal, finish);
  }
}

/** How long an answered room may take to appear in the feed. */
const APPEAR_MS = 10_000;

/** The origin that is meant: "chat.example.org/" → "https://chat.example.org". */
export function normaliseHost(host: string): string {
  const withScheme = /^[a-z]+:\/\//i.test(host) || !host ? host : host.replace(/^\/*/, "https://");
  const [, scheme = "", name = ""] = /^([a-z]+:\/\/)([^/?#]*)/i.exec(withScheme) ?? [];
  const origin = (scheme + name).toLowerCase();
  return origin.replace(/^(https:.*):443$/, "$1").replace(/^(http:.*):80$/, "$1");
}
