import type { FileItem, FilePerson } from "../src/ui/FileCard";
import type { ChosenFile } from "../src/ui/SendFilesDialog";
import { now } from "./people";

const minutes = (n: number) => n * 60_000;

/** A picture that needs no network: two hills under a sky. */
const picture = (() => {
  const canvas = document.createElement("canvas");
  canvas.width = 480;
  canvas.height = 300;
  const pen = canvas.getContext("2d")!;
  const sky = pen.createLinearGradient(0, 0, 0, 300);
  sky.addColorStop(0, "#7fa8c9");
  sky.addColorStop(1, "#f3d9b8");
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 480, 300);
  for (const [colour, x, y, r] of [["#56736a", 130, 420, 240], ["#2f5149", 360, 440, 230]] as const) {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, r, 0, Math.PI * 2);
    pen.fill();
  }
  return canvas.toDataURL();
})();

const person = (contactId: number, name: string, status: FilePerson["status"], progress = 0): FilePerson => ({ contactId, name, status, progress });

const file = (key: string, name: string, size: number, ago: number, more: Partial<FileItem>): FileItem => ({
  key, name, size, type: "", time: now - minutes(ago), own: false, senderId: 2, senderName: "Ben Okafor", state: "acknowledged", progress: 0, people: [],
  reason: undefined, needsSource: false, preview: undefined, download: undefined, ...more,
});

export const filesOnTheirWay: FileItem[] = [
  file("f1", "Spring catalogue, second proof.pdf", 18_400_000, 5, {}),
  file("f2", "Photographs of the blue.zip", 412_000_000, 4, { state: "active", progress: 62 }),
  file("f3", "prices-2025.xlsx", 96_300, 3, {
    own: true, senderId: 1, senderName: "Ann Miller", state: "active", progress: 100,
    people: [person(2, "Ben Okafor", "active", 45), person(3, "Clara Lindqvist", "complete", 100), person(4, "David Moreau", "pending"), person(5, "Elif Yıldız", "rejected"), person(6, "Farid Haddad", "pending")],
  }),
  file("f4", "hills above the workshop.jpg", 3_900_000, 2, { own: true, senderId: 1, senderName: "Ann Miller", state: "offered", progress: 38, preview: picture, people: [person(2, "Ben Okafor", "pending"), person(3, "Clara Lindqvist", "pending")] }),
];
export const filesOver: FileItem[] = [
  file("g1", "hills above the workshop.jpg", 3_900_000, 5, { state: "complete", progress: 100, preview: picture, download: "blob:none" }),
  file("g2", "old-prices.xlsx", 88_000, 4, { state: "rejected" }),
  file("g3", "draft.docx", 41_000, 4, { state: "cancelled", reason: "Ben Okafor has taken the file back." }),
  file("g4", "everything-from-the-archive-of-the-last-twelve-years.tar", 5_100_000_000, 3, { own: true, state: "error", reason: "The file is larger than 4.0 GiB, the largest this server takes (files.size_bytes)." }),
  file("g5", "film.mp4", 900_000_000, 2, { own: true, state: "active", progress: 41, needsSource: true, people: [person(3, "Clara Lindqvist", "active", 41)] }),
];

export const chosen: ChosenFile[] = [
  { key: "c1", name: "hills above the workshop.jpg", size: 3_900_000, preview: picture },
  { key: "c2", name: "prices-2025.xlsx", size: 96_300, preview: undefined },
  { key: "c3", name: "Spring catalogue, second proof, with all remarks of the last meeting.pdf", size: 18_400_000, preview: undefined },
];
