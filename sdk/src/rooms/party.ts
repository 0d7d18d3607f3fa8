import type { Init, Party } from "../wire/index.js";

/** Somebody from outside, described by who brings him in. */
export interface GuestDescription {
  name: string;
  email?: string;
  mobile?: string;
  /** Send him the invitation by e-mail or SMS; without it the inviter passes the link on. */
  invite?: boolean;
}

/** Who is to be in a room: an internal contact by id, or a guest. */
export type PartyInit = number | GuestDescription;

export function toWireParty(party: PartyInit): Init<Party> {
  if (typeof party === "number") return { contactId: party };
  const { name, email = "", mobile = "", invite = false } = party;
  return { guest: { name, email, mobile, invite } };
}
