// What a transcript may say. Each line is one of these; names of rooms are given with `as NAME`.
//
//   people: ann, bob at Acme; dan at Borg; sue supervises Acme     (first line; sue is at Acme, too)
//   ann connects [with contacts] [holding talk 3, den 7]           a new connection; another word after a dot is a
//   ann.phone connects                                             second connection of the same person
//   ann disconnects | server is killed | server starts
//   ann sees talk newest 3 seen 1 missed 2 3                       of the snapshot at connecting
//   gus redeems                                                a guest uses the link that was told with an invitation
//   ann sees no rooms | call CALL in ROOM: …
//   ann > post talk "hi"                                           a request; it must be answered …
//   ann > post talk "hi" = 2                                       … with this value …
//   ann > post talk "hi" ! not_found                               … or with this refusal
//   bob < message talk 2 ann "hi"                                  the next event, in this order
//   bob < nothing                                                  no event is left
//
// WHO may be `guest NAME` where people are invited.
// Requests: post ROOM "TEXT" [key K] · chat WHO… as ROOM · create "NAME" [public] [archive] [with WHO…] as ROOM ·
//   add WHO… to ROOM · leave ROOM · remove WHO from ROOM · rename ROOM "NAME" · set ROOM public|archive on|off ·
//   convert ROOM · seen ROOM SEQ · take up ROOM · join ROOM · history ROOM [before N] [after N] [limit N] = SEQ… [more] ·
//   start CALL in ROOM · take CALL in ROOM · refuse CALL in ROOM · hang up CALL in ROOM · merge CALL in ROOM into CALL in ROOM ·
//   send CALL in ROOM audio video screen · signal WHO in CALL in ROOM "TEXT" (a restart without TEXT, else a candidate) ·
//   offer NAME of BYTES in ROOM · take file NAME · refuse file NAME · give up file NAME · finish file NAME · take back NAME ·
//   revoke GUEST · public rooms = ROOM… · ask WHO · accept WHO · end WHO · status SHOW
// Events: room ROOM: WHO STATE, … [multi] [public] [archive] ["NAME"] · message ROOM SEQ WHO|SYSTEM ["TEXT"] · seen ROOM SEQ ·
//   call CALL in ROOM: WHO offered|joined|rejected|timeout|left, … [with WHO audio …] [lost WHO] ·
//   file NAME in ROOM: WHO pending|accepted|complete|rejected|cancelled|error, … [done|withdrawn|expired|failed] ·
//   call CALL in ROOM ended REASON [into CALL] · signal CALL in ROOM from WHO ["TEXT"] · gone ROOM · contact WHO STATE · invitation GUEST STATE · presence WHO SHOW · self changed

const words = (text) => text.split(/[\s,]+/).filter(Boolean);

