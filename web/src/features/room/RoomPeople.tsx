import type { ChatRoom, Person, RoomMember } from "@foyer/sdk";
import { useState } from "react";
import { sentenceOf, useAsking, useClient, useStore } from "../../state/client";
import { InvitationList } from "../../ui/GuestDialogs";
import { MembersPanel, type MemberItem } from "../../ui/MembersPanel";
import { ConfirmDialog, RenameDialog } from "../../ui/RoomDialogs";
import { invitationItems } from "./invitationItems";
import { permissionsIn } from "./permissions";
import { saveTranscript } from "./transcript";

export interface RoomPeopleProps {
  room: ChatRoom;
  onClose: () => void;
  onAdd: () => void;
  onInvite: () => void;
  onLeft: () => void;
  onError: (sentence: string) => void;
}

type Open = { dialog: "rename" } | { dialog: "leave" } | { dialog: "remove"; member: RoomMember } | { dialog: "revoke"; id: number } | undefined;

/** The people of a room, and what the reader may do with it. */
export function RoomPeople({ room, onClose, onAdd, onInvite, onLeft, onError }: RoomPeopleProps) {
  const client = useClient();
  const self = useStore(client.self);
  const view = useStore(room.view);
  const people = useStore(client.people);
  const invitations = invitationItems(useStore(client.invitations.list), room.id);
  const [open, setOpen] = useState<Open>();
  if (!self) return null;
  const may = permissionsIn(view, self, client.features);
  const byId = new Map(people.map((person) => [person.id, person]));
  const members = view.members.filter((member) => member.state !== "left" || !view.multi)
    .map((member) => itemOf(member, byId.get(member.contactId), self.contactId, self.companyId))
    .sort((a, b) => Number(b.self) - Number(a.self) || a.name.localeCompare(b.name));
  const close = () => setOpen(undefined);
  const tell = (work: Promise<unknown>) => { work.catch((error: unknown) => onError(sentenceOf(error))); };
  const copy = (id: number) => tell(navigator.clipboard.writeText(invitations.find((each) => each.id === id)?.link ?? ""));
  const revoked = open?.dialog === "revoke" ? invitations.find(({ id }) => id === open.id) : undefined;
  return (
    <>
      <MembersPanel title={view.label} members={members} onClose={onClose} onAdd={may.add ? onAdd : undefined}
        onInvite={may.add && client.features.includes("guests") ? onInvite : undefined}
        invitations={<InvitationList invitations={invitations} onCopy={copy} onResend={(id) => tell(client.invitations.resend(id))} onRevoke={(id) => setOpen({ dialog: "revoke", id })} />}
        onRemove={may.remove ? (id) => setOpen({ dialog: "remove", member: view.members.find((member) => member.contactId === id)! }) : undefined}
        onRename={may.rename ? () => setOpen({ dialog: "rename" }) : undefined}
        onTranscript={() => tell(saveTranscript(room, view.label))}
        onLeave={may.leave ? () => setOpen({ dialog: "leave" }) : undefined}
        flags={may.flags ? { public: view.public, archive: view.archive } : undefined}
        onFlags={(flags) => { room.modify(flags).catch((error: unknown) => onError(sentenceOf(error))); }} />
      {open?.dialog === "rename" && <Rename room={room} name={view.name} onClose={close} />}
      {open?.dialog === "leave" && (
        <Confirm title="Leave this room?" action="Leave room" onClose={close} onDone={onLeft} work={() => room.leave()}
          words={view.multi ? leaveWords(view.public) : `The conversation leaves your list. It comes back when ${view.peer?.name ?? "the other"} writes, or when you open it again.`} />
      )}
      {revoked && (
        <Confirm title={`Withdraw the invitation of ${revoked.name}?`} action="Withdraw" onClose={close} work={() => client.invitations.revoke(revoked.id)}
          words={`The link stops working, and ${revoked.name} is out of the room at once. What was written stays.`} />
      )}
      {open?.dialog === "remove" && (
        <Confirm title={`Remove ${open.member.name}?`} action="Remove" onClose={close} work={() => room.remove(open.member.contactId)}
          words={`${open.member.name} can no longer read or write here. The room is told.`} />
      )}
    </>
  );
}

function leaveWords(isPublic: boolean): string {
  return isPublic ? "The others stay. You can enter it again from the public rooms." : "The others stay. To come back, one of them has to add you.";
}

function Rename({ room, name, onClose }: { room: ChatRoom; name: string; onClose: () => void }) {
  const { busy, error, ask } = useAsking();
  return <RenameDialog name={name} busy={busy} error={error} onClose={onClose} onRename={(next) => void ask(() => room.modify({ name: next })).then((done) => { if (done) onClose(); })} />;
}

interface ConfirmProps { title: string; words: string; action: string; work: () => Promise<void>; onClose: () => void; onDone?: () => void }

function Confirm({ title, words, action, work, onClose, onDone }: ConfirmProps) {
  const { busy, error, ask } = useAsking();
  const confirm = () => void ask(work).then((done) => {
    if (!done) return;
    onClose();
    onDone?.();
  });
  return <ConfirmDialog title={title} words={words} action={action} busy={busy} error={error} onConfirm={confirm} onClose={onClose} />;
}

function itemOf(member: RoomMember, person: Person | undefined, selfId: number, companyId: number): MemberItem {
  const visible = person && (person.isSelf || person.roster === "mutual");
  return {
    id: member.contactId,
    name: member.name || `Contact ${member.contactId}`,
    self: member.contactId === selfId,
    show: visible ? person.show : undefined,
    company: member.companyId === companyId ? "" : member.companyName,
    guest: member.kind === "guest",
    state: member.state,
    firstSeq: member.firstSeq,
  };
}
