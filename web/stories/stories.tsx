/** Every view in each of its states, on props alone. `?story=name&theme=dark` draws one. */
import { useCallback, useState, type ReactNode } from "react";
import { Banner, type ConnectionNotice } from "../src/ui/Banner";
import { Composer } from "../src/ui/Composer";
import { CommandDialog } from "../src/ui/CommandDialog";
import { ContactList } from "../src/ui/ContactList";
import { Empty } from "../src/ui/controls";
import { DropZone } from "../src/ui/DropZone";
import type { FileActions } from "../src/ui/FileCard";
import { LoginView } from "../src/ui/LoginView";
import { SecurityDialog } from "../src/ui/SecurityDialog";
import { InvitationList, InviteGuestDialog } from "../src/ui/GuestDialogs";
import { MembersPanel } from "../src/ui/MembersPanel";
import { MessageList, type MessageListProps } from "../src/ui/MessageList";
import { AskContactDialog, MeDialog, PersonDialog } from "../src/ui/PersonDialogs";
import { AddPeopleDialog, ConfirmDialog, NewRoomDialog, PublicRoomsDialog, RenameDialog } from "../src/ui/RoomDialogs";
import { LateFailed, LatePending } from "../src/ui/Late";
import { RoomHeader } from "../src/ui/RoomHeader";
import { RoomList, type RoomItem } from "../src/ui/RoomList";
import { SendFilesDialog } from "../src/ui/SendFilesDialog";
import { SetupView } from "../src/ui/SetupView";
import { Shell } from "../src/ui/Shell";
import { Sidebar, type SidebarTab } from "../src/ui/Sidebar";
import { Notice, Toast } from "../src/ui/Toast";
import { WatchStrip } from "../src/ui/WatchStrip";
import { callStories } from "./calls";
import { chosen, filesOnTheirWay, filesOver } from "./files";
import { officeStories } from "./office";
import { afterwards, history, historyLength } from "./history";
import { conversation, members, now, people, requests, rooms, sending, watched } from "./people";

const none = () => {};
const me = { id: 1, name: "Ann Miller", uname: "ann", company: "Miller & Daughters", show: "online" as const, text: "" };

interface FrameProps {
  pane?: "list" | "room" | "people";
  tab?: SidebarTab;
  list?: ReactNode;
  room?: ReactNode;
  people?: ReactNode;
  notice?: ConnectionNotice;
  extra?: ReactNode;
}

function Frame({ pane = "list", tab = "rooms", list = <Rooms />, room = <Nothing />, people: panel, notice = { state: "live" }, extra }: FrameProps) {
  return (
    <>
      <Shell pane={pane} banner={<Banner notice={notice} />} announcement="" people={panel} room={room} sidebar={
        <Sidebar company={me.company} me={me} tab={tab} onTab={none} unread={130} requests={tab === "people" ? 1 : 0} query="" onQuery={none}
          onNewRoom={none} onAsk={none} onPublicRooms={none} onMe={none}>{list}</Sidebar>
      } />
      {extra}
    </>
  );
}

function Rooms({ list = rooms, state = "ready" as "ready" | "loading", query = "", current }: { list?: RoomItem[]; state?: "ready" | "loading"; query?: string; current?: number }) {
  return <RoomList rooms={list} state={state} query={query} current={current} now={now} hrefOf={(id) => `#/rooms/${id}`} onNewRoom={none} onPublicRooms={none} />;
}

function Contacts({ list = [...requests, ...people], query = "" }) {
  return <ContactList people={list} state="ready" query={query} onChat={none} onAsk={none} onAccept={none} onDecline={none} onDetails={none} />;
}

function Nothing() {
  return <Empty icon="room" title="Pick a room"><p>Or start a conversation with somebody from your contacts.</p></Empty>;
}