// Each request: a pattern, and what to send for it. `play` finds ids by name: play.room(name), play.person(name).
export const requests = [
    [/^post (\S+) "(.*)"(?: key (\S+))?$/, (play, room, text, key) => ({
        postMessage: { roomId: play.room(room), text: unescape(text), idempotencyKey: key ?? "" } }), (a) => a.messagePosted.seq],
    [/^chat (.+) as (\S+)$/, (play, who) => ({ inviteToChat: { parties: parties(play, who) } }), (a) => a.roomAnswer.roomId],
    [/^create "(.*?)"( public)?( archive)?(?: with (.+))? as (\S+)$/, (play, name, isPublic, archive, who) => ({
        createRoom: { name, public: !!isPublic, archive: !!archive, parties: parties(play, who ?? "") } }), (a) => a.roomAnswer.roomId],
    [/^add (.+) to (\S+)$/, (play, who, room) => ({ addMembers: { roomId: play.room(room), parties: parties(play, who) } })],
    [/^leave (\S+)$/, (play, room) => ({ leaveRoom: { roomId: play.room(room) } })],
    [/^remove (\S+) from (\S+)$/, (play, who, room) => ({
        removeMember: { roomId: play.room(room), contactId: play.person(who) } })],
    [/^rename (\S+) "(.*)"$/, (play, room, name) => ({ modifyRoom: { roomId: play.room(room), name } })],
    [/^set (\S+) (public|archive) (on|off)$/, (play, room, flag, on) => ({
        modifyRoom: { roomId: play.room(room), [flag]: on === "on" } })],
    [/^convert (\S+)$/, (play, room) => ({ modifyRoom: { roomId: play.room(room), goMulti: true } })],
    [/^seen (\S+) (\d+)$/, (play, room, seq) => ({ setSeen: { roomId: play.room(room), seq: Number(seq) } })],
    [/^take up (\S+)$/, (play, room) => ({ takeUpRoom: { roomId: play.room(room) } })],
    [/^join (\S+)$/, (play, room) => ({ joinRoom: { roomId: play.room(room) } })],
    [/^history (\S+)(?: before (\d+))?(?: after (\d+))?(?: limit (\d+))?$/, (play, room, before, after, limit) => ({
        readHistory: { roomId: play.room(room), before: Number(before ?? 0), after: Number(after ?? 0), limit: Number(limit ?? 0) } }),
        ({ historyPage: page }) => [...(page.messages ?? []).map((m) => m.seq), ...(page.more ? ["more"] : [])].join(" ")],
    [/^public rooms$/, () => ({ listPublicRooms: {} }),
        (a, play) => (a.publicRooms?.rooms ?? []).map((r) => play.nameOfRoom(r.roomId)).join(" ")],
    [/^start (\S+) in (\S+)$/, (play, call, room) => ({ startCall: { ...place(play, call, room), peerId: play.peer() } })],
    [/^take (\S+) in (\S+)$/, (play, call, room) => ({ joinCall: { ...place(play, call, room), peerId: play.peer() } })],
    [/^refuse (\S+) in (\S+)$/, (play, call, room) => ({ rejectCall: place(play, call, room) })],
    [/^hang up (\S+) in (\S+)$/, (play, call, room) => ({ leaveCall: { ...place(play, call, room), peerId: play.peer() } })],
    [/^merge (\S+) in (\S+) into (\S+) in (\S+)$/, (play, call, room, into, intoRoom) => ({
        mergeCalls: { ...place(play, call, room), intoCallId: play.call(into), intoRoomId: play.room(intoRoom) } })],
    [/^send (\S+) in (\S+)((?: audio| video| screen)*)$/, (play, call, room, media) => ({
        setCallMedia: { ...place(play, call, room), peerId: play.peer(), ...Object.fromEntries(words(media).map((one) => [one, true])) } })],
    [/^signal (\S+) in (\S+) in (\S+)(?: "(.*)")?$/, (play, who, call, room, text) => ({ sendSignal: {
        ...place(play, call, room), peerId: play.peer(), toPeerId: play.peer(who),
        signal: text === undefined ? { kind: "restart" } : { kind: "candidate", candidate: text } } })],
    [/^revoke (\S+)$/, (play, who) => ({ revokeInvitation: { invitationId: play.invitation(who) } })],
    [/^offer (\S+) of (\d+) in (\S+)$/, (play, name, size, room) => ({ offerFile: { roomId: play.room(room), name, size: Number(size) } })],
    [/^take file (\S+)$/, (play, name) => ({ acceptFile: { fileId: play.file(name) } })],
    [/^refuse file (\S+)$/, (play, name) => ({ rejectFile: { fileId: play.file(name) } })],
    [/^give up file (\S+)$/, (play, name) => ({ rejectFile: { fileId: play.file(name), failed: true } })],
    [/^finish file (\S+)$/, (play, name) => ({ finishFile: { fileId: play.file(name) } })],
    [/^take back (\S+)$/, (play, name) => ({ cancelFile: { fileId: play.file(name) } })],
    [/^ask (\S+)$/, (play, who) => ({ requestContact: { contactId: play.person(who) } })],
    [/^ask for login (\S+)$/, (play, uname) => ({ requestContact: { uname } })],
    [/^accept (\S+)$/, (play, who) => ({ acceptContact: { contactId: play.person(who) } })],
    [/^end (\S+)$/, (play, who) => ({ endContact: { contactId: play.person(who) } })],
    [/^status (\S+)$/, (play, show) => ({ setPresence: { show } })],
];

// Written in a transcript as \x00 or \n; everything else stands for itself.
const unescape = (text) => text.replace(/\\x([0-9a-f]{2})|\\n/g, (all, hex) => (hex ? String.fromCharCode(parseInt(hex, 16)) : "\n"));
const place = (play, call, room) => ({ callId: play.call(call), roomId: play.room(room) });
const parties = (play, who) => words(who.replace(/\bguest (\S+)/g, "guest:$1")).map((name) =>
    (name.startsWith("guest:") ? { guest: { name: name.slice("guest:".length) } } : { contactId: play.person(name) }));

