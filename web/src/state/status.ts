/** The status a person has chosen on this device, kept over a reload. */
import type { Show } from "@foyer/sdk";
import { storageOf } from "./drafts";

export interface Status { show: Exclude<Show, "offline">; text: string }

export function savedStatus(selfId: number): Status {
  try {
    const stored = JSON.parse(storageOf("localStorage")?.getItem(`foyer.status.${selfId}`) ?? "{}") as Partial<Record<keyof Status, unknown>>;
    const show = stored.show === "away" || stored.show === "dnd" ? stored.show : "online";
    return { show, text: typeof stored.text === "string" ? stored.text : "" };
  } catch {
    return { show: "online", text: "" };
  }
}

export function saveStatus(selfId: number, status: Status): void {
  try {
    storageOf("localStorage")?.setItem(`foyer.status.${selfId}`, JSON.stringify(status));
  } catch {
    // Full or forbidden: the status holds until the page goes.
  }
}
