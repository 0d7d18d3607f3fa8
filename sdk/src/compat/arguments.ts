import { ChatError } from "../base/chat_error.js";
import type { PartyInit } from "../rooms/party.js";

/** Who is to be in a room: a contact ID (also as digits), a Contact, an Address, or a guest. */
export type Invitee = number | string | { readonly cID: number } | Guest | null;

export interface Guest {
  name: string;
  email?: string;
  mobile?: string;
  /** Send him the invitation; without it the inviter passes the link on. */
  invite?: boolean;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** Old calls take their arguments by type, in any order. */
export interface SortedArguments {
  functions: AnyFunction[];
  /** Functions in their places: one that was left out before another (null, undefined) keeps its place. */
  places: (AnyFunction | null | undefined)[];
  /** The first object that is neither a function nor a list; empty if there was none. */
  options: Readonly<Record<string, unknown>>;
  lists: unknown[][];
}

export function sortArguments(args: readonly unknown[]): SortedArguments {
  const functions = args.filter((arg): arg is AnyFunction => typeof arg === "function");
  const places = args.filter((arg): arg is AnyFunction | null | undefined => typeof arg === "function" || arg === null || arg === undefined);
  const lists = args.filter((arg): arg is unknown[] => Array.isArray(arg));
  const options = args.find((arg) => typeof arg === "object" && arg !== null && !Array.isArray(arg)) ?? {};
  return { functions, places, lists, options: options as Record<string, unknown> };
}

/** A contact ID, given as a Number, as digits, or by an object that carries one. 0: none. */
export function toContactId(value: unknown): number {
  if (typeof value === "object" && value !== null) return toContactId((value as { cID?: unknown }).cID);
  const id = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof id === "number" && Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : 0;
}

/** Who is to be invited: contact IDs, Contacts, Addresses, or guests described by {name, email?, mobile?, invite?}. */
export function toParties(contacts: unknown): PartyInit[] {
  const list = Array.isArray(contacts) ? contacts : contacts === undefined || contacts === null ? [] : [contacts];
  return list.map(toParty);
}

function toParty(value: unknown): PartyInit {
  const id = toContactId(value);
  if (id) return id;
  const { name, email, mobile, invite } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof name !== "string") throw new ChatError("bad_request", "Whom to invite must be contact IDs, contacts or guests with a name.");
  return { name, invite: Boolean(invite), ...text("email", email), ...text("mobile", mobile) };
}

function text<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  return value === undefined || value === null || value === "" ? {} : ({ [key]: String(value) } as { [P in K]?: string });
}
