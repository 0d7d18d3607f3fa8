/** The pages of account and administration. */
import type { ReactNode } from "react";
import { Banner } from "../src/ui/Banner";
import { ConfirmDialog } from "../src/ui/RoomDialogs";
import { AllInvitationsView, type AllInvitationsItem } from "../src/ui/office/AllInvitationsView";
import { AllRoomsView, ExportDialog, type AllRoomsItem } from "../src/ui/office/AllRoomsView";
import { AuditView, type AuditItem } from "../src/ui/office/AuditView";
import { CompaniesView, CompanyDialog, type CompanyItem } from "../src/ui/office/CompaniesView";
import type { ListState } from "../src/ui/office/DataTable";
import { KeysTable, type KeyItem } from "../src/ui/office/KeysTable";
import { KeysView, NewKeyDialog } from "../src/ui/office/KeysView";
import { OfficeFrame, type OfficeGroup } from "../src/ui/office/OfficeFrame";
import { SecretDialog } from "../src/ui/office/SecretDialog";
import { ServerView } from "../src/ui/office/ServerView";
import { SessionsTable, type SessionItem } from "../src/ui/office/SessionsTable";
import { SessionsView } from "../src/ui/office/SessionsView";
import { ImportDialog, NewUserDialog, PasswordSetDialog, ResetPasswordDialog } from "../src/ui/office/UserDialogs";
import { UsersView, type CompanyOptions, type UserItem } from "../src/ui/office/UsersView";
import { RenameUserDialog, UserView, type UserViewProps } from "../src/ui/office/UserView";
import { WebhookDialog, WebhooksView, type WebhookItem } from "../src/ui/office/WebhooksView";
import { WebhookView, type DeliveryItem, type WebhookViewProps } from "../src/ui/office/WebhookView";
import { auditWords } from "../src/ui/office/words";
import { now } from "./people";
import "../src/ui/office/office.css";
import { officeIcons } from "../src/ui/office/icons";

const none = () => {};
const asking = { busy: false };
const hours = (n: number) => n * 3_600_000;
const list: ListState = { more: false, busy: false, error: undefined, onMore: none };
const failed: ListState = { ...list, more: true, error: "The server cannot be reached." };

const groups: OfficeGroup[] = [
  { title: "Your account", sections: [{ key: "sessions", words: "Sessions", icon: officeIcons.device, href: "#s" }, { key: "keys", words: "API keys", icon: officeIcons.key, href: "#k" }] },
  { title: "Administration", sections: [
    { key: "companies", words: "Companies", icon: officeIcons.company, href: "#c" }, { key: "users", words: "Users", icon: "people", href: "#u" }, { key: "rooms", words: "Rooms", icon: "room", href: "#r" },
    { key: "invitations", words: "Invitations", icon: "mailAsk", href: "#i" }, { key: "webhooks", words: "Webhooks", icon: officeIcons.hook, href: "#w" }, { key: "audit", words: "Audit log", icon: officeIcons.list, href: "#a" },
    { key: "server", words: "Server", icon: officeIcons.server, href: "#v" },
  ] },
];

function At({ page, extra, children }: { page: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <>
      <OfficeFrame groups={page === "sessions" ? groups.slice(0, 1) : groups} current={page} homeHref="#/" banner={<Banner notice={{ state: "live" }} />}>{children}</OfficeFrame>
      {extra}
    </>
  );
}

const companies: CompanyItem[] = [
  { companyId: 1, name: "Miller & Daughters", people: 42, autoRoster: true, supervisionShown: true, language: "de", guestsMayChat: true, guestsMayShareFiles: true, guestsMayCall: true },
  { companyId: 2, name: "Nordlys Trading", people: 1, autoRoster: false, supervisionShown: false, language: "", guestsMayChat: true, guestsMayShareFiles: false, guestsMayCall: true },
  { companyId: 3, name: "Atelier Carvalho", people: 7, autoRoster: true, supervisionShown: false, language: "pt", guestsMayChat: false, guestsMayShareFiles: false, guestsMayCall: false },
];
const options: CompanyOptions = companies.map(({ companyId, name }) => [companyId, name] as const);

const user = (contactId: number, name: string, uname: string, more: Partial<UserItem> = {}): UserItem =>
  ({ contactId, name, uname, email: uname && `${uname}@example.com`, kind: "user", companyId: 1, administrator: false, disabled: false, supervises: [], ...more });
const users: UserItem[] = [
  user(1, "Ann Miller", "ann", { administrator: true }),
  user(2, "Ben Okafor", "ben", { supervises: [1, 3] }),
  user(3, "Clara Lindqvist", "clara"),
  user(4, "David Moreau", "david", { disabled: true, email: "" }),
  user(8, "Henrik Sørensen", "henrik", { companyId: 2 }),
  user(10, "Jo from Delivery", "", { kind: "guest" }),
];

