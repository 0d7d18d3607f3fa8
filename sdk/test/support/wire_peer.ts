import {
  decode,
  encode,
  type Call,
  type CallEvent,
  type CallParty,
  type CallPeer,
  type ClientFrame,
  type ClientFrameBody,
  type Contact,
  type FileTransfer,
  type GuestParty,
  type Init,
  type Invitation,
  type Member,
  type Message,
  type Presence,
  type Room,
  type RoomState,
  type Self,
  type ServerFrameBody,
} from "../../src/wire/index.js";
import { FakeSocket, type World } from "./world.js";

export const ME = 7;
export const BOB = 8;
export const CAT = 9;

export type RequestCase = ClientFrameBody["case"];
type RequestValue<C extends RequestCase> = Extract<ClientFrameBody, { case: C }>["value"];
type Answer = Init<ServerFrameBody>;

export const makeSelf = (more: Partial<Self> = {}): Init<Self> => ({ contactId: ME, uname: "ann", name: "Ann", companyId: 3, companyName: "Acme", email: "ann@acme.example", ...more });
export const makeContact = (contactId: number, name: string, more: Partial<Contact> = {}): Init<Contact> => ({
  contactId,
  uname: name.toLowerCase(),
  name,
  companyId: 3,
  companyName: "Acme",
  chatId: String(contactId),
  roster: "mutual",
  automatic: true,
  ...more,
});
/** A guest as the wire describes him, whatever else it says of guests. */
export const makeGuest = (name: string, more: object = {}): GuestParty => decode("GuestParty", { name, ...more });
export const makeMember = (contactId: number, name: string, state: Member["state"] = "joined", more: Partial<Member> = {}): Member =>
  decode("Member", { contactId, name, companyId: 3, companyName: "Acme", chatId: String(contactId), state, firstSeq: 1, ...more });
export const makeRoom = (roomId: number, members: Member[], more: Partial<Room> = {}): Room =>
  decode("Room", { roomId, version: 1, ownerId: ME, companyId: 3, createdMs: 1, multi: members.length > 2, ...more, members });
export const oneToOne = (roomId: number, bob: Member["state"] = "joined", me: Member["state"] = "joined", more: Partial<Room> = {}): Room =>
  makeRoom(roomId, [makeMember(ME, "Ann", me), makeMember(BOB, "Bob", bob)], more);
export const makeMessage = (seq: number, text = `text ${seq}`, more: Partial<Message> = {}): Message =>
  decode("Message", { seq, authorId: BOB, authorName: "Bob", text, timeMs: 5000 + seq, ...more });
export const messagesUpTo = (to: number, from = 1): Message[] => Array.from({ length: to - from + 1 }, (_, i) => makeMessage(from + i));

export const makeParty = (contactId: number, name: string, state: CallParty["state"] = "call_offered"): CallParty => ({ contactId, name, state });
export const makePeer = (peerId: string, contactId: number, name: string, more: Partial<CallPeer> = {}): CallPeer => decode("CallPeer", { peerId, contactId, name, ...more });
export const makeCall = (callId: string, version: number, parties: CallParty[], peers: CallPeer[], more: Partial<Call> = {}): Call =>
  decode("Call", { callId, version, initiatorId: parties[0]?.contactId ?? 0, roomIds: [1], ...more, parties, peers });

/** The server's side of the wire, played by the test: greets by itself, answers what it was told how to. */
export class WirePeer {
  self = makeSelf();
  epoch = 1;
  serverVersion = "1.0";
  features: string[] = [];
  contacts: Init<Contact>[] = [makeContact(BOB, "Bob"), makeContact(CAT, "Cat")];
  presence: Init<Presence>[] = [];
  rooms: Init<RoomState>[] = [];
  gone: number[] = [];
  calls: Init<CallEvent>[] = [];
  snapshotFiles: FileTransfer[] = [];
  invitations: Init<Invitation>[] = [];
  epochChanged = false;
  heartbeatMs = 30_000;
  /** Opens sockets by itself. */
  reachable = true;
  welcomes = true;
  readonly hellos: RequestValue<"hello">[] = [];
  private readonly seen: ClientFrame[] = [];
  private readonly rules = new Map<RequestCase, (value: never, frame: ClientFrame) => Answer | undefined>();

  constructor(readonly world: World) {
    world.onSocket = (socket) => {
      socket.onSend = (text) => this.receive(socket, text);
      world.setTimer(() => {
        if (socket.closedByClient) return;
        if (this.reachable) socket.events.opened();
        else socket.events.closed(1006, "");
      }, 1);
    };
    world.onRequest = ({ method, url, headers }) => {
      if (!this.reachable) return { status: 0, text: "" };
      if (!url.includes("/api/session")) return { status: 404, text: "" };
      if (method === "DELETE") return { status: 200, text: "{}" };
      if (method === "GET" && !headers["Authorization"]) return { status: 401, text: JSON.stringify({ error: { code: "not_logged_in" } }) };
      return { status: 200, text: JSON.stringify({ self: encode("Self", this.self as Self), ...(method === "POST" ? { token: "bearer-1" } : {}) }) };
    };
    this.answer("setSeen", ({ roomId, seq }) => ({ case: "seenEvent", value: { roomId, seq } }));
    this.answer("takeUpRoom", () => ({ case: "done", value: {} }));
    this.answer("setPresence", () => ({ case: "done", value: {} }));
    this.answer("ping", () => ({ case: "pong", value: {} }));
  }

