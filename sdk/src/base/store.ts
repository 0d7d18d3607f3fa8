/** A value that changes: read it, and be told when it has changed. Fits React's useSyncExternalStore as it is. */
export interface Store<T> {
  get(): T;
  /** The listener is called after every change, without the value. Returns the end of the subscription. */
  subscribe(listener: () => void): () => void;
}

/** The owner's side of a Store. */
export class Cell<T> implements Store<T> {
  private value: T;
  private readonly listeners = new Set<() => void>();

  constructor(value: T) {
    this.value = value;
  }

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    const own = () => listener(); // the same function may subscribe twice
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }
}
