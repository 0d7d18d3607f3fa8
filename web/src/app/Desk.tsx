import type { ChatRoom } from "@foyer/sdk";
import { useEffect, useRef, useState } from "react";
import { useAnnouncements } from "../features/announcements/useAnnouncements";
import { useArrivals } from "../features/announcements/useArrivals";
import { Commands } from "../features/commands/Commands";
import { ConnectionBanner } from "../features/connection/ConnectionBanner";
import { RoomPane } from "../features/room/RoomPane";
import { noCall } from "../state/callState";
import { sentenceOf, useClient, useStore } from "../state/client";
import { useDesk } from "../state/desk";
import { totalUnread } from "../state/roomItems";
import { Empty } from "../ui/controls";
import { Shell } from "../ui/Shell";
import type { SidebarTab } from "../ui/Sidebar";
import { Notice, Toast } from "../ui/Toast";
import { AddPeople, AskContact, CallStage, IncomingCalls, InviteGuest, LastCall, loadTheRest, Me, NewRoom, Office, PeopleTab, PersonCard, Preview, PublicRooms, RoomCall, RoomPeople, RoomsTab, Security, Sidebar } from "./lateParts";
import { diagnoseHref, hrefOf, type Route } from "./route";
import { chooseTheme, readTheme } from "./theme";
import { officeTitles, titleOf } from "./title";
import { useListsShown } from "./useListsShown";
import { goTo, replaceBy, useRoute } from "./useRoute";

type Open = { dialog: "new" | "public" | "ask" | "me" | "security" | "add" | "invite" } | { dialog: "person"; id: number } | undefined;

const roomHref = (id: number) => hrefOf({ name: "room", id, people: false });
const officeHrefs = { sessions: hrefOf({ name: "office", page: "sessions" }), keys: hrefOf({ name: "office", page: "keys" }), administration: hrefOf({ name: "office", page: "users" }) };
const withoutCalls = { get: () => noCall, subscribe: () => () => {} };
const openRoom = (id: number) => goTo({ name: "room", id, people: false });

