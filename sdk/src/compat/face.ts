import type { Callback } from "./answers.js";
import type { Invitee } from "./arguments.js";
import type { Address, Contact } from "./contact.js";
import type { Room } from "./room.js";

export interface LoginOptions {
  username?: string;
  password?: string;
  /** Resolve if logged in, else reject; ask nobody. */
  checkonly?: boolean;
  /** Isolates this page's session from other tabs; true makes one up. */
  subid?: string | boolean;
  /** A login token that was handed out before. */
  token?: string | undefined;
  /** Is handed a revocable login token. */
  tokenCB?: (token: string) => unknown;
  /** Never show the overlay. */
  nodom?: boolean;
}

export interface UserInfo {
  id: number | null;
  uname: string | null;
  name: string | null;
  /** The company's id. */
  company: number | null;
  companyName: string | null;
  email: string | null;
}

/** IPCortex.PBX.Auth (contract 8). Everything works unbound. */
export interface AuthFace {
  /** null when logged out, as are the others. */
  readonly id: number | null;
  readonly uname: string | null;
  readonly name: string | null;
  /** The company's id. */
  readonly company: number | null;
  readonly host: string;
  /** Before login on pages from another origin. */
  setHost(url: string): Promise<void>;
  /** Resolves at once if a session or a remembered login exists; otherwise asks by the overlay. */
  login(options?: LoginOptions): Promise<void>;
  login(callback: (ok: boolean, reason: string) => unknown, options?: LoginOptions): Promise<void>;
  /** The old form. */
  login(user: string, password: string, flag?: unknown, callback?: (ok: boolean, reason: string) => unknown): Promise<void>;
  logout(callback?: Callback<void>): Promise<void>;
  /** Goes offline; with {logout: true} it ends the session, too. */
  exit(options?: { logout?: boolean }, callback?: Callback<void>): Promise<void>;
  getSubID(): string;
  /** The values themselves, and a Promise of them. */
  getUserInfo(): UserInfo & Promise<UserInfo>;
}

/** Told an error number (see FeedError) and a sentence. */
export type FeedErrorCallback = (number: number, text: string) => unknown;

/** What is not named here is accepted and ignored: data sets of telephones, for instance. */
export interface FeedOptions {
  errorCB?: FeedErrorCallback;
  /** How long a lost connection may take before errorCB hears of it; below 1000 seconds, else milliseconds. */
  maxWSRetryTime?: number;
  [ignored: string]: unknown;
}

export interface ChatOptions {
  /** Off: only setSeen moves `seen`. */
  autoseen?: boolean;
}

export interface RoomOptions {
  name?: string;
  public?: boolean;
  archive?: boolean;
}

type RoomCallback = (room: Room) => unknown;
type PresenceCallback = (contact: Contact) => unknown;
/** The first function gets rooms, the second one contacts whose presence or relation has changed; null keeps the place of one that is left out. */
export type ChatArgument = RoomCallback | PresenceCallback | ChatOptions | null | undefined;

/** IPCortex.PBX (contract 8). Everything works unbound. */
export interface PbxFace {
  readonly Auth: AuthFace;
  /** Oneself included. */
  readonly contacts: Contact[];
  /** Without those that have ended. */
  readonly rooms: Room[];
  /** Telephones: none. */
  readonly owned: unknown[];
  /** Resolves once contacts and rooms are filled. */
  startFeed(options?: FeedOptions): Promise<void>;
  startFeed(callback: ((ok: true) => unknown) | null | undefined, options?: FeedOptions): Promise<void>;
  startFeed(callback: ((ok: true) => unknown) | null | undefined, errorCallback: FeedErrorCallback, options?: FeedOptions): Promise<void>;
  startPoll: PbxFace["startFeed"];
  stopFeed(callback?: Callback<void>): Promise<void>;
  stopPoll: PbxFace["stopFeed"];
  pauseFeed(callback?: Callback<void>): Promise<void>;
  /** Fills contacts and rooms once, and leaves the feed as it was. */
  fetchData: PbxFace["startFeed"];
  httpStopReuse(): void;
  /** Takes its arguments in any order. False before startFeed. */
  enableChat(...args: ChatArgument[]): boolean;
  disableChat(callback?: Callback<void>): Promise<void>;
  setStatus(show: string, text?: string, callback?: Callback<void>): Promise<void>;
  /** True if the server offers the feature; a second call replaces the callback. */
  enableFeature(name: string, callback: (object: never) => unknown, transports?: readonly string[]): boolean;
  chatInvite(contacts: Invitee | readonly Invitee[], callback?: Callback<Room>): Promise<Room>;
  createRoom(contacts: readonly Invitee[], options?: RoomOptions, callback?: Callback<Room>): Promise<Room>;
  getContact(id: number | string): Contact | null;
  getRoom(id: number | string): Room | null;
  getAddressbook(callback?: (added: readonly Address[], removedKeys: readonly string[]) => unknown): Promise<Address[]>;
}
