import type { LimitItem } from "../../ui/office/ServerView";

/** What GET /limits answers: every bound of the server. Throws where it is something else. */
export function readLimits(json: unknown): LimitItem[] {
  const { limits } = (json ?? {}) as { limits?: unknown };
  if (!Array.isArray(limits)) throw new Error("The server's limits cannot be read.");
  return limits.map((each: Partial<Record<keyof LimitItem, unknown>>) => ({ name: String(each.name), value: Number(each.value), unit: String(each.unit ?? ""), doc: String(each.doc ?? "") }));
}
