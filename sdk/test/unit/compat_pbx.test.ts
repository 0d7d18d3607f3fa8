// Contract 8: IPCortex.PBX, Contact and Address; what of sections 5 and 7 exists by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Address, Contact } from "../../src/compat/contact.js";
import type { Room } from "../../src/compat/room.js";
import { watch } from "../support/client_world.js";
import { page, startedPage } from "../support/page_world.js";
import { BOB, CAT, ME, makeContact, makeGuest, makeMember, makeRoom, messagesUpTo, oneToOne, type WirePeer } from "../support/wire_peer.js";

const withRoom = (peer: WirePeer) => {
  peer.rooms = [{ room: oneToOne(1), newest: 0, seen: 0 }];
};
const online = (contactId: number, ...shows: ("online" | "away" | "dnd")[]) => ({ contactId, resources: shows.map((show, i) => ({ name: `r${i}`, show, text: "" })) });
const code = (result: { error?: unknown }) => (result.error as { code?: string } | undefined)?.code;

test("startFeed resolves once contacts and rooms are filled, and calls back", async () => {
  const { world, PBX } = page({ prepare: withRoom });
  const calls: unknown[] = [];
  let filled: unknown;
  void PBX.Auth.login({ username: "ann", password: "x" })
    .then(() => PBX.startFeed((...args: unknown[]) => calls.push(args)))
    .then((value) => (filled = [value, PBX.contacts.length, PBX.rooms.length]));
  assert.deepEqual([PBX.contacts, PBX.rooms], [[], []], "Arrays before login, too");
  await world.pass(50);
  assert.deepEqual(filled, [undefined, 3, 1]);
  assert.deepEqual(calls, [[true]]);
  assert.ok(Array.isArray(PBX.contacts) && Array.isArray(PBX.rooms));
});

test("startFeed twice and unbound: one connection", async () => {
  const { world, PBX } = page();
  void PBX.Auth.login({ username: "ann", password: "x" });
  await world.pass(10);
  const { startFeed } = PBX;
  const started = [watch(startFeed()), watch(startFeed({ device: true, deviceMin: 1, mailbox: true, queue: true, presence: true, pingtime: 30 }))];
  await world.pass(50);
  const again = watch(PBX.startPoll());
  await world.pass(50);
  assert.deepEqual([...started, again].map((one) => one.state), ["resolved", "resolved", "resolved"]);
  assert.equal(world.sockets.length, 1);
});

test("startFeed: error 2 when nobody is logged in", async () => {
  const { world, PBX } = page();
  const errors: unknown[] = [];
  const started = watch(PBX.startFeed(() => errors.push("cb"), (...args: unknown[]) => errors.push(args)));
  await world.pass(50);
  assert.equal(code(started), "not_logged_in");
  assert.deepEqual(errors, [[2, "You are not logged in."]]);
});

test("startFeed: error 3 while the login is under way", async () => {
  const { world, PBX } = page();
  const errors: unknown[] = [];
  void PBX.Auth.login({ username: "ann", password: "x" });
  const started = watch(PBX.startFeed({ errorCB: (number: number) => errors.push(number) }));
  await world.pass(50);
  assert.equal(started.state, "rejected");
  assert.deepEqual(errors, [3]);
});

test("startFeed: error 99 when the server cannot be asked who we are", async () => {
  const { world, peer, PBX } = page();
  world.tabStore!.set("foyer:https://foyer.example::token", "bearer-0");
  peer.reachable = false;
  const [second, option]: [unknown[], unknown[]] = [[], []];
  watch(PBX.startFeed(undefined, (number: number) => second.push(number)));
  watch(PBX.startFeed({ errorCB: (number: number) => option.push(number) }));
  await world.pass(50);
  for (const errors of [second, option]) assert.ok(errors.length > 0 && errors.every((number) => number === 99));
});

