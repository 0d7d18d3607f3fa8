import type { Person } from "../people/people.js";
import { fire } from "./api_class.js";
import { Address, Contact, writePerson, type ContactDeps } from "./contact.js";
import type { Turns } from "./turns.js";

/** cb(added, removedKeys) */
type AddressListener = (added: readonly Address[], removedKeys: readonly string[]) => unknown;

export interface PeopleControllerDeps extends ContactDeps {
  turns: Turns;
  /** A contact's presence or roster relation changed. */
  onPresence(contact: Contact): void;
  report(error: unknown): void;
}

interface Entry {
  person: Person;
  contact: Contact;
  address: Address;
}

/** Keeps Contacts and Addresses in step with what happens: every public method but the readers runs in a turn. */
export class PeopleController {
  /** The page's view: one array, changed in place. */
  readonly contacts: Contact[] = [];
  private readonly entries = new Map<number, Entry>();
  private readonly addressListeners = new Set<AddressListener>();

  constructor(private readonly deps: PeopleControllerDeps) {}

  find(id: number): Contact | undefined {
    return this.entries.get(id)?.contact;
  }

  findByChatId(chatId: string): Contact | undefined {
    return this.contacts.find((contact) => contact.chatID === chatId);
  }

  get addresses(): Address[] {
    return [...this.entries.values()].map((entry) => entry.address);
  }

  /** Tells everything that is there now, then what comes and goes. */
  addAddressListener(listener: AddressListener): void {
    this.addressListeners.add(listener);
    this.deps.turns.guard(() => listener(this.addresses, []));
  }

  onChanged(people: readonly Person[]): void {
    const added = people.filter((person) => !this.entries.has(person.id)).map((person) => this.create(person));
    const fresh = new Set(added);
    for (const person of people) {
      const entry = this.entries.get(person.id)!;
      if (!fresh.has(entry)) this.update(entry, person);
    }
    if (added.length === 0) return;
    for (const { contact, address } of added) {
      fire(contact, "new", this.deps.report);
      fire(address, "new", this.deps.report);
    }
    this.tellAddresses(added.map((entry) => entry.address), []);
    this.deps.turns.add(() => added.forEach((entry) => this.tell(entry)));
  }

  onGone(people: readonly Person[]): void {
    for (const { id } of people) {
      const entry = this.entries.get(id);
      if (!entry) continue;
      this.entries.delete(id);
      this.contacts.splice(this.contacts.indexOf(entry.contact), 1);
      this.update(entry, { ...entry.person, show: "offline", resources: [], canChat: false });
      this.tellAddresses([], [entry.address.key]);
    }
  }

  /** Another server: nobody that was known counts. */
  clear(): void {
    this.onGone([...this.entries.values()].map((entry) => entry.person));
  }

  private create(person: Person): Entry {
    const entry = { person, contact: new Contact(this.deps), address: new Address(this.deps) };
    writePerson(entry.contact, person);
    writePerson(entry.address, person);
    this.entries.set(person.id, entry);
    this.contacts.push(entry.contact);
    return entry;
  }

  private update(entry: Entry, person: Person): void {
    const before = entry.person;
    entry.person = person;
    writePerson(entry.contact, person);
    writePerson(entry.address, person);
    this.tell(entry);
    const reach = ({ roster, resources }: Person) => JSON.stringify([roster, resources]);
    if (reach(before) !== reach(person)) this.deps.turns.guard(() => this.deps.onPresence(entry.contact));
  }

  private tell(entry: Entry): void {
    fire(entry.contact, "update", this.deps.report);
    fire(entry.address, "update", this.deps.report);
  }

  private tellAddresses(added: readonly Address[], removedKeys: readonly string[]): void {
    for (const listener of [...this.addressListeners]) this.deps.turns.guard(() => listener(added, removedKeys));
  }
}
