import type { PersonItem } from "../src/ui/ContactList";
import type { MemberItem } from "../src/ui/MembersPanel";
import type { RoomItem } from "../src/ui/RoomList";
import type { MessageItem } from "../src/ui/rows";

/** Noon of a fixed day: stories look the same whenever they are drawn. */
export const now = new Date(2025, 2, 12, 12, 4).getTime();
const minutes = (n: number) => n * 60_000;

const person = (id: number, name: string, show: PersonItem["show"], more: Partial<PersonItem> = {}): PersonItem =>
  ({ id, name, show, text: "", company: "", roster: "mutual", ...more });

export const people: PersonItem[] = [
  person(2, "Ben Okafor", "online", { text: "In the workshop" }),
  person(3, "Clara Lindqvist", "online"),
  person(4, "David Moreau", "away", { text: "Back at two" }),
  person(5, "Elif Yıldız", "dnd"),
  person(6, "Farid Haddad", "offline"),
  person(7, "Greta Ziegler", "offline"),
  person(8, "Henrik Sørensen", "offline", { company: "Nordlys Trading", roster: "asked" }),
];
export const requests: PersonItem[] = [person(9, "Ines Carvalho", "offline", { company: "Atelier Carvalho", roster: "asking" })];

const room = (id: number, label: string, more: Partial<RoomItem> = {}): RoomItem =>
  ({ id, label, multi: false, public: false, watched: false, unread: 0, seed: id, preview: "", time: now, mark: undefined, ...more });

export const rooms: RoomItem[] = [
  room(11, "Clara Lindqvist", { seed: 3, show: "online", unread: 2, preview: "Could you look at the second page?", time: now - minutes(3) }),
  room(12, "Spring catalogue", { multi: true, preview: "Ben: The proofs are back from the printer", time: now - minutes(22) }),
  room(13, "Ben Okafor", { seed: 2, show: "online", preview: "You: Thank you, that works", time: now - minutes(95) }),
  room(14, "Everyone", { multi: true, public: true, unread: 128, preview: "Elif: Lunch is here", time: now - minutes(130) }),
  room(15, "David Moreau", { seed: 4, show: "away", mark: "draft", preview: "I wanted to ask", time: now - minutes(60 * 26) }),
  room(16, "Greta Ziegler", { seed: 7, show: "offline", mark: "refused", preview: "See you on Monday then", time: now - minutes(60 * 24 * 4) }),
];
export const watched: RoomItem[] = [
  room(21, "Farid Haddad, Greta Ziegler", { multi: true, watched: true, preview: "Farid: He called twice", time: now - minutes(8) }),
  room(22, "Support desk", { multi: true, watched: true, preview: "Greta: Solved", time: now - minutes(300) }),
];

let count = 0;
export const message = (authorId: number, authorName: string, text: string, ago: number, more: Partial<MessageItem> = {}): MessageItem => {
  count += 1;
  return { seq: count, key: `m${count}`, authorId, authorName, text, time: now - minutes(ago), own: authorId === 1, notice: false, delivery: { state: "sent" }, ...more };
};

export const conversation: MessageItem[] = [
  message(2, "Ben Okafor", "The first proofs of the spring catalogue are on their way. They should be here tomorrow before ten.", 60 * 25),
  message(2, "Ben Okafor", "I asked for two sets, so that we can mark one up.", 60 * 25 - 1),
  message(1, "Ann Miller", "Good. Who looks at the prices?", 60 * 24 + 40),
  message(3, "Clara Lindqvist", "I do. I have last year's list here as well:\n\n· chairs, unchanged\n· tables, three per cent up\n· lamps, to be decided", 60 * 24 + 30),
  message(0, "SYSTEM", "Clara Lindqvist named the room “Spring catalogue”.", 60 * 24 + 20, { notice: true }),
  message(2, "Ben Okafor", "The proofs are back from the printer. Photos at https://proofs.example.com/spring/2025 (the blue on page 4 is off).", 48),
  message(1, "Ann Miller", "I saw it. Can they correct that without a new plate?", 44),
  message(2, "Ben Okafor", "They can, if they hear from us today.", 41),
  message(3, "Clara Lindqvist", "Then let us say yes.", 40),
  message(3, "Clara Lindqvist", "Prices are done, by the way. David has joined us, he will do the lamps.", 39),
  message(4, "David Moreau", "Hello! I am reading from here on, so tell me what I should know.", 12),
  message(1, "Ann Miller", "Welcome, David. Mostly this: everything that is blue should look like the fabric, not like the sky.", 6),
];
export const sending: MessageItem[] = [
  message(1, "Ann Miller", "I will call the printer.", 1),
  message(1, "Ann Miller", "And tell them about page 4.", 0, { seq: 0, key: "p1", delivery: { state: "sending" } }),
  message(1, "Ann Miller", "Is there anything else?", 0, { seq: 0, key: "p2", delivery: { state: "failed", reason: "You and this contact have not accepted each other." } }),
];

export const members: MemberItem[] = [
  { id: 1, name: "Ann Miller", self: true, show: "online", company: "", guest: false, state: "joined", firstSeq: 1 },
  { id: 2, name: "Ben Okafor", self: false, show: "online", company: "", guest: false, state: "joined", firstSeq: 1 },
  { id: 3, name: "Clara Lindqvist", self: false, show: "away", company: "", guest: false, state: "joined", firstSeq: 1 },
  { id: 4, name: "David Moreau", self: false, show: "dnd", company: "", guest: false, state: "joined", firstSeq: 11 },
  { id: 10, name: "Jo from Delivery", self: false, show: undefined, company: "", guest: true, state: "invited", firstSeq: 12 },
];
