export { CommandDialog } from "./CommandDialog";
export { FileCard } from "./FileCard";
export { SendFilesDialog } from "./SendFilesDialog";
