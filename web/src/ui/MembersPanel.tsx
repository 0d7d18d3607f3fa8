import type { ReactNode } from "react";
import { Avatar } from "./Avatar";
import { Button, IconButton, SwitchRow } from "./controls";
import { useRoving } from "./useRoving";
import { showWord, type Show } from "./words";
import "./MembersPanel.css";
import "./lists.css";

/** A member of a room as its list of people shows him. */
export interface MemberItem {
  id: number;
  name: string;
  self: boolean;
  /** Undefined: not visible to the reader. */
  show: Show | undefined;
  company: string;
  guest: boolean;
  state: "invited" | "joined" | "left";
  /** He reads from this message on; 1 or less: everything. */
  firstSeq: number;
}

export interface RoomFlags { public: boolean; archive: boolean }

export interface MembersPanelProps {
  title: string;
  members: readonly MemberItem[];
  onClose: () => void;
  /** What is left out is not the reader's to do. */
  onAdd?: (() => void) | undefined;
  onInvite?: (() => void) | undefined;
  onRemove?: ((id: number) => void) | undefined;
  onRename?: (() => void) | undefined;
  onTranscript?: (() => void) | undefined;
  onLeave?: (() => void) | undefined;
  flags?: RoomFlags | undefined;
  onFlags?: ((flags: Partial<RoomFlags>) => void) | undefined;
  /** The invitations of guests, below the list. */
  invitations?: ReactNode;
}

export function MembersPanel({ title, members, onClose, onAdd, onInvite, onRemove, onRename, onTranscript, onLeave, flags, onFlags, invitations }: MembersPanelProps) {
  const { ref, onKeyDown } = useRoving<HTMLUListElement>();
  return (
    <section className="members" aria-label={`People in ${title}`} onKeyDown={(event) => { if (event.key === "Escape") onClose(); }}>
      <div className="members-head">
        <h2>People <span className="members-count">{members.length}</span></h2>
        <IconButton icon="close" label="Close people" onClick={onClose} />
      </div>
      <ul className="list members-list" ref={ref} onKeyDown={onKeyDown}>
        {members.map((member) => <Member key={member.id} member={member} onRemove={onRemove} />)}
      </ul>
      {invitations}
      <div className="members-actions">
        {onAdd && <Button icon="addPerson" wide onClick={onAdd}>Add people</Button>}
        {onInvite && <Button icon="mailAsk" wide onClick={onInvite}>Invite a guest</Button>}
        {onRename && <Button icon="edit" wide onClick={onRename}>Rename room</Button>}
        {flags && onFlags && (
          <div className="members-flags">
            <SwitchRow title="Public" hint="Everybody in the company can find and enter it." checked={flags.public} onChange={(value) => onFlags({ public: value })} />
            <SwitchRow title="Archive" hint="Those who join later read everything." checked={flags.archive} onChange={(value) => onFlags({ archive: value })} />
          </div>
        )}
        {onTranscript && <Button icon="download" wide onClick={onTranscript}>Save as text</Button>}
        {onLeave && <Button kind="quiet-danger" icon="leave" wide onClick={onLeave}>Leave room</Button>}
      </div>
    </section>
  );
}

function Member({ member, onRemove }: { member: MemberItem; onRemove: MembersPanelProps["onRemove"] }) {
  return (
    <li className="member">
      <Avatar name={member.name} seed={member.id} show={member.state === "left" ? undefined : member.show} />
      <span className="item-words">
        <span className="item-title">{member.name}{member.guest && <span className="member-guest">Guest</span>}{member.self && <span className="member-you"> (you)</span>}</span>
        <span className="item-more">{detail(member)}</span>
      </span>
      {onRemove && !member.self && member.state !== "left" && (
        <IconButton icon="remove" label={`Remove ${member.name}`} data-roving onClick={() => onRemove(member.id)} />
      )}
    </li>
  );
}

function detail(member: MemberItem): string {
  const words: string[] = [];
  if (member.state === "left") words.push("Has left");
  else if (member.show) words.push(showWord(member.show));
  if (member.state === "invited") words.push("Not here yet");
  if (member.guest) words.push("From outside");
  else if (member.company) words.push(member.company);
  if (member.firstSeq > 1) words.push("Reads since joining");
  return words.join(" · ") || "Member";
}