function Conversation({ room = rooms[1]!, value = "", strip, supervised = false, ...list }: Partial<MessageListProps> & { room?: RoomItem; value?: string; strip?: ReactNode; supervised?: boolean }) {
  return (
    <>
      <RoomHeader room={room} subtitle="Ann, Ben, Clara, David and Jo" archive={false} supervised={supervised} peopleShown={false} peopleCount={5} onPeople={none} onAdd={none} onCall={none} homeHref="#/" />
      {room.watched && <WatchStrip supervised={supervised} />}
      {strip}
      <MessageList label="Messages" messages={[...conversation, ...sending.slice(0, 1)]} boundaries={[{ name: "David Moreau", firstSeq: 11 }]} files={noFiles} fileActions={fileActions} newAfter={10} state="ready" more={false} loadingOlder={false}
        showNames unseen={0} now={now} onOlder={none} onReload={none} onAtEnd={none} onReached={none} onRetry={none} onDiscard={none} {...list} />
      <Composer label={`Message to ${room.label}`} value={value} onChange={none} onSend={none} onFiles={room.watched ? undefined : none} maxBytes={65536} refusal={room.watched ? "You only watch this room. You can read it, and add or remove people." : undefined} />
    </>
  );
}

/** Something is held over the room: the zone sees it coming by itself. */
function Dropping() {
  return (
    <DropZone label="Send to Spring catalogue" onFiles={none} onFolder={none}>
      <div style={{ display: "contents" }} ref={(element) => {
        if (!element) return;
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["x"], "x.txt"));
        element.dispatchEvent(new DragEvent("dragenter", { bubbles: true, dataTransfer }));
      }}><Conversation newAfter={undefined} /></div>
    </DropZone>
  );
}

/**
 * Many messages of which fifty are loaded at a time, as scrolling up asks for them. `&held=N` begins with so many; `&delay=MS` is how long
 * a page takes, `&delay=never`: until the button.
 */
function Long() {
  const wishes = new URLSearchParams(location.search);
  const delay = wishes.get("delay") ?? "80";
  const [count, setCount] = useState(() => Number(wishes.get("held") ?? 50));
  const [loading, setLoading] = useState(false);
  const [said, setSaid] = useState(0);
  const come = useCallback(() => {
    setLoading(false);
    setCount((held) => Math.min(historyLength, held + 50));
  }, []);
  const older = useCallback(() => {
    setLoading(true);
    if (delay !== "never") setTimeout(come, Number(delay));
  }, [come, delay]);
  return (
    <>
      <Conversation messages={[...history.slice(-count), ...afterwards.slice(0, said)]} more={count < historyLength} loadingOlder={loading} newAfter={undefined} boundaries={nobody} onOlder={older} />
      <button type="button" className="button" onClick={() => setSaid(said + 1)}>say</button>
      <button type="button" className="button" disabled={!loading} onClick={come}>older</button>
    </>
  );
}
const nobody: MessageListProps["boundaries"] = [];

const noFiles: MessageListProps["files"] = [];
const fileActions: FileActions = { onAccept: none, onDecline: none, onCancel: none, onDismiss: none, onPickAgain: none };

const panel = <MembersPanel title="Spring catalogue" members={members} onClose={none} onAdd={none} onRename={none} onLeave={none} flags={{ public: false, archive: true }} onFlags={none} />;
const supervisorPanel = <MembersPanel title="Support desk" members={members.slice(1)} onClose={none} onAdd={none} onRemove={none} />;
const guestPanel = (
  <MembersPanel title="Spring catalogue" members={[...members, { id: 40, name: "Gus Müller", self: false, show: undefined, company: "", guest: true, state: "invited", firstSeq: 12 }]} onClose={none} onAdd={none} onInvite={none} onLeave={none}
    invitations={<InvitationList onCopy={none} onResend={none} onRevoke={none} invitations={[
      { id: 1, name: "Gus Müller", state: "Link not used yet", problem: "", link: "https://chat.example.com/join#a", canResend: false, canRevoke: true },
      { id: 2, name: "Gil Adair", state: "E-mail not delivered", problem: "The mail server refused the message (550).", link: "https://chat.example.com/join#b", canResend: true, canRevoke: true },
      { id: 3, name: "Gia Rossi", state: "Withdrawn", problem: "", link: "", canResend: false, canRevoke: false },
    ]} />} />
);
const asking = { busy: false };
const security = { login: "ann", password: { busy: false, error: undefined, changed: false }, onPassword: none, onStart: none, onConfirm: none, onStop: none, onWritten: none, onClose: none };
const somebody = { ...people[0]!, uname: "ben", email: "ben@example.com", automatic: true };