const sessions: SessionItem[] = [
  { sessionId: 5, loginToken: false, subid: "", createdMs: now - hours(2), expiresMs: now + hours(22), current: true },
  { sessionId: 4, loginToken: true, subid: "", createdMs: now - hours(90), expiresMs: now + hours(600), current: false },
  { sessionId: 3, loginToken: false, subid: "crm", createdMs: now - hours(91), expiresMs: 0, current: false },
];
const keys: KeyItem[] = [
  { keyId: 1, name: "Order robot", scopes: ["read", "write"], createdMs: now - hours(900), expiresMs: now + hours(1300), lastUsedMs: now - hours(1) },
  { keyId: 2, name: "Telephone system of the front office", scopes: ["command"], createdMs: now - hours(9000), expiresMs: now - hours(3), lastUsedMs: now - hours(70) },
  { keyId: 3, name: "Monitoring", scopes: ["read"], createdMs: now - hours(20), expiresMs: 0, lastUsedMs: 0 },
];

const room = (roomId: number, name: string, more: Partial<AllRoomsItem> = {}): AllRoomsItem =>
  ({ roomId, name, multi: true, public: false, archive: false, ended: false, companyId: 1, members: 4, guests: 0, messages: 210, createdMs: now - hours(900), lastMessageMs: now - hours(3), ...more });
const rooms: AllRoomsItem[] = [
  room(11, "", { multi: false, members: 2, messages: 1204 }),
  room(12, "Spring catalogue", { guests: 1, members: 5 }),
  room(14, "Everyone", { public: true, archive: true, members: 42, messages: 18_220 }),
  room(17, "Autumn catalogue", { ended: true, members: 0, messages: 98, lastMessageMs: 0, companyId: 3 }),
];

const invitation = (id: number, guest: string, more: Partial<AllInvitationsItem>): AllInvitationsItem =>
  ({ id, guest, way: "Link passed on by the inviter", inviter: "Ann Miller", room: "Room 12", company: "Miller & Daughters", state: "Not used yet", tone: "plain", problem: "", createdMs: now - hours(20), validToMs: now + hours(100), canRevoke: true, ...more });
const invitations: AllInvitationsItem[] = [
  invitation(1, "Gus Müller", {}),
  invitation(2, "Gil Adair", { way: "gil.adair@example.org", state: "Not delivered", tone: "bad", problem: "The mail server refused the message (550)." }),
  invitation(3, "Jo from Delivery", { way: "+44 20 7946 0018", state: "Has come", tone: "good", validToMs: 0 }),
  invitation(4, "Gia Rossi", { state: "Withdrawn", canRevoke: false }),
];

const webhooks: WebhookItem[] = [
  { webhookId: 1, companyId: 1, url: "https://crm.example.com/hooks/foyer", events: ["message.posted", "guest.came"], active: true, createdMs: now - hours(500) },
  { webhookId: 2, companyId: 3, url: "https://automation.example.org/a-rather-long-path/that-goes-on/7f3c2d9a", events: ["room.created", "room.changed", "room.ended", "member.added", "member.left"], active: false, createdMs: now - hours(50) },
];
const delivery = (deliveryId: number, event: string, more: Partial<DeliveryItem> = {}): DeliveryItem =>
  ({ deliveryId, event, body: `{"event":"${event}","companyId":1,"timeMs":1741781040000,"roomId":12}`, createdMs: now - hours(deliveryId % 7), state: "webhook_delivered", tries: 1, nextTryMs: 0, status: 204, error: "", ...more });
const deliveries: DeliveryItem[] = [
  delivery(34, "guest.came", { state: "webhook_waiting", tries: 2, nextTryMs: now + hours(1), status: 503, error: "The receiver answered with status 503." }),
  delivery(33, "message.posted"),
  delivery(32, "message.posted", { state: "webhook_failed", tries: 8, status: 0, error: "The name crm.example.com is not known." }),
  delivery(31, "test"),
];
const webhookView: WebhookViewProps = { webhook: webhooks[0], company: "Miller & Daughters", webhooksHref: "#w", busy: false, error: undefined, tested: undefined, deliveries, log: list, onTest: none, onReload: none, onEdit: none, onSecret: none, onRemove: none };

const entry = (auditId: number, action: string, more: Partial<AuditItem> = {}): AuditItem =>
  ({ auditId, atMs: now - hours(60 - auditId), contactId: 1, actorName: "Ann Miller", local: false, action, target: "", targetName: "", detail: "", ...more });
