/** The contacts as lists show them: by name, the reader himself left out. */
import type { Person } from "@foyer/sdk";
import type { PersonItem } from "../ui/ContactList";

export function personItems(people: readonly Person[], companyId: number): PersonItem[] {
  return people.filter((person) => !person.isSelf).map((person) => personItem(person, companyId)).sort((a, b) => a.name.localeCompare(b.name));
}

export function personItem(person: Person, companyId: number): PersonItem {
  const { id, name, show, roster } = person;
  const company = person.kind === "guest" ? "Guest" : person.companyId === companyId ? "" : person.companyName;
  return { id, name, show, text: person.resources.find((resource) => resource.text)?.text ?? "", company, roster };
}