test("startFeed(null, errCB): what stands second is told errors only", async () => {
  const { world, PBX } = page();
  void PBX.Auth.login({ username: "ann", password: "x" });
  await world.pass(10);
  const errors: unknown[] = [];
  const started = watch(PBX.startFeed(null, (number: number) => errors.push(number)));
  await world.pass(50);
  assert.deepEqual([started.state, errors], ["resolved", []]);
  void PBX.Auth.logout();
  await world.pass(50);
  watch(PBX.startFeed());
  await world.pass(50);
  assert.deepEqual(errors, [2]);
});

test("startFeed: error 1 for what nobody has foreseen", async () => {
  const { world, PBX } = page();
  world.tabStore!.set("foyer:https://foyer.example::token", "bearer-0");
  world.onRequest = () => ({ status: 200, text: '{"self":"nonsense"}' });
  const errors: unknown[] = [];
  const started = watch(PBX.startFeed({ errorCB: (number: number) => errors.push(number) }));
  await world.pass(50);
  assert.equal(started.state, "rejected");
  assert.deepEqual(errors, [1]);
});

test("startFeed: error 91 when the WebSocket would not open in time; then it can be started anew", async () => {
  const { world, peer, PBX } = page();
  void PBX.Auth.login({ username: "ann", password: "x" });
  await world.pass(10);
  peer.reachable = false;
  const errors: unknown[] = [];
  const started = watch(PBX.startFeed({ maxWSRetryTime: 10, errorCB: (number: number) => errors.push(number) }));
  await world.pass(60_000);
  assert.equal(started.state, "rejected");
  assert.deepEqual(errors, [91]);
  peer.reachable = true;
  const again = watch(PBX.startFeed());
  await world.pass(50);
  assert.equal(again.state, "resolved");
});

test("error 92 once for a long outage, none for a short one; the feed comes back by itself", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const errors: unknown[] = [];
  void PBX.startFeed({ errorCB: (number: number) => errors.push(number) });
  await world.pass(10);
  peer.drop();
  await world.pass(5000);
  assert.deepEqual(errors, []);
  peer.reachable = false;
  peer.drop();
  await world.pass(120_000);
  assert.deepEqual(errors, [92]);
  peer.reachable = true;
  peer.rooms = [{ room: oneToOne(1) }, { room: oneToOne(2) }];
  await world.pass(31_000);
  assert.equal(PBX.rooms.length, 2);
});

test("error 2 when the session ends, 90 when the server refuses this client, 100 when its version changed", async () => {
  for (const [action, number] of [
    [(peer: WirePeer) => peer.drop(4003), 2],
    [(peer: WirePeer) => peer.drop(4002), 90],
    [(peer: WirePeer) => ((peer.serverVersion = "2.0"), peer.drop()), 100],
  ] as const) {
    const { world, peer, PBX } = await startedPage();
    const errors: unknown[] = [];
    void PBX.startFeed({ errorCB: (n: number) => errors.push(n) });
    await world.pass(10);
    action(peer);
    await world.pass(5000);
    assert.deepEqual(errors, [number]);
  }
});

test("pauseFeed, stopFeed, fetchData and the legacy names", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const paused = watch(PBX.pauseFeed());
  await world.pass(10);
  assert.equal(paused.state, "resolved");
  assert.equal(peer.asked("bye").length, 0);
  assert.equal(PBX.rooms.length, 1, "what is there stays readable");
  const resumed = watch(PBX.startFeed());
  await world.pass(50);
  assert.equal(resumed.state, "resolved");
  assert.deepEqual(peer.hellos[1]!.cursors, [{ roomId: 1, seq: 0 }]);
  const stopped = watch(PBX.stopFeed());
  await world.pass(10);
  assert.equal(stopped.state, "resolved");
  assert.equal(peer.asked("bye").length, 1);
  const fetched = watch(PBX.fetchData());
  await world.pass(50);
  assert.equal(fetched.state, "resolved");
  assert.equal(world.socket.closedByClient, true, "not left running");
  const polled = watch(PBX.startPoll());
  await world.pass(50);
  assert.equal(polled.state, "resolved");
  const ended = watch(PBX.stopPoll());
  await world.pass(10);
  assert.equal(ended.state, "resolved");
  assert.equal(PBX.httpStopReuse(), undefined);
});