const entries: AuditItem[] = [
  entry(59, "audit.read"),
  entry(58, "room.exported", { target: "room 12", targetName: "Spring catalogue" }),
  entry(57, "user.password_set", { target: "user 4", targetName: "David Moreau" }),
  entry(55, "supervision.granted", { contactId: 0, actorName: "", local: true, target: "user 2", targetName: "Ben Okafor", detail: "Atelier Carvalho" }),
  entry(50, "room.watched", { contactId: 2, actorName: "Ben Okafor", target: "room 14", targetName: "Everyone" }),
];

const limits = [
  { name: "rooms.members", value: 500, unit: "people", doc: "Members of one room." },
  { name: "files.size_bytes", value: 4_294_967_296, unit: "bytes", doc: "Largest file." },
  { name: "http.handshake_timeout_ms", value: 10_000, unit: "ms", doc: "From the connection to the end of the TLS handshake." },
  { name: "login.session_s", value: 86_400, unit: "s", doc: "A session nobody uses ends after this." },
];
const generate = () => "k7mp-2xqd-9abn-h4rt";
const importing = { companies: options, companyId: 1, onCheck: none, onImport: none, onChanged: none, onPasswords: none, onClose: none, ...asking };

const userView: UserViewProps = {
  user: users[1], companies: options, usersHref: "#u", self: false, busy: false, error: undefined, onRename: none, onPassword: none, onSecondFactorOff: none, onDisabled: none, onAdministrator: none, onGrant: none, onRevoke: none, onEndAll: none,
  sessions: <SessionsTable sessions={sessions.map((each) => ({ ...each, current: false }))} {...list} nobody="" onEnd={none} ending={undefined} />,
  keys: <KeysTable keys={keys.slice(0, 1)} {...list} now={now} empty="" onRevoke={none} />,
};
const usersView = { companies: options, companyId: 0, onCompany: none, query: "", onQuery: none, searched: undefined, hrefOf: (id: number) => `#u${id}`, onNew: none, onImport: none };
const sessionsView = { ...list, nobody: "", refusal: undefined, ending: undefined, onEnd: none, onEndOthers: none };
const keysView = { ...list, now, docsHref: "#d", onNew: none, onRevoke: none };
const roomsView = { companies: options, companyId: 0, onCompany: none, query: "", onQuery: none, onExport: none, onClose: none };

const Users = () => <UsersView users={users} {...list} more {...usersView} />;
const Rooms = () => <AllRoomsView rooms={rooms} {...list} {...roomsView} />;
const Companies = () => <CompaniesView companies={companies} {...list} usersHref={(id) => `#c${id}`} onNew={none} onEdit={none} />;
const Webhooks = () => <WebhooksView webhooks={webhooks} {...list} companies={options} companyId={0} onCompany={none} hrefOf={(id) => `#w${id}`} onNew={none} />;

