import type { ChatCommand } from "@foyer/sdk";
import { useEffect, useState } from "react";
import { sentenceOf, useClient, useStore } from "../../state/client";
import { late } from "../../ui/Late";

const CommandDialog = late("over", () => import("../../ui/lateViews").then((part) => part.CommandDialog));

export interface CommandsProps {
  onOpen: (roomId: number) => void;
  /** Begins a video call in this room; left out where there are no calls. */
  onVideo: ((roomId: number) => void) | undefined;
}

/** Asks before it does what a program of this person wants, one wish after the other. Wishes for a telephone are left to others. */
export function Commands({ onOpen, onVideo }: CommandsProps) {
  const client = useClient();
  const open = useStore(client.commands);
  useEffect(() => client.take("cmd"), [client]);
  const [taken, setTaken] = useState<ChatCommand>();
  const command = taken ?? open.find((each) => each.opensRoom);
  return command ? <Command key={command.id} command={command} onTaken={setTaken} onOpen={onOpen} onVideo={onVideo} /> : null;
}

interface CommandProps extends CommandsProps {
  command: ChatCommand;
  /** Kept until what it asks for is done, or has failed and was read. */
  onTaken: (command: ChatCommand | undefined) => void;
}

function Command({ command, onTaken, onOpen, onVideo }: CommandProps) {
  const client = useClient();
  const people = useStore(client.people);
  const { parties, type } = useStore(command.view);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const video = type === "video";
  const names = parties.map((party) => (typeof party === "number" ? (people.find(({ id }) => id === party)?.name ?? "somebody you do not know") : party.name));
  const accept = async () => {
    setBusy(true);
    onTaken(command);
    try {
      const room = await command.accept();
      if (room) onOpen(room.id);
      if (room && video && !onVideo) return setError("The room is open, but no call can be started here: this server has no calls, or you are in one already.");
      if (room && video) onVideo?.(room.id);
      onTaken(undefined);
    } catch (thrown) {
      setError(sentenceOf(thrown));
    }
  };
  const reject = () => {
    onTaken(undefined);
    if (error === undefined) command.reject().catch(() => {}); // the program then learns it by waiting
  };
  return <CommandDialog wish={video ? "video" : "room"} names={names} busy={busy && error === undefined} error={error} onAccept={() => void accept()} onReject={reject} />;
}
