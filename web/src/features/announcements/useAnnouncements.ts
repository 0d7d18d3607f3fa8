import { useEffect, useState } from "react";
import { useClient } from "../../state/client";

/** What a screen reader is told: messages by others, in full where one is, by the room's name elsewhere. */
export function useAnnouncements(currentRoom: number | undefined): string {
  const client = useClient();
  const [words, setWords] = useState("");
  useEffect(() => client.subscribe((change) => {
    if (change.type === "fileAppeared") {
      const { party, name, senderName, roomId } = change.file.view.get();
      if (party === "receive") setWords(`${senderName} offers the file ${name}${roomId === currentRoom ? "" : ` in ${client.room(roomId)?.view.get().label ?? "another room"}`}`);
      return;
    }
    if (change.type !== "messages" || change.room.view.get().watching && change.room.id !== currentRoom) return;
    const selfId = client.self.get()?.contactId;
    const last = change.messages.findLast((message) => message.authorId !== selfId);
    if (!last) return;
    const { label } = change.room.view.get();
    setWords(change.room.id === currentRoom ? `${last.authorId === 0 ? "" : `${last.authorName}: `}${last.text.slice(0, 300)}` : `New message in ${label}`);
  }), [client, currentRoom]);
  return words;
}
