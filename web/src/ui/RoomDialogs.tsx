/** The dialogs about a room: making one, adding people, renaming, finding public ones, and asking before what cannot be undone. */
import { useState } from "react";
import { Avatar } from "./Avatar";
import { Button, Empty, ErrorNote, Spinner, SwitchRow, TextField } from "./controls";
import { Dialog } from "./Dialog";
import { PeoplePicker } from "./PeoplePicker";
import type { PersonItem } from "./ContactList";
import { peopleCount } from "./words";

/** What every dialog that asks the server something shows about it. */
export interface Asking { busy: boolean; error?: string | undefined }

export interface NewRoom { people: number[]; name: string; public: boolean; archive: boolean; takePart: boolean }

export interface NewRoomDialogProps extends Asking {
  people: readonly PersonItem[];
  /** Rooms that a supervisor makes have names and flags even with one other person in them. */
  supervisor: boolean;
  onCreate: (room: NewRoom) => void;
  onClose: () => void;
}

export function NewRoomDialog({ people, supervisor, onCreate, onClose, busy, error }: NewRoomDialogProps) {
  const [room, setRoom] = useState<NewRoom>({ people: [], name: "", public: false, archive: false, takePart: true });
  const ofTwo = !supervisor && room.people.length === 1 && !room.public && !room.archive;
  const nameless = room.public && room.name.trim() === "";
  const possible = (room.people.length > 0 || room.public || room.archive) && !nameless && !busy;
  return (
    <Dialog title="New room" wide onClose={onClose} onSubmit={() => { if (possible) onCreate({ ...room, name: ofTwo ? "" : room.name.trim() }); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Creating…" : "Create room"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <PeoplePicker label="Who is in it?" people={people} picked={room.people} onPick={(picked) => setRoom({ ...room, people: picked })}
        nobody="You have no contacts to invite yet. A public room can be entered by everybody in the company." />
      <TextField label="Name" value={room.name} maxLength={100} disabled={ofTwo} onChange={(name) => setRoom({ ...room, name })}
        hint={ofTwo ? "With one other person, this opens your conversation with them." : room.public ? "A public room needs a name." : "Without one, the room is called after the people in it."} />
      <div>
        {supervisor && <SwitchRow title="Take part" hint="Otherwise you only watch the room." checked={room.takePart} onChange={(value) => setRoom({ ...room, takePart: value })} />}
        <SwitchRow title="Public" hint="Everybody in the company can find and enter it." checked={room.public} onChange={(value) => setRoom({ ...room, public: value })} />
        <SwitchRow title="Archive" hint="Those who join later read everything." checked={room.archive} onChange={(value) => setRoom({ ...room, archive: value })} />
      </div>
    </Dialog>
  );
}

export interface AddPeopleDialogProps extends Asking {
  people: readonly PersonItem[];
  /** A one-to-one room becomes a room of several. */
  converts: boolean;
  archive: boolean;
  onAdd: (people: number[]) => void;
  onClose: () => void;
}

export function AddPeopleDialog({ people, converts, archive, onAdd, onClose, busy, error }: AddPeopleDialogProps) {
  const [picked, setPicked] = useState<number[]>([]);
  const possible = picked.length > 0 && !busy;
  return (
    <Dialog title="Add people" wide onClose={onClose} onSubmit={() => { if (possible) onAdd(picked); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Adding…" : picked.length > 1 ? `Add ${peopleCount(picked.length)}` : "Add"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <PeoplePicker label="Who joins?" people={people} picked={picked} onPick={setPicked} nobody="Everybody you could add is here already." />
      <p className="field-hint">
        {converts && "This conversation becomes a room of several. "}
        {archive ? "They will read everything that was written here." : "They will read what is written from now on, not what came before."}
      </p>
    </Dialog>
  );
}

export interface RenameDialogProps extends Asking {
  name: string;
  onRename: (name: string) => void;
  onClose: () => void;
}

export function RenameDialog({ name: before, onRename, onClose, busy, error }: RenameDialogProps) {
  const [name, setName] = useState(before);
  const possible = name.trim() !== before && !busy;
  return (
    <Dialog title="Rename room" onClose={onClose} onSubmit={() => { if (possible) onRename(name.trim()); }}
      footer={<><Button onClick={onClose}>Cancel</Button><Button kind="primary" type="submit" disabled={!possible}>{busy ? "Renaming…" : "Rename"}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <TextField label="Name" value={name} maxLength={100} onChange={setName} autoFocus hint="Everybody in the room sees it." />
    </Dialog>
  );
}

export interface ConfirmDialogProps extends Asking {
  title: string;
  words: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ title, words, action, onConfirm, onClose, busy, error }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}
      footer={<><Button onClick={onClose} autoFocus>Cancel</Button><Button kind="danger" disabled={busy} onClick={onConfirm}>{action}</Button></>}>
      {error && <ErrorNote sentence={error} />}
      <p>{words}</p>
    </Dialog>
  );
}

export interface PublicRoomItem { id: number; name: string; memberCount: number; archive: boolean; joined: boolean }

export interface PublicRoomsDialogProps extends Asking {
  rooms: readonly PublicRoomItem[] | undefined;
  more: boolean;
  onMore: () => void;
  onJoin: (id: number) => void;
  onClose: () => void;
}

export function PublicRoomsDialog({ rooms, more, onMore, onJoin, onClose, busy, error }: PublicRoomsDialogProps) {
  return (
    <Dialog title="Public rooms" wide onClose={onClose}>
      {error && <ErrorNote sentence={error} />}
      {!rooms && !error && <div className="list-wait"><Spinner label="Loading public rooms" /></div>}
      {rooms?.length === 0 && <Empty icon="globe" title="No public rooms"><p>A room that is created as public can be found here by everybody in the company.</p></Empty>}
      {rooms && rooms.length > 0 && (
        <ul className="public-rooms" aria-label="Public rooms">
          {rooms.map((room) => (
            <li key={room.id} className="member">
              <Avatar name={room.name} seed={room.id} icon="globe" />
              <span className="item-words">
                <span className="item-title">{room.name}</span>
                <span className="item-more">{peopleCount(room.memberCount)}{room.archive && " · Archive"}</span>
              </span>
              <Button small kind={room.joined ? "plain" : "primary"} disabled={busy} onClick={() => onJoin(room.id)}
                aria-label={`${room.joined ? "Open" : "Join"} ${room.name}`}>{room.joined ? "Open" : "Join"}</Button>
            </li>
          ))}
        </ul>
      )}
      {more && <Button onClick={onMore} disabled={busy}>More rooms</Button>}
    </Dialog>
  );
}