// Says an event in the words of a transcript. Messages that came in one frame are said one by one.
export function say(frame, play) {
    if (frame.roomEvent) return [sayRoom(frame.roomEvent.room, play)];
    if (frame.messageEvent) return frame.messageEvent.messages.map((m) => sayMessage(frame.messageEvent.roomId, m, play));
    if (frame.seenEvent) return [`seen ${play.nameOfRoom(frame.seenEvent.roomId)} ${frame.seenEvent.seq}`];
    if (frame.roomGone) return [`gone ${play.nameOfRoom(frame.roomGone.roomId)}`];
    if (frame.contactEvent) return frame.contactEvent.contacts.map((c) => `contact ${play.nameOfPerson(c.contactId)} ${c.roster ?? "none"}`);
    if (frame.contactGone) return frame.contactGone.contactIds.map((id) => `no contact ${play.nameOfPerson(id)}`);
    if (frame.selfEvent) return ["self changed"];
    if (frame.callEvent) return [sayCall(frame.callEvent, play)];
    if (frame.callEnded) return [sayCallEnded(frame.callEnded, play)];
    if (frame.signalEvent) return [saySignal(frame.signalEvent, play)];
    if (frame.invitationEvent) return [sayInvitation(frame.invitationEvent.invitation, play)];
    if (frame.fileEvent) return [sayFile(frame.fileEvent.file, play)];
    if (frame.presenceEvent) return frame.presenceEvent.presence.map((p) => sayPresence(p, play));
    return [JSON.stringify(frame)];
}

function sayInvitation(invitation, play) {
    play.meet(invitation);
    return `invitation ${invitation.name} ${(invitation.state ?? "invitation_open").slice("invitation_".length)}`;
}

function sayRoom(room, play) {
    const members = (room.members ?? []).map((m) => `${m.kind === "guest" ? m.name : play.nameOfPerson(m.contactId)} ${m.state ?? "invited"}`);
    const marks = [room.multi && "multi", room.public && "public", room.archive && "archive", room.name && JSON.stringify(room.name)];
    return [`room ${play.nameOfRoom(room.roomId)}: ${members.join(", ")}`, ...marks.filter(Boolean)].join(" ");
}

function sayMessage(roomId, message, play) {
    const author = message.authorId ? play.nameOfPerson(message.authorId) : message.authorName;
    return `message ${play.nameOfRoom(roomId)} ${message.seq} ${author} ${JSON.stringify(message.text)}`;
}

export function sayCall({ roomId, call }, play) {
    const parties = (call.parties ?? []).map((p) => `${play.nameOfPerson(p.contactId)} ${(p.state ?? "call_offered").slice("call_".length)}`);
    const peers = call.peers ?? [];
    const sent = peers.map((p) => [play.nameOfPerson(p.contactId), ...["audio", "video", "screen"].filter((one) => p[one])]);
    return [`call ${play.nameOfCall(call.callId)} in ${play.nameOfRoom(roomId)}: ${parties.join(", ")}`,
        ...sent.filter((one) => one.length > 1).map((one) => `with ${one.join(" ")}`),
        ...peers.filter((p) => p.lost).map((p) => `lost ${play.nameOfPerson(p.contactId)}`)].join(" ");
}

function sayCallEnded(event, play) {
    const into = event.intoCallId ? ` into ${play.nameOfCall(event.intoCallId)}` : "";
    return `call ${play.nameOfCall(event.callId)} in ${play.nameOfRoom(event.roomId)} ended ${event.reason ?? "hung_up"}${into}`;
}

function saySignal(event, play) {
    const text = event.signal?.candidate ? ` ${JSON.stringify(event.signal.candidate)}` : "";
    return `signal ${play.nameOfCall(event.callId)} in ${play.nameOfRoom(event.roomId)} from ${play.nameOfPeer(event.peerId)}${text}`;
}

export function sayFile(file, play) {
    play.meetFile(file);
    const receivers = file.receivers.map((r) => `${play.nameOfPerson(r.contactId)} ${(r.state ?? "file_pending").slice("file_".length)}`);
    const end = file.state && file.state !== "file_open" ? ` ${file.state.slice("file_".length)}` : "";
    return `file ${file.name} in ${play.nameOfRoom(file.roomId)}: ${receivers.join(", ")}${end}`;
}

function sayPresence(presence, play) {
    const shows = (presence.resources ?? []).map((r) => r.show ?? "offline");
    const most = ["online", "away", "dnd"].find((show) => shows.includes(show)) ?? "offline";
    return `presence ${play.nameOfPerson(presence.contactId)} ${most}`;
}