test("enableChat: a synchronous Boolean, arguments by type in any order; goes online", async () => {
  const before = page();
  assert.equal(before.PBX.enableChat(() => {}), false, "the feed was not started");
  const { world, peer, PBX } = await startedPage(withRoom);
  assert.equal(peer.hellos[0]!.show, "offline");
  const rooms: unknown[] = [];
  const contacts: unknown[] = [];
  const result = PBX.enableChat({ autoseen: false }, (room: Room) => rooms.push(room), (contact: Contact) => contacts.push(contact.cID));
  assert.equal(result, true);
  assert.deepEqual(rooms, [], "asynchronously");
  await world.pass(10);
  assert.deepEqual(rooms, [PBX.rooms[0]]);
  assert.deepEqual(peer.asked("setPresence"), [{ show: "online", text: "" }]);
  peer.send({ case: "presenceEvent", value: { presence: [online(BOB, "online")] } });
  await world.pass(10);
  assert.deepEqual(contacts, [BOB]);
});

test("enableChat: what stands second hears of presence, also where the first is left out", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const heard: unknown[] = [];
  PBX.enableChat(null, (contact: Contact) => heard.push(contact.cID), { autoseen: false });
  await world.pass(10);
  assert.deepEqual(heard, []);
  peer.send({ case: "presenceEvent", value: { presence: [online(BOB, "online")] } });
  await world.pass(10);
  assert.deepEqual(heard, [BOB]);
});

test("enableChat: each room once to roomCB, the ones that exist and the ones that come", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  const rooms: number[] = [];
  const roomCB = (room: Room) => rooms.push(room.roomID);
  peer.roomEvent(oneToOne(2));
  PBX.enableChat(roomCB);
  PBX.enableChat(roomCB);
  await world.pass(20);
  peer.roomEvent(makeRoom(3, [makeMember(ME, "Ann"), makeMember(CAT, "Cat")]));
  await world.pass(20);
  assert.deepEqual(rooms.sort(), [1, 2, 3]);
});

test("enableChat: the presence comes with the next Hello where the feed is still connecting", async () => {
  const { world, peer, PBX } = page();
  void PBX.Auth.login({ username: "ann", password: "x" });
  await world.pass(10);
  void PBX.startFeed();
  assert.equal(PBX.enableChat(), true);
  await world.pass(50);
  assert.equal(peer.hellos[0]!.show, "online");
});

test("disableChat and setStatus", async () => {
  const { world, peer, PBX } = await startedPage(withRoom, []);
  const done = [watch(PBX.setStatus("dnd", "in a meeting")), watch(PBX.setStatus("away")), watch(PBX.disableChat())];
  await world.pass(10);
  assert.deepEqual(done.map((one) => one.state), ["resolved", "resolved", "resolved"]);
  assert.deepEqual(peer.asked("setPresence").slice(1), [
    { show: "dnd", text: "in a meeting" },
    { show: "away", text: "" },
    { show: "offline", text: "" },
  ]);
  const wrong = watch(PBX.setStatus("dancing"));
  await world.pass(10);
  assert.equal(code(wrong), "bad_request");
});

test("enableFeature: false at once where the server does not offer it, and for unknown names", async () => {
  const { PBX } = await startedPage(withRoom, []);
  for (const name of ["av", "file", "cmd", "keevio", "nonsense"]) assert.equal(PBX.enableFeature(name, () => {}, ["chat"]), false);
});

