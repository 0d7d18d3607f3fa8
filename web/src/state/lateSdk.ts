/** Calls and files, which reading and writing do without: loaded by the desk when they are wanted. */
export { lateParts } from "@foyer/sdk/client/late_parts";
export { CallDesk } from "./callDesk";
