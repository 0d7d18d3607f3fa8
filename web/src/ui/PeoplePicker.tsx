import { useId, useState } from "react";
import { Avatar } from "./Avatar";
import { SearchField } from "./controls";
import { Icon } from "./Icon";
import { useRoving } from "./useRoving";
import { matches } from "./search";
import { showWord } from "./words";
import type { PersonItem } from "./ContactList";
import "./PeoplePicker.css";

export interface PeoplePickerProps {
  label: string;
  people: readonly PersonItem[];
  picked: readonly number[];
  onPick: (picked: number[]) => void;
  /** What is said when there is nobody to pick. */
  nobody: string;
}

/** More would only be scrolled past: whoever is sought is found by typing. */
const shownAtMost = 200;

export function PeoplePicker({ label, people, picked, onPick, nobody }: PeoplePickerProps) {
  const [query, setQuery] = useState("");
  const labelId = useId();
  const { ref, onKeyDown } = useRoving<HTMLUListElement>();
  const found = people.filter((person) => matches(query, person.name, person.company));
  const toggle = (id: number) => onPick(picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id]);
  const chosen = people.filter((person) => picked.includes(person.id));
  return (
    <div className="picker" role="group" aria-labelledby={labelId}>
      <span className="field-label" id={labelId}>{label}</span>
      {chosen.length > 0 && (
        <ul className="picker-chosen" aria-label="Chosen">
          {chosen.map((person) => (
            <li key={person.id}>
              <button type="button" className="chip" onClick={() => toggle(person.id)} aria-label={`Do not add ${person.name}`}>{person.name}<Icon name="close" size={14} /></button>
            </li>
          ))}
        </ul>
      )}
      {people.length === 0 ? <p className="field-hint">{nobody}</p> : (
        <>
          <SearchField label="Search people" value={query} onChange={setQuery} onKeyDown={(event) => { if (event.key === "Enter") event.preventDefault(); }} />
          <ul className="picker-list" ref={ref} onKeyDown={onKeyDown}>
            {found.slice(0, shownAtMost).map((person) => (
              <li key={person.id}>
                <label className="picker-row">
                  <Avatar name={person.name} seed={person.id} size="s" show={person.show} />
                  <span className="item-words">
                    <span className="item-title">{person.name}</span>
                    <span className="item-more">{[showWord(person.show), person.company].filter(Boolean).join(" · ")}</span>
                  </span>
                  <input type="checkbox" className="check" data-roving checked={picked.includes(person.id)} onChange={() => toggle(person.id)} aria-label={person.name} />
                </label>
              </li>
            ))}
            {found.length === 0 && <li className="field-hint picker-none">Nobody is called “{query}”.</li>}
            {found.length > shownAtMost && <li className="field-hint picker-none">{found.length - shownAtMost} more: search to find them.</li>}
          </ul>
        </>
      )}
    </div>
  );
}