  /** No WebSocket opens any more; server-sent events do. Their other side is told by the last of `streams`. */
  blockSockets(): void {
    const { world } = this;
    world.onSocket = (socket) => void world.setTimer(() => !socket.closedByClient && socket.events.closed(1006, ""), 1);
    world.onStream = (stream) => {
      const name = `stream-${this.streams.length + 1}`;
      const told = (event: string, data: string) => !stream.closedByClient && stream.tell(event, data);
      this.streams.push(
        new FakeSocket(stream.url, name, {
          opened: () => {},
          received: (text) => told("message", text),
          closed: (code, reason) => told("close", JSON.stringify({ code, reason })),
        }),
      );
      world.setTimer(() => told("stream", `/api/feed/frames?stream=${name}&batch=`), 1);
    };
    const others = world.onRequest;
    world.onRequest = (request) => {
      const { url, body } = request;
      if (!url.includes("/api/feed/frames")) return others(request);
      const { frames } = JSON.parse(body!) as { frames: string[] };
      const socket = this.streams.at(-1)!;
      if (this.framesStatus === 200) for (const frame of frames) this.receive(socket, frame);
      return { status: this.framesStatus, text: "{}" };
    };
  }
  readonly streams: FakeSocket[] = [];
  /** What posting frames is answered with. */
  framesStatus = 200;

  /** How to answer a kind of request; undefined: not now (see reply). */
  answer<C extends RequestCase>(kind: C, rule: (value: RequestValue<C>, frame: ClientFrame) => Answer | undefined): void {
    this.rules.set(kind, rule as (value: never, frame: ClientFrame) => Answer | undefined);
  }

  refuse(kind: RequestCase, code: string, sentence = "refused"): void {
    this.answer(kind, () => ({ case: "error", value: { code, sentence } }) as Answer);
  }

  /** What was asked of a kind, Hello and Ping left out unless named. */
  asked<C extends RequestCase>(kind: C): RequestValue<C>[] {
    return this.seen.flatMap((frame) => (frame.body?.case === kind ? [frame.body.value as RequestValue<C>] : []));
  }

  frames(kind: RequestCase): ClientFrame[] {
    return this.seen.filter((frame) => frame.body?.case === kind);
  }

  reply(frame: ClientFrame, answer: Answer): void {
    this.send(answer, frame.id);
  }

  /** An event, or an answer to the request `re`. */
  send(body: Answer, re = 0, socket: FakeSocket = this.world.socket): void {
    socket.events.received(JSON.stringify(encode("ServerFrame", { re, body } as never)));
  }

  roomEvent(room: Room, newest = 0): void {
    this.send({ case: "roomEvent", value: { room, newest } });
  }

  messages(roomId: number, messages: Message[]): void {
    this.send({ case: "messageEvent", value: { roomId, messages } });
  }

  callEvent(call: Call, roomId = 1): void {
    this.send({ case: "callEvent", value: { roomId, call } });
  }

  roomGone(roomId: number, room?: Room): void {
    this.send({ case: "roomGone", value: { roomId, room } });
  }

  /** The connection breaks. */
  drop(code = 1006, reason = ""): void {
    this.world.socket.events.closed(code, reason);
  }

  /** Answers the last Hello. */
  greetNow(): void {
    this.greet(this.world.socket, this.frames("hello").at(-1)!.id);
  }

  /** What a client says on a socket that the test has opened. */
  take(socket: FakeSocket, text: string): void {
    this.receive(socket, text);
  }

  private receive(socket: FakeSocket, text: string): void {
    const frame = decode("ClientFrame", JSON.parse(text));
    this.seen.push(frame);
    if (frame.body?.case === "hello") {
      this.hellos.push(frame.body.value);
      if (this.welcomes) this.world.setTimer(() => this.greet(socket, frame.id), 1);
      return;
    }
    const answer = frame.body && this.rules.get(frame.body.case)?.(frame.body.value as never, frame);
    if (answer) this.world.setTimer(() => this.send(answer, frame.id, socket), 1);
  }

  private greet(socket: FakeSocket, re: number): void {
    if (socket.closedByClient) return;
    const { self, epoch, serverVersion, features, heartbeatMs } = this;
    const limits = { frameBytes: 1 << 20, messageBytes: 65536, requestsPerSecond: 50, historyPage: 100, heartbeatMs };
    this.send({ case: "welcome", value: { self, epoch, serverVersion, features, resource: "web", limits } } as Answer, re, socket);
    const { contacts, presence, rooms, gone, calls, invitations, epochChanged, snapshotFiles: files } = this;
    this.send({ case: "snapshot", value: { contacts, presence, rooms, gone, calls, files, invitations, epochChanged, last: true } } as Answer, 0, socket);
  }
}
