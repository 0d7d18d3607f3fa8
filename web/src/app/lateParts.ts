/** What is not needed to read and to write in a room: loaded when it is wanted, or when there is nothing else to do. */
import { late, loadAhead } from "../ui/Late";

const home = () => import("./lateHome");
const desk = () => import("./lateDesk");
const calls = () => import("./lateCalls");
const pages = () => import("./latePages");
const office = () => import("./lateOffice");

export const LoginPage = late("page", () => home().then((part) => part.LoginPage));
export const RoomsTab = late("column", () => home().then((part) => part.RoomsTab));
export const Sidebar = late("column", () => home().then((part) => part.Sidebar));

export const RoomPeople = late("column", () => desk().then((part) => part.RoomPeople));
export const PeopleTab = late("column", () => desk().then((part) => part.PeopleTab));

export const AddPeople = late("over", () => desk().then((part) => part.AddPeople));
export const AskContact = late("over", () => desk().then((part) => part.AskContact));
export const InviteGuest = late("over", () => desk().then((part) => part.InviteGuest));
export const Me = late("over", () => desk().then((part) => part.Me));
export const NewRoom = late("over", () => desk().then((part) => part.NewRoom));
export const PersonCard = late("over", () => desk().then((part) => part.PersonCard));
export const PublicRooms = late("over", () => desk().then((part) => part.PublicRooms));
export const Security = late("over", () => desk().then((part) => part.Security));

export const CallStage = late("over", () => calls().then((part) => part.CallStage));
export const IncomingCalls = late("nothing", () => calls().then((part) => part.IncomingCalls));
export const LastCall = late("nothing", () => calls().then((part) => part.LastCall));
export const Preview = late("over", () => calls().then((part) => part.Preview));
export const RoomCall = late("nothing", () => calls().then((part) => part.RoomCall));

export const DiagnosisPage = late("page", () => pages().then((part) => part.DiagnosisPage));
export const Office = late("page", () => office().then((part) => part.Office));
export const SetupPage = late("page", () => pages().then((part) => part.SetupPage));

/** Loads the log-in and the lists: all who did not come straight to a room see one of them first. */
export function loadHome(): void {
  for (const part of [LoginPage, RoomsTab, Sidebar]) part.load().catch(() => {}); // asked for again when it is drawn
}

/** The first thing a person sees is to have the line for itself. */
const aheadAfterMs = 4000;

/** Loads the rest while nothing else is to be done, but not for who saves data. Returns the end of the waiting. */
export function loadTheRest(bring: () => Promise<unknown>): () => void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData) return () => {};
  const timer = setTimeout(() => void loadAhead().then(bring).catch(() => {}), aheadAfterMs);
  return () => clearTimeout(timer);
}
