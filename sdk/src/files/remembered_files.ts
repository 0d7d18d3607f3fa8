import type { KeyStore } from "../base/environment.js";

/** More than this many are forgotten, the oldest first. */
const MAX = 200;

/** Which files this tab has taken or offered: a reload of the page goes on with them, another window of the user does not. */
export class RememberedFiles {
  private ids: number[];

  constructor(
    private readonly store: KeyStore | undefined,
    private readonly key: string,
  ) {
    this.ids = read(store?.get(key));
  }

  has(id: number): boolean {
    return this.ids.includes(id);
  }

  add(id: number): void {
    if (this.has(id)) return;
    this.save([...this.ids, id].slice(-MAX));
  }

  remove(id: number): void {
    if (this.has(id)) this.save(this.ids.filter((each) => each !== id));
  }

  private save(ids: number[]): void {
    this.ids = ids;
    this.store?.set(this.key, ids.length > 0 ? JSON.stringify(ids) : undefined);
  }
}

function read(text: string | undefined): number[] {
  try {
    const ids: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(ids) ? ids.filter((id): id is number => typeof id === "number") : [];
  } catch {
    return [];
  }
}