export const stories: Record<string, () => ReactNode> = {
  "login": () => <LoginView onLogIn={none} busy={false} />,
  "login-error": () => <LoginView onLogIn={none} busy={false} error="The name or the password is wrong." reason="You were logged out on another device." />,
  "setup": () => <SetupView onSetUp={none} busy={false} />,
  "setup-used": () => <SetupView onSetUp={none} busy={false} unusable="It has been used, or it is too old. The server prints a new one when it starts without an administrator." />,
  "home": () => <Frame />,
  "home-loading": () => <Frame list={<Rooms state="loading" />} />,
  "home-empty": () => <Frame list={<Rooms list={[]} />} />,
  "home-search-nothing": () => <Frame list={<Rooms list={[]} query="zz" />} />,
  "home-supervisor": () => <Frame list={<Rooms list={[...rooms.slice(0, 3), ...watched]} />} />,
  "home-offline": () => <Frame notice={{ state: "offline", onRetry: none }} />,
  "home-reconnecting": () => <Frame notice={{ state: "reconnecting", onRetry: none }} />,
  "home-resumed": () => <Frame notice={{ state: "resumed" }} />,
  "contacts": () => <Frame tab="people" list={<Contacts />} />,
  "contacts-empty": () => <Frame tab="people" list={<Contacts list={[]} />} />,
  "room": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation />} people={panel} />,
  "room-plain": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation value="Shall we meet at three?" newAfter={undefined} />} />,
  "room-supervised": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation supervised newAfter={undefined} />} />,
  "room-loading": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation state="loading" />} />,
  "room-failed": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation state="failed" />} />,
  "room-empty": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation messages={[]} />} />,
  "room-sending": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation messages={[...conversation.slice(6), ...sending]} newAfter={undefined} />} extra={<Toast sentence="A limit was reached." onClose={none} />} />,
  "room-watching": () => <Frame pane="room" list={<Rooms list={[...rooms.slice(0, 3), ...watched]} current={22} />} room={<Conversation room={watched[1]!} newAfter={undefined} />} people={supervisorPanel} />,
  "late-over": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation newAfter={undefined} />} extra={<LateFailed place="over" onRetry={none} onReload={none} onClose={none} />} />,
  "late-column": () => <Frame pane="people" list={<Rooms current={12} />} room={<Conversation newAfter={undefined} />} people={<LateFailed place="column" onRetry={none} onReload={none} onClose={none} />} />,
  "late-pending": () => <Frame pane="people" list={<Rooms current={12} />} room={<Conversation newAfter={undefined} />} people={<LatePending place="column" />} extra={<LatePending place="over" />} />,
  "late-page": () => <LateFailed place="page" onRetry={none} onReload={none} />,
  "room-files": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation messages={conversation.slice(-2)} boundaries={nobody} newAfter={undefined} files={filesOnTheirWay} />} />,
  "room-files-over": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation messages={conversation.slice(-2)} boundaries={nobody} newAfter={undefined} files={filesOver} />} />,
  "room-drop": () => <Frame pane="room" list={<Rooms current={12} />} room={<Dropping />} />,
  "dialog-send-file": () => <Frame extra={<SendFilesDialog room="Spring catalogue" files={chosen.slice(0, 1)} onRemove={none} onMore={none} onSend={none} onClose={none} />} />,
  "dialog-send-files": () => <Frame extra={<SendFilesDialog room="Spring catalogue" files={chosen} onRemove={none} onMore={none} onSend={none} onClose={none} />} />,
  "dialog-command": () => <Frame extra={<CommandDialog wish="room" names={["Ben Okafor", "Greta Ziegler"]} busy={false} error={undefined} onAccept={none} onReject={none} />} />,
  "dialog-command-late": () => <Frame extra={<CommandDialog wish="video" names={["Ben Okafor"]} busy={false} error="This was already answered." onAccept={none} onReject={none} />} />,
  "room-long": () => <Frame pane="room" list={<Rooms current={12} />} room={<Long />} />,
  "people": () => <Frame pane="people" list={<Rooms current={12} />} room={<Conversation />} people={panel} />,
  ...callStories((extra, strip) => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation strip={strip} newAfter={undefined} />} extra={extra} />),
  "dialog-new-room": () => <Frame extra={<NewRoomDialog people={people.slice(0, 6)} supervisor={false} onCreate={none} onClose={none} {...asking} />} />,
  "dialog-add": () => <Frame extra={<AddPeopleDialog people={people.slice(0, 6)} converts archive={false} onAdd={none} onClose={none} busy={false} error="A room with an XMPP contact cannot be extended." />} />,
  "people-guests": () => <Frame pane="people" list={<Rooms current={12} />} room={<Conversation />} people={guestPanel} />,
  "guest-came": () => <Frame pane="room" list={<Rooms current={12} />} room={<Conversation />} extra={<Notice sentence="Gus Müller has come." href="#/rooms/12" action="Open the room" onClose={none} />} />,
  "dialog-invite-guest": () => <Frame extra={<InviteGuestDialog channels={["link", "mail", "sms"]} link={undefined} outcome={undefined} onInvite={none} onCopy={none} copied={false} onClose={none} {...asking} />} />,
  "dialog-invite-guest-refused": () => <Frame extra={<InviteGuestDialog channels={["link"]} link={undefined} outcome={undefined} onInvite={none} onCopy={none} copied={false} onClose={none} busy={false} error="The name is empty, too long or holds characters that are not allowed." />} />,
  "dialog-guest-invited": () => <Frame extra={<InviteGuestDialog channels={["link"]} link="https://chat.example.com/join#Zm9vYmFyYmF6cXV4MTIzNDU2" outcome="Gus Müller is invited." onInvite={none} onCopy={none} copied={false} onClose={none} {...asking} />} />,
  "dialog-rename": () => <Frame extra={<RenameDialog name="Spring catalogue" onRename={none} onClose={none} {...asking} />} />,
  "dialog-leave": () => <Frame extra={<ConfirmDialog title="Leave this room?" words="The others stay. To come back, one of them has to add you." action="Leave room" onConfirm={none} onClose={none} {...asking} />} />,
  "dialog-public": () => <Frame extra={<PublicRoomsDialog rooms={[{ id: 1, name: "Everyone", memberCount: 42, archive: true, joined: true }, { id: 2, name: "Workshop", memberCount: 7, archive: false, joined: false }]} more={false} onMore={none} onJoin={none} onClose={none} {...asking} />} />,
  "dialog-ask": () => <Frame extra={<AskContactDialog asked={undefined} onAsk={none} onClose={none} {...asking} />} />,
  "dialog-person": () => <Frame tab="people" list={<Contacts />} extra={<PersonDialog person={somebody} onChat={none} onAsk={none} onAccept={none} onEnd={none} onClose={none} {...asking} />} />,
  "login-code": () => <LoginView onLogIn={none} busy={false} asksCode />,
  "security-off": () => <Frame extra={<SecurityDialog {...security} factor={{ ...asking, error: undefined, step: "off" }} />} />,
  "security-confirm": () => <Frame extra={<SecurityDialog {...security} factor={{ ...asking, error: undefined, step: "confirm", letters: "GEZDGNBVGY3TQOJQ", uri: "otpauth://totp/Foyer:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Foyer" }} />} />,
  "security-codes": () => <Frame extra={<SecurityDialog {...security} factor={{ ...asking, error: undefined, step: "codes", codes: ["k3dz-8xq1-a2b3-c4d5", "e5f6-g7h8-j9k1-m2n3"] }} />} />,
  ...officeStories,
  "dialog-me-administrator": () => <Frame extra={<MeDialog me={me} onStatus={none} theme="system" onTheme={none} onLogOut={none} onSecurity={none} sessionsHref="#s" keysHref="#k" administrationHref="#a" onClose={none} {...asking} />} />,
  "dialog-me": () => <Frame extra={<MeDialog me={me} onStatus={none} theme="system" onTheme={none} onLogOut={none} onClose={none} {...asking} />} />,
};