test("chatInvite: resolves with the Room, existing or new, after its new", async () => {
  const { world, peer, PBX } = await startedPage(withRoom, []);
  const log: string[] = [];
  PBX.enableChat((room: Room) => {
    log.push(`roomCB ${room.roomID}`);
    room.addListener("update", () => log.push(`update ${room.roomID}`));
  });
  await world.pass(10);
  log.length = 0;
  peer.answer("inviteToChat", ({ parties }) => {
    if (parties[0]!.contactId === CAT) peer.roomEvent(makeRoom(2, [makeMember(ME, "Ann"), makeMember(CAT, "Cat", "invited")]));
    return { case: "roomAnswer", value: { roomId: parties[0]!.contactId === CAT ? 2 : 1 } };
  });
  const calls: unknown[] = [];
  let fresh: Room | undefined;
  void PBX.chatInvite([CAT], (...args: unknown[]) => calls.push(args)).then((room) => {
    log.push(`resolved ${room.roomID}`);
    fresh = room;
    room.addListener("update", () => log.push("update, listened to after the promise"));
  });
  const existing = PBX.chatInvite([PBX.getContact(BOB)!]);
  await world.pass(20);
  assert.equal(fresh, PBX.getRoom(2));
  assert.deepEqual(calls, [[true, fresh]]);
  assert.equal(await existing, PBX.getRoom(1));
  assert.equal(log.indexOf("roomCB 2") < log.indexOf("resolved 2"), true);
  assert.equal(log.includes("update, listened to after the promise"), true, "an update follows the promise");
});

test("chatInvite with a guest; refused with a reason", async () => {
  const { world, peer, PBX } = await startedPage();
  peer.refuse("inviteToChat", "not_in_roster", "You and this contact have not accepted each other.");
  const calls: unknown[] = [];
  const refused = watch(PBX.chatInvite([{ name: "Greta Guest", email: "g@x.example", invite: true }], (...args: unknown[]) => calls.push(args)));
  await world.pass(10);
  assert.equal(code(refused), "not_in_roster");
  assert.deepEqual(calls, [[false, "You and this contact have not accepted each other."]]);
  assert.deepEqual(peer.asked("inviteToChat")[0]!.parties[0]!.guest, makeGuest("Greta Guest", { email: "g@x.example", invite: true }));
});

test("createRoom: parties, name and flags", async () => {
  const { world, peer, PBX } = await startedPage();
  peer.answer("createRoom", ({ name }) => {
    peer.roomEvent(makeRoom(5, [makeMember(ME, "Ann"), makeMember(BOB, "Bob")], { name, multi: true }));
    return { case: "roomAnswer", value: { roomId: 5 } };
  });
  const calls: unknown[] = [];
  const created = PBX.createRoom([BOB, PBX.getContact(CAT)], { name: "Project", public: true, archive: true }, (...args: unknown[]) => calls.push(args));
  await world.pass(10);
  assert.equal((await created).label, "Project");
  assert.deepEqual(calls, [[true, PBX.getRoom(5)]]);
  const [asked] = peer.asked("createRoom");
  assert.deepEqual([asked!.name, asked!.public, asked!.archive, asked!.parties.map((party) => party.contactId)], ["Project", true, true, [BOB, CAT]]);
});

test("a room that is answered for before its event is waited for", async () => {
  const { world, peer, PBX } = await startedPage();
  peer.answer("createRoom", () => ({ case: "roomAnswer", value: { roomId: 5 } }));
  const created = watch(PBX.createRoom([BOB]));
  await world.pass(10);
  assert.equal(created.state, "pending");
  peer.roomEvent(makeRoom(5, [makeMember(BOB, "Bob")], { multi: true }));
  await world.pass(10);
  assert.equal(created.value, PBX.getRoom(5));
});

test("contacts include oneself; getContact and getRoom take numbers and digits", async () => {
  const { PBX } = await startedPage(withRoom);
  assert.deepEqual(PBX.contacts.map((contact) => contact.cID).sort(), [ME, BOB, CAT]);
  assert.equal(PBX.getContact(BOB)!.name, "Bob");
  assert.equal(PBX.getContact("8")!.name, "Bob");
  assert.equal(PBX.getContact(4711), null);
  assert.equal(PBX.getContact(undefined as never), null);
  assert.equal(PBX.getRoom(1), PBX.rooms[0]);
  assert.equal(PBX.getRoom("1"), PBX.rooms[0]);
  assert.equal(PBX.getRoom(2), null);
  assert.deepEqual(PBX.owned, []);
});

