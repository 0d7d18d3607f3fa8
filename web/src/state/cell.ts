import type { Store } from "@foyer/sdk";

/** A store with one value that its owner sets. */
export class Cell<T> implements Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    const own = () => listener();
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const tell of [...this.listeners]) tell();
  }
}
