import { sentenceOf, useClient, useStore } from "../../state/client";
import { personItems } from "../../state/personItems";
import { ContactList } from "../../ui/ContactList";
import { matches } from "../../ui/search";

export interface PeopleTabProps {
  ready: boolean;
  query: string;
  onOpen: (roomId: number) => void;
  onDetails: (personId: number) => void;
  onAsk: (() => void) | undefined;
  onError: (sentence: string) => void;
}

export function PeopleTab({ ready, query, onOpen, onDetails, onAsk, onError }: PeopleTabProps) {
  const client = useClient();
  const self = useStore(client.self);
  const people = personItems(useStore(client.people), self?.companyId ?? 0).filter((person) => matches(query, person.name, person.company));
  const tell = (work: Promise<unknown>) => void work.catch((error: unknown) => onError(sentenceOf(error)));
  return (
    <ContactList people={people} state={ready || people.length > 0 ? "ready" : "loading"} query={query.trim()} onDetails={onDetails} onAsk={onAsk}
      onChat={(id) => tell(client.inviteToChat([id]).then((room) => onOpen(room.id)))}
      onAccept={(id) => tell(client.acceptContact(id))} onDecline={(id) => tell(client.endContact(id))} />
  );
}