/** The app of one who is logged in: the lists, a room, and what stands open above them. */
export function Desk() {
  const client = useClient();
  const route = useRoute();
  const self = useStore(client.self);
  const presence = useStore(client.ownPresence);
  const { rooms, calls, bring } = useDesk();
  const items = useStore(rooms);
  const callDesk = useStore(calls);
  const inCall = useStore(callDesk ?? withoutCalls);
  const room = useStore(client.rooms).find(({ id }) => route.name === "room" && id === route.id);
  const ready = useEverOpen();
  const requests = useStore(client.people).filter((person) => person.roster === "asking").length;
  const [open, setOpen] = useState<Open>();
  const [error, setError] = useState<string>();
  const [theme, setTheme] = useState(readTheme);
  const [tab, setTab] = useTab(route);
  const [query, setQuery] = useState("");
  const listsShown = useListsShown(route);
  const announcement = useAnnouncements(room?.id);
  const [arrival, greeted] = useArrivals();
  const item = room && items.find(({ id }) => id === room.id);
  const unread = totalUnread(items);
  const running = useStore(client.runningCalls).length > 0 && callDesk !== undefined;
  useEffect(() => (ready ? loadTheRest(bring) : undefined), [ready, bring]);
  const place = route.name === "office" ? officeTitles[route.page] : item?.label;
  useEffect(() => { document.title = titleOf(unread, place); }, [unread, place]);

  if (!self) return null;
  const close = () => setOpen(undefined);
  const guest = self.kind === "guest";
  const opener = (dialog: "new" | "public" | "ask") => (guest ? undefined : () => setOpen({ dialog }));
  const [onNewRoom, onPublicRooms, onAsk] = [opener("new"), opener("public"), opener("ask")];
  const mayCall = client.features.includes("av") && client.canCall && !inCall.active;
  const prepareCall = (id: number) => { bring().then((desk) => desk.prepare(id), (thrown: unknown) => setError(sentenceOf(thrown))); };
  const showPeople = route.name === "room" && route.people;
  const people = room && showPeople && (
    <RoomPeople room={room} onClose={() => openRoom(room.id)} onAdd={() => setOpen({ dialog: "add" })} onInvite={() => setOpen({ dialog: "invite" })} onLeft={() => replaceBy({ name: "rooms" })} onError={setError} />
  );
  const covered = inCall.active !== undefined && !inCall.docked;
  return (
    <>
      {route.name === "office" ? <Office route={route} banner={<ConnectionBanner />} inert={covered} /> : <Shell inert={covered} pane={route.name !== "room" ? "list" : people ? "people" : "room"} banner={<ConnectionBanner />} announcement={announcement}
        sidebar={listsShown &&
          <Sidebar company={self.companyName} me={{ id: self.contactId, name: self.name, ...presence }} tab={tab} onTab={(next) => { setQuery(""); setTab(next); }} unread={unread} requests={requests}
            query={query} onQuery={setQuery} onNewRoom={onNewRoom} onPublicRooms={onPublicRooms}
            onAsk={onAsk} onMe={() => setOpen({ dialog: "me" })}>
            {tab === "rooms"
              ? <RoomsTab ready={ready} query={query} current={room?.id} hrefOf={roomHref} onNewRoom={onNewRoom} onPublicRooms={onPublicRooms} />
              : <PeopleTab ready={ready} query={query} onOpen={openRoom} onDetails={(id) => setOpen({ dialog: "person", id })} onAsk={onAsk} onError={setError} />}
          </Sidebar>
        }
        room={room && item
          ? <RoomPane key={room.id} room={room} item={item} peopleShown={showPeople} onPeople={() => goTo({ name: "room", id: room.id, people: !showPeople })} onAdd={() => setOpen({ dialog: "add" })}
              onCall={mayCall ? () => prepareCall(room.id) : undefined} strip={running && <RoomCallStrip room={room} />} homeHref={hrefOf({ name: "rooms" })} onError={setError} />
          : !room && <NoRoom gone={route.name === "room" && ready} />}
        people={people || undefined} />}
      {inCall.active && <CallStage onDiagnose={() => { window.open(diagnoseHref, "_blank", "noopener"); }} onConversation={openRoom} />}
      {running && <IncomingCalls />}
      {inCall.over && <LastCall diagnoseHref={diagnoseHref} />}
      {inCall.preview && <Preview diagnoseHref={diagnoseHref} />}
      {open?.dialog === "new" && <NewRoom onClose={close} onOpen={openRoom} />}
      {open?.dialog === "public" && <PublicRooms onClose={close} onOpen={openRoom} />}
      {open?.dialog === "ask" && <AskContact onClose={close} />}
      {open?.dialog === "person" && <PersonCard personId={open.id} onClose={close} onOpen={openRoom} />}
      {open?.dialog === "add" && room && <AddPeople room={room} onClose={close} />}
      {open?.dialog === "invite" && room && <InviteGuest room={room} onClose={close} />}
      {open?.dialog === "me" && <Me theme={theme} onTheme={(next) => { chooseTheme(next); setTheme(next); }} onSecurity={() => setOpen({ dialog: "security" })} officeHrefs={officeHrefs} onClose={close} />}
      {open?.dialog === "security" && <Security onClose={close} />}
      {arrival && error === undefined && (
        <Notice sentence={`${arrival.name} has come.`} href={roomHref(arrival.roomId)} action="Open the room" onClose={greeted} />
      )}
      <Commands onOpen={openRoom} onVideo={mayCall ? prepareCall : undefined} />
      {error !== undefined && <Toast sentence={error} onClose={() => setError(undefined)} />}
    </>
  );
}

function RoomCallStrip({ room }: { room: ChatRoom }) {
  return <RoomCall room={useStore(room.view)} />;
}

function NoRoom({ gone }: { gone: boolean }) {
  if (!gone) return <Empty icon="room" title="Pick a room"><p>Or start a conversation with somebody from your contacts.</p></Empty>;
  return <Empty icon="room" title="This room is not here any more"><p>It has ended, or you are no longer in it.</p><a className="button" href={hrefOf({ name: "rooms" })}>To the rooms</a></Empty>;
}

/** The lists say "loading" only until the first snapshot was read. */
function useEverOpen(): boolean {
  const { state } = useStore(useClient().link);
  const [ever, setEver] = useState(state === "open");
  if (state === "open" && !ever) setEver(true);
  return ever || state === "open";
}

/** The tab is part of the address on the lists; in a room it stays what it was. */
function useTab(route: Route): [SidebarTab, (tab: SidebarTab) => void] {
  const last = useRef<SidebarTab>("rooms");
  const [beside, setBeside] = useState<SidebarTab>();
  const tab: SidebarTab = route.name === "people" ? "people" : route.name === "rooms" ? "rooms" : beside ?? last.current;
  useEffect(() => { last.current = tab; });
  const choose = (next: SidebarTab) => {
    if (route.name === "room") setBeside(next);
    else goTo({ name: next });
  };
  useEffect(() => { if (route.name !== "room") setBeside(undefined); }, [route.name]);
  return [tab, choose];
}