export const officeStories: Record<string, () => ReactNode> = {
  "office-sessions": () => <At page="sessions"><SessionsView sessions={sessions} {...sessionsView} /></At>,
  "office-sessions-refused": () => <At page="sessions"><SessionsView sessions={sessions} {...sessionsView} refusal="There is no such session any more." ending={3} /></At>,
  "office-sessions-failed": () => <At page="sessions"><SessionsView sessions={undefined} {...sessionsView} {...failed} /></At>,
  "office-keys": () => <At page="keys"><KeysView keys={keys} {...keysView} /></At>,
  "office-keys-empty": () => <At page="keys"><KeysView keys={[]} {...keysView} /></At>,
  "office-key-new": () => <At page="keys" extra={<NewKeyDialog scopes={["read", "write", "command", "admin"]} onCreate={none} onClose={none} {...asking} />}><KeysView keys={keys} {...keysView} /></At>,
  "office-key-made": () => <At page="keys" extra={<SecretDialog title="Your new key" words="Give it to the program, and to nobody else. It is shown nowhere again." label="API key" value="fk_Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA" copied={false} onCopy={none} onClose={none} />}><KeysView keys={keys} {...keysView} /></At>,
  "office-companies": () => <At page="companies"><Companies /></At>,
  "office-companies-loading": () => <At page="companies"><CompaniesView companies={undefined} {...list} usersHref={String} onNew={none} onEdit={none} /></At>,
  "office-companies-empty": () => <At page="companies"><CompaniesView companies={[]} {...list} usersHref={String} onNew={none} onEdit={none} /></At>,
  "office-company": () => <At page="companies" extra={<CompanyDialog company={companies[0]} onSave={none} onClose={none} busy={false} error="There is a company of this name." />}><Companies /></At>,
  "office-users": () => <At page="users"><Users /></At>,
  "office-users-searching": () => <At page="users"><UsersView users={users.slice(2, 3)} {...list} more busy {...usersView} query="cl" searched={400} /></At>,
  "office-users-nobody": () => <At page="users"><UsersView users={[]} {...list} {...usersView} query="zz" /></At>,
  "office-users-cut-off": () => <At page="users"><UsersView users={users} {...failed} {...usersView} /></At>,
  "office-user-new": () => <At page="users" extra={<NewUserDialog companies={options} companyId={1} generate={generate} onCreate={none} onClose={none} busy={false} error="This login name is taken." />}><Users /></At>,
  "office-user-password-set": () => <At page="users" extra={<PasswordSetDialog name="Ben Okafor" uname="ben" password={generate()} copied onCopy={none} onClose={none} />}><Users /></At>,
  "office-import": () => <At page="users" extra={<ImportDialog report={undefined} {...importing} />}><Users /></At>,
  "office-import-faults": () => <At page="users" extra={<ImportDialog report={{ checked: true, created: 0, faults: [{ line: 3, sentence: "The login name ben is taken." }, { line: 7, sentence: "The password is shorter than 8 characters." }], passwords: 0 }} {...importing} />}><Users /></At>,
  "office-import-ready": () => <At page="users" extra={<ImportDialog report={{ checked: true, created: 38, faults: [], passwords: 0 }} {...importing} />}><Users /></At>,
  "office-import-done": () => <At page="users" extra={<ImportDialog report={{ checked: false, created: 38, faults: [], passwords: 12 }} {...importing} />}><Users /></At>,
  "office-user": () => <At page="users"><UserView {...userView} /></At>,
  "office-user-self": () => <At page="users"><UserView {...userView} user={users[0]} self error="There must be an administrator." keys={<KeysTable keys={[]} {...list} now={now} empty={<p className="nothing">No API keys.</p>} onRevoke={none} />} /></At>,
  "office-user-gone": () => <At page="users"><UserView {...userView} user={undefined} error="There is no such thing, or you may not see it." /></At>,
  "office-user-rename": () => <At page="users" extra={<RenameUserDialog name="Ben Okafor" onRename={none} onClose={none} {...asking} />}><UserView {...userView} /></At>,
  "office-user-password": () => <At page="users" extra={<ResetPasswordDialog name="Ben Okafor" generate={generate} onReset={none} onClose={none} {...asking} />}><UserView {...userView} /></At>,
  "office-rooms": () => <At page="rooms"><Rooms /></At>,
  "office-rooms-empty": () => <At page="rooms"><AllRoomsView rooms={[]} {...list} {...roomsView} /></At>,
  "office-room-export": () => <At page="rooms" extra={<ExportDialog name="Everyone" progress={{ done: 7000, all: 18_220 }} busy onExport={none} onClose={none} />}><Rooms /></At>,
  "office-room-close": () => <At page="rooms" extra={<ConfirmDialog title="Close Spring catalogue?" words="It ends for everybody in it at once, with its calls and the files on their way. It cannot be undone." action="Close room" onConfirm={none} onClose={none} {...asking} />}><Rooms /></At>,
  "office-invitations": () => <At page="invitations"><AllInvitationsView invitations={invitations} {...list} companies={options} companyId={0} onCompany={none} onRevoke={none} /></At>,
  "office-invitations-empty": () => <At page="invitations"><AllInvitationsView invitations={[]} {...list} companies={options} companyId={0} onCompany={none} onRevoke={none} /></At>,
  "office-webhooks": () => <At page="webhooks"><Webhooks /></At>,
  "office-webhooks-empty": () => <At page="webhooks"><WebhooksView webhooks={[]} {...list} companies={options} companyId={0} onCompany={none} hrefOf={String} onNew={none} /></At>,
  "office-webhook-new": () => <At page="webhooks" extra={<WebhookDialog companies={options} companyId={1} onSave={none} onClose={none} busy={false} error="This address may not be called." />}><Webhooks /></At>,
  "office-webhook": () => <At page="webhooks"><WebhookView {...webhookView} tested={delivery(35, "test")} /></At>,
  "office-webhook-quiet": () => <At page="webhooks"><WebhookView {...webhookView} deliveries={[]} tested={delivery(35, "test", { state: "webhook_failed", status: 0, error: "The connection was refused." })} /></At>,
  "office-audit": () => <At page="audit"><AuditView entries={entries} {...list} more actions={Object.keys(auditWords)} action="" onAction={none} person="" personFault={undefined} onPerson={none} /></At>,
  "office-audit-nobody": () => <At page="audit"><AuditView entries={[]} {...list} actions={Object.keys(auditWords)} action="room.closed" onAction={none} person="ben" personFault="Nobody has the login name “bne”." onPerson={none} /></At>,
  "office-server": () => <At page="server"><ServerView level="info" busy={false} error={undefined} onLevel={none} limits={limits} list={list} /></At>,
};