test("Contact: all its properties", async () => {
  const { PBX, Types } = await startedPage((peer) => {
    peer.contacts = [makeContact(BOB, "Bob", { email: "bob@acme.example" }), makeContact(30, "Xavier", { kind: "xmpp", chatId: "x@jabber.example" })];
    peer.presence = [online(BOB, "dnd", "away")];
  });
  const bob = PBX.getContact(BOB)!;
  assert.ok(bob instanceof Types.Contact);
  const { cID, name, uname, company, companyName, email, canCall, canChat, chatID, states, show, blf, canTag, tags } = bob;
  assert.deepEqual(
    { cID, name, uname, company, companyName, email, canCall, canChat, chatID, states, show, blf, canTag, tags },
    { cID: BOB, name: "Bob", uname: "bob", company: 3, companyName: "Acme", email: "bob@acme.example", canCall: false, canChat: true, chatID: "8", states: { r0: "dnd", r1: "away" }, show: "away", blf: 0, canTag: false, tags: [] },
  );
  assert.equal(PBX.getContact("x@jabber.example")!.cID, 30);
  assert.match(bob.photo(48), /^data:image\/svg\+xml,/);
});

test("Contact.show is the most reachable state; canChat needs the roster", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.contacts = [makeContact(BOB, "Bob", { roster: "asked" }), makeContact(CAT, "Cat")];
    p.presence = [online(CAT, "dnd", "online", "away"), online(ME, "online")];
  });
  assert.deepEqual([PBX.getContact(CAT)!.show, PBX.getContact(CAT)!.canChat], ["online", true]);
  assert.deepEqual([PBX.getContact(BOB)!.show, PBX.getContact(BOB)!.canChat], ["", false]);
  assert.equal(PBX.getContact(ME)!.canChat, false, "not with oneself");
  const log: string[] = [];
  PBX.getContact(CAT)!.addListener("update", (contact: Contact) => log.push(`${contact.show}|${contact.canChat}`));
  await world.pass(10);
  log.length = 0;
  peer.send({ case: "presenceEvent", value: { presence: [online(CAT, "away")] } });
  await world.pass(10);
  peer.send({ case: "presenceEvent", value: { presence: [online(CAT)] } });
  await world.pass(10);
  assert.deepEqual(log, ["away|true", "|false"]);
});

test("contacts come, change and go", async () => {
  const { world, peer, PBX, Types } = await startedPage();
  const log: string[] = [];
  const onNew = (contact: Contact) => log.push(`new ${contact.name}`);
  const onUpdate = (contact: Contact) => log.push(`update ${contact.name}`);
  Types.Contact.addListener("new", onNew);
  Types.Contact.addListener("update", onUpdate);
  await world.pass(10);
  log.length = 0;
  peer.send({ case: "contactEvent", value: { contacts: [makeContact(11, "Dan")] } });
  await world.pass(10);
  const dan = PBX.getContact(11);
  peer.send({ case: "contactEvent", value: { contacts: [makeContact(11, "Daniel")] } });
  await world.pass(10);
  assert.equal(PBX.getContact(11), dan, "the same object");
  peer.send({ case: "contactGone", value: { contactIds: [11] } });
  await world.pass(10);
  assert.equal(PBX.getContact(11), null);
  assert.ok(!PBX.contacts.some((contact) => contact.cID === 11));
  assert.deepEqual(log, ["new Dan", "update Dan", "update Daniel", "update Daniel"]);
  Types.Contact.removeListener("new", onNew);
  Types.Contact.removeListener("update", onUpdate);
});

test("contacts that went while we were away are gone after the reconnect", async () => {
  const { world, peer, PBX } = await startedPage((p) => {
    p.presence = [online(BOB, "online")];
  });
  peer.drop();
  peer.contacts = [makeContact(BOB, "Bob")];
  peer.presence = [];
  await world.pass(3000);
  assert.deepEqual(PBX.contacts.map((contact) => contact.cID).sort(), [ME, BOB]);
  assert.equal(PBX.getContact(BOB)!.show, "");
});

