import type { ChatRoom, Person, RoomView as RoomValue } from "@foyer/sdk";
import { useEffect, useRef, type ReactNode } from "react";
import { useClient, useStore } from "../../state/client";
import { useDesk } from "../../state/desk";
import { useNow } from "../../state/now";
import { Composer } from "../../ui/Composer";
import { DropZone } from "../../ui/DropZone";
import { MessageList } from "../../ui/MessageList";
import { RoomHeader } from "../../ui/RoomHeader";
import type { RoomItem } from "../../ui/RoomList";
import { WatchStrip } from "../../ui/WatchStrip";
import { namesList, showWord } from "../../ui/words";
import { permissionsIn, type Permissions } from "./permissions";
import { SendFiles } from "./SendFiles";
import { useConversation } from "./useConversation";
import { useRoomFiles } from "./useRoomFiles";

export interface RoomPaneProps {
  room: ChatRoom;
  item: RoomItem;
  peopleShown: boolean;
  onPeople: () => void;
  onAdd: () => void;
  /** Left out where there are no calls. */
  onCall: (() => void) | undefined;
  /** What stands between the header and the messages. */
  strip: ReactNode;
  homeHref: string;
  onError: (sentence: string) => void;
}

/** A room: who is in it, what was written, and where to write. */
export function RoomPane({ room, item, peopleShown, onPeople, onAdd, onCall, strip, homeHref, onError }: RoomPaneProps) {
  const client = useClient();
  const { drafts } = useDesk();
  const now = useNow();
  const self = useStore(client.self);
  const conversation = useConversation(room);
  const files = useRoomFiles(room, onError);
  const draft = useStore(drafts).get(room.id) ?? "";
  const people = useStore(client.people);
  const composer = useRef<{ focus: () => boolean }>(null);
  const { view } = conversation;
  useEffect(() => { if (!composer.current?.focus()) document.getElementById("room-title")?.focus(); }, []);
  const present = view.members.filter((member) => member.state !== "left");
  const may = self ? permissionsIn(view, self, client.features) : undefined;
  const send = () => {
    conversation.send(draft.replace(/^\s*\n/u, "").trimEnd());
    drafts.put(room.id, "");
  };
  return (
    <DropZone label={may?.file ? `Send to ${view.label}` : undefined} onFiles={files.choose} onFolder={() => onError("Folders cannot be sent. Pack them into one file first.")}>
      <RoomHeader room={item} archive={view.archive} supervised={view.supervised} subtitle={subtitleOf(view, self?.contactId, people)} peopleShown={peopleShown} peopleCount={present.length}
        onPeople={onPeople} onAdd={may?.add ? onAdd : undefined} onCall={may?.call ? onCall : undefined} homeHref={homeHref} />
      {view.watching && <WatchStrip supervised={view.supervised} />}
      {strip}
      <MessageList key={room.id} label={`Messages in ${view.label}`} messages={conversation.items} boundaries={conversation.boundaries} files={files.items} fileActions={files.actions} newAfter={conversation.newAfter}
        state={conversation.state} more={conversation.more} loadingOlder={conversation.loadingOlder} showNames={view.multi || view.watching} unseen={conversation.unseen} now={now}
        onOlder={conversation.older} onReload={conversation.reload} onAtEnd={conversation.onAtEnd} onReached={conversation.onReached} onRetry={conversation.retry} onDiscard={conversation.discard} />
      <Composer ref={composer} label={`Message to ${view.label}`} value={draft} onChange={(text) => drafts.put(room.id, text)} onSend={send} onFiles={may?.file ? files.choose : undefined}
        maxBytes={client.limits?.messageBytes || 65536} refusal={refusalOf(view, may)} />
      {files.chosen.length > 0 && <SendFiles room={view.label} files={files.chosen} onRemove={files.remove} onMore={files.choose} onSend={files.send} onClose={files.close} />}
    </DropZone>
  );
}

function subtitleOf(view: RoomValue, selfId: number | undefined, people: readonly Person[]): string {
  const { peer } = view;
  if (peer) {
    if (peer.state === "left") return `Has left. Your next message brings ${peer.name} back.`;
    const person = people.find(({ id }) => id === peer.contactId);
    const words = person && person.roster === "mutual" ? [showWord(person.show), person.resources.find(({ text }) => text)?.text] : [];
    return [...words, peer.kind === "guest" ? "Guest" : undefined].filter(Boolean).join(" · ");
  }
  const present = view.members.filter((member) => member.state !== "left");
  const others = present.filter((member) => member.contactId !== selfId).map((member) => member.name);
  return namesList(others.length < present.length ? [...others, "you"] : others, 4);
}

function refusalOf(view: RoomValue, may: Permissions | undefined): string | undefined {
  if (!may || may.post) return undefined;
  if (view.watching) return "You can read this room, and add or remove people. Only members write.";
  return view.standing === "ended" || view.standing === "closed" ? "This room has ended." : "Guests of this company can read here, not write.";
}
