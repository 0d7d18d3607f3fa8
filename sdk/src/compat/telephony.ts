import { Api, giveListeners, type ApiStatics } from "./api_class.js";

/** Classes outside this system: their names exist so that listeners can be added, nothing more (contract 8). */
const NAMES = ["Call", "Ddi", "Device", "Fax", "Hotdesk", "Keevio", "Line", "Mac", "Mailbox", "Media", "Nonpbx", "Option", "Park", "Phone", "Queue", "Recording", "Tag", "Voicemail"] as const;

export type TelephonyName = (typeof NAMES)[number];

/** A class without objects. */
export type NameOnly = (abstract new () => Api) & ApiStatics;

export const telephony = Object.fromEntries(
  NAMES.map((name) => {
    const owner: NameOnly = class extends Api {};
    giveListeners(owner, name);
    return [name, owner];
  }),
) as Record<TelephonyName, NameOnly>;
