import type { Init, Party } from "../wire/index.js";

/** Somebody from outside, described by who brings him in. */
export interface GuestDescription {
  name: string;
  email?: string;
  mobile?: string;
  /** Send him the invitation by e-mail or SMS; without it the inviter passes the link on. */
  invite?: boolean;
  /** The link works from then … */
  validFrom?: Date | number;
  /** … until then. Left out: as the server is set. */
  validTo?: Date | number;
  /** How often the link may be redeemed. Left out: as the server is set. */
  uses?: number;
  /** 4 to 12 digits that the guest must know besides the link. */
  pin?: string;
  /** Minutes after which a guest who never came is deleted. Left out: as the server is set. */
  deleteAfterMinutes?: number;
  /** The language of the message: "en", "de" … Left out: the server's. */
  language?: string;
}

/** Who is to be in a room: an internal contact by id, or a guest. */
export type PartyInit = number | GuestDescription;

export function toWireParty(party: PartyInit): Init<Party> {
  if (typeof party === "number") return { contactId: party };
  const { name, email = "", mobile = "", invite = false, uses = 0, pin = "", deleteAfterMinutes = 0, language = "" } = party;
  const validFromMs = Number(party.validFrom ?? 0);
  const validToMs = Number(party.validTo ?? 0);
  return { guest: { name, email, mobile, invite, validFromMs, validToMs, uses, pin, deleteAfterMinutes, language } };
}
