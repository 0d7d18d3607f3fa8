export { RoomsTab } from "../features/rooms/RoomsTab";
export { LoginPage } from "../features/session/LoginPage";
export { Sidebar } from "../ui/Sidebar";
