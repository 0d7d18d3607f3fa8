import { Avatar } from "./Avatar";
import { Button, Empty, IconButton, Spinner } from "./controls";
import { useRoving } from "./useRoving";
import { showWord, type Show } from "./words";
import "./lists.css";

/** A person as the lists show him. */
export interface PersonItem {
  id: number;
  name: string;
  show: Show;
  /** What he has to say about his presence. */
  text: string;
  /** Where he works, if that is another company; "Guest" for guests. */
  company: string;
  /** Where the relation stands; `ended` or never begun is `none`. */
  roster: "none" | "asked" | "asking" | "mutual";
}

export interface ContactListProps {
  people: readonly PersonItem[];
  state: "loading" | "ready";
  query: string;
  onChat: (id: number) => void;
  /** Left out for guests. */
  onAsk: (() => void) | undefined;
  onAccept: (id: number) => void;
  onDecline: (id: number) => void;
  onDetails: (id: number) => void;
}

export function ContactList(props: ContactListProps) {
  const { people, state, query, onAsk, onAccept, onDecline } = props;
  const { ref, onKeyDown } = useRoving<HTMLElement>();
  if (state === "loading") return <div className="list-wait"><Spinner label="Loading contacts" /></div>;
  if (people.length === 0) {
    return query ? <Empty icon="search" title="Nobody found"><p>Nobody is called “{query}”.</p></Empty> : (
      <Empty icon="people" title="No contacts yet">
        <p>{onAsk ? "Colleagues appear here by themselves. Ask people of other companies by their login name." : "The people of a room are listed in it, under People."}</p>
        {onAsk && <Button kind="primary" icon="addPerson" onClick={onAsk}>Ask a contact</Button>}
      </Empty>
    );
  }
  const asking = people.filter((person) => person.roster === "asking");
  const online = people.filter((person) => person.roster !== "asking" && person.show !== "offline");
  const rest = people.filter((person) => person.roster !== "asking" && person.show === "offline");
  return (
    <section ref={ref} onKeyDown={onKeyDown} aria-label="Contacts">
      {asking.length > 0 && (
        <Group title={`Requests (${asking.length})`}>
          {asking.map((person) => (
            <li key={person.id} className="item item-request">
              <Avatar name={person.name} seed={person.id} />
              <span className="item-words">
                <span className="item-title">{person.name}</span>
                <span className="item-more">{person.company ? `${person.company} · ` : ""}wants to talk with you</span>
                <span className="item-actions">
                  <Button kind="primary" small onClick={() => onAccept(person.id)} aria-label={`Accept ${person.name}`}>Accept</Button>
                  <Button small onClick={() => onDecline(person.id)} aria-label={`Decline ${person.name}`}>Decline</Button>
                </span>
              </span>
            </li>
          ))}
        </Group>
      )}
      {online.length > 0 && <Group title={`Online (${online.length})`}>{online.map((person) => <Person key={person.id} person={person} {...props} />)}</Group>}
      {rest.length > 0 && <Group title={`Offline (${rest.length})`}>{rest.map((person) => <Person key={person.id} person={person} {...props} />)}</Group>}
    </section>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="list-head">{title}</h2>
      <ul className="list">{children}</ul>
    </section>
  );
}

function Person({ person, onChat, onDetails }: ContactListProps & { person: PersonItem }) {
  const open = person.roster === "mutual";
  return (
    <li className="item-pair">
      <button type="button" className="item" data-roving onClick={() => (open ? onChat(person.id) : onDetails(person.id))}>
        <Avatar name={person.name} seed={person.id} show={open ? person.show : undefined} />
        <span className="item-words">
          <span className="item-title">{person.name}</span>
          <span className="item-more">{detail(person)}</span>
        </span>
      </button>
      <IconButton icon="dots" data-roving-side label={`About ${person.name}`} onClick={() => onDetails(person.id)} />
    </li>
  );
}

function detail(person: PersonItem): string {
  if (person.roster === "asked") return "Asked, no answer yet";
  if (person.roster === "none") return person.company ? `${person.company} · not in your contacts` : "Not in your contacts";
  return [person.text || showWord(person.show), person.company].filter(Boolean).join(" · ");
}