test("Contact.chat, xmppReq, xmppAuth, xmppDel", async () => {
  const { world, peer, PBX } = await startedPage(withRoom);
  for (const kind of ["requestContact", "acceptContact", "endContact"] as const) peer.answer(kind, () => ({ case: "done", value: {} }));
  peer.answer("inviteToChat", () => ({ case: "roomAnswer", value: { roomId: 1 } }));
  const { chat, xmppReq, xmppAuth, xmppDel } = PBX.getContact(BOB)!;
  const calls: unknown[] = [];
  const room = chat((...args: unknown[]) => calls.push(args));
  const done = [watch(xmppReq()), watch(xmppAuth()), watch(xmppDel())];
  await world.pass(20);
  assert.equal(await room, PBX.rooms[0]);
  assert.deepEqual(calls, [[true, PBX.rooms[0]]]);
  assert.deepEqual(done.map((one) => one.state), ["resolved", "resolved", "resolved"]);
  assert.deepEqual(peer.asked("requestContact"), [{ contactId: BOB, uname: "" }]);
  assert.deepEqual(peer.asked("acceptContact"), [{ contactId: BOB }]);
  assert.deepEqual(peer.asked("endContact"), [{ contactId: BOB }]);
});

test("getAddressbook: a Promise of Addresses", async () => {
  const { world, PBX, Types } = await startedPage();
  const asked = PBX.getAddressbook();
  await world.pass(10);
  const book = await asked;
  assert.equal(book.length, 3);
  const me = book.find((address) => address.cID === ME)!;
  assert.ok(me instanceof Types.Address);
  assert.deepEqual([me.isMe, me.canEdit, me.key, me.number, me.group, me.name], [true, false, "7", "", "Acme", "Ann"]);
  assert.deepEqual(book.sort((a, b) => a.sortFn(b)).map((address) => address.name), ["Ann", "Bob", "Cat"]);
});

test("getAddressbook(cb): everything at first, then what comes and goes; repeatable", async () => {
  const { world, peer, PBX } = await startedPage();
  const calls: [string[], readonly string[]][] = [];
  const others: number[] = [];
  PBX.getAddressbook((added: readonly Address[], removed: readonly string[]) => calls.push([added.map((one) => one.name), removed]));
  PBX.getAddressbook((added: readonly Address[]) => others.push(added.length));
  assert.deepEqual(calls, []);
  await world.pass(10);
  peer.send({ case: "contactEvent", value: { contacts: [makeContact(11, "Dan")] } });
  await world.pass(10);
  peer.send({ case: "contactGone", value: { contactIds: [11] } });
  await world.pass(10);
  const sorted = calls.map((call) => [[...call[0]].sort(), call[1]]);
  assert.deepEqual(sorted, [
    [["Ann", "Bob", "Cat"], []],
    [["Dan"], []],
    [[], ["11"]],
  ]);
  assert.deepEqual(others, [3, 1, 0]);
});

test("getAddressbook before the feed is up waits for it; without a feed it rejects", async () => {
  const { world, PBX } = page();
  const without = watch(PBX.getAddressbook());
  void PBX.Auth.login({ username: "ann", password: "x" });
  await world.pass(10);
  assert.equal(code(without), "unavailable");
  void PBX.startFeed();
  const waiting = PBX.getAddressbook();
  await world.pass(50);
  assert.equal((await waiting).length, 3);
});

test("unread messages of rooms that exist reach a listener added in roomCB", async () => {
  const { world, PBX } = await startedPage((p) => {
    p.rooms = [{ room: oneToOne(1), newest: 3, seen: 1, messages: messagesUpTo(3, 2) }];
  });
  const log: string[] = [];
  PBX.enableChat((room: Room) => {
    room.addListener("message", (r: Room) => log.push(...r.messages.map((message) => message.msg)));
  });
  await world.pass(200);
  assert.deepEqual(log, ["text 2", "text 3"]);
});

test("everything of PBX works unbound", async () => {
  const { world, PBX } = await startedPage(withRoom);
  for (const [name, value] of Object.entries(PBX)) {
    if (typeof value === "function") assert.equal((value as { name: string }).name.startsWith("bound"), false, name);
  }
  const { enableChat, getContact, getRoom, setStatus } = PBX;
  assert.equal(enableChat(), true);
  assert.ok(getContact(BOB) && getRoom(1));
  const set = watch(setStatus("online"));
  await world.pass(10);
  assert.equal(set.state, "resolved");
});
