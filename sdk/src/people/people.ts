import { Cell, type Store } from "../base/store.js";
import type { Contact, PersonKind, Presence, RosterState, Self, Show } from "../wire/index.js";

export interface PersonResource {
  readonly name: string;
  readonly show: Show;
  readonly text: string;
}

/** Somebody in the reader's contacts, with his presence. A value: a change makes a new one. */
export interface Person {
  readonly id: number;
  readonly uname: string;
  readonly name: string;
  readonly companyId: number;
  readonly companyName: string;
  readonly email: string;
  readonly kind: PersonKind;
  /** Equals String(id) for users and guests, the JID for XMPP contacts. */
  readonly chatId: string;
  readonly roster: RosterState;
  /** The company's setting makes this relation, nobody needs to ask. */
  readonly automatic: boolean;
  readonly isSelf: boolean;
  /** The most reachable of the resources; "offline": offline, or not visible. */
  readonly show: Show;
  readonly resources: readonly PersonResource[];
  /** Online, and the roster allows a conversation. */
  readonly canChat: boolean;
}

export type PeopleChange =
  | { readonly type: "peopleChanged"; readonly people: readonly Person[] }
  | { readonly type: "peopleGone"; readonly people: readonly Person[] };

const REACHABILITY: readonly Show[] = ["online", "away", "dnd"];

/** The reader's contacts, himself included, kept by snapshots and events. */
export class People {
  private readonly byId = new Map<number, Person>();
  private readonly cell = new Cell<readonly Person[]>([]);
  private inSnapshot: { contacts: Set<number>; presence: Set<number> } | undefined;
  private self: Self | undefined;

  constructor(private readonly onChange: (change: PeopleChange) => void) {}

  get list(): Store<readonly Person[]> {
    return this.cell;
  }

  find(id: number): Person | undefined {
    return this.byId.get(id);
  }

  onSelf(self: Self): void {
    this.self = self;
    const held = this.byId.get(self.contactId);
    const { contactId: id, uname, name, companyId, companyName, email, kind } = self;
    const base = { id, uname, name, companyId, companyName, email, kind, chatId: String(id), isSelf: true };
    const rest = { roster: held?.roster ?? "none", automatic: held?.automatic ?? false } as const;
    this.put([{ ...base, ...rest, ...presenceOf(held?.resources ?? [], "none") }]);
  }

  onSnapshot(contacts: readonly Contact[], presence: readonly Presence[]): void {
    this.inSnapshot ??= { contacts: new Set(), presence: new Set() };
    for (const { contactId } of contacts) this.inSnapshot.contacts.add(contactId);
    for (const { contactId } of presence) this.inSnapshot.presence.add(contactId);
    const resources = new Map(presence.map((entry) => [entry.contactId, entry.resources]));
    this.put(contacts.map((contact) => this.merge(contact, resources.get(contact.contactId))));
    this.onPresence(presence);
  }

  /** The last frame of the snapshot was read: who it did not name is gone, whose presence it did not name is offline. */
  onSnapshotEnd(): void {
    const { contacts, presence } = this.inSnapshot ?? { contacts: new Set(), presence: new Set() };
    this.inSnapshot = undefined;
    this.onGone([...this.byId.keys()].filter((id) => !contacts.has(id)));
    this.onPresence([...this.byId.keys()].filter((id) => !presence.has(id)).map((contactId) => ({ contactId, resources: [] })));
  }

  onContacts(contacts: readonly Contact[]): void {
    this.put(contacts.map((contact) => this.merge(contact, undefined)));
  }

  onGone(ids: readonly number[]): void {
    const gone = ids.filter((id) => id !== this.self?.contactId).flatMap((id) => this.byId.get(id) ?? []);
    if (gone.length === 0) return;
    for (const { id } of gone) this.byId.delete(id);
    this.publish();
    this.onChange({ type: "peopleGone", people: gone });
  }

  onPresence(presence: readonly Presence[]): void {
    const changed: Person[] = [];
    for (const { contactId, resources } of presence) {
      const held = this.byId.get(contactId);
      if (held) changed.push({ ...held, ...presenceOf(resources, held.isSelf ? "none" : held.roster) });
    }
    this.put(changed);
  }

  onLost(): void {
    this.inSnapshot = undefined;
  }

  clear(): void {
    this.self = undefined;
    this.onGone([...this.byId.keys()]);
  }

  private merge(contact: Contact, resources: readonly PersonResource[] | undefined): Person {
    const { contactId: id, uname, name, companyId, companyName, email, kind, roster, automatic } = contact;
    const isSelf = id === this.self?.contactId;
    const shown = presenceOf(resources ?? this.byId.get(id)?.resources ?? [], isSelf ? "none" : roster);
    return { id, uname, name, companyId, companyName, email, kind, chatId: contact.chatId || String(id), roster, automatic, isSelf, ...shown };
  }

  private put(people: readonly Person[]): void {
    const changed = people.filter((person) => !isSame(this.byId.get(person.id), person));
    if (changed.length === 0) return;
    for (const person of changed) this.byId.set(person.id, person);
    this.publish();
    this.onChange({ type: "peopleChanged", people: changed });
  }

  private publish(): void {
    this.cell.set([...this.byId.values()]);
  }
}

function presenceOf(resources: readonly PersonResource[], roster: RosterState): Pick<Person, "show" | "resources" | "canChat"> {
  const show = REACHABILITY.find((level) => resources.some((resource) => resource.show === level)) ?? "offline";
  return { show, resources, canChat: show !== "offline" && roster === "mutual" };
}

function isSame(a: Person | undefined, b: Person): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
