import type { Store } from "@foyer/sdk";

/**
 * A store computed from others: anew only when one of them has changed and somebody reads it, and with the old value
 * where `isSame` finds no difference.
 */
export function derived<T>(
  subscribe: (listener: () => void) => () => void,
  compute: () => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): Store<T> {
  let held: { value: T } | undefined;
  let stale = true;
  let listeners = 0;
  let end = () => {};
  const told = new Set<() => void>();
  const onChange = () => {
    stale = true;
    for (const tell of [...told]) tell();
  };
  return {
    get() {
      if (!held || stale || listeners === 0) {
        const value = compute();
        if (!held || !isSame(held.value, value)) held = { value };
        stale = false;
      }
      return held.value;
    },
    subscribe(listener) {
      const own = () => listener();
      told.add(own);
      if (listeners++ === 0) {
        stale = true;
        end = subscribe(onChange);
      }
      return () => {
        if (told.delete(own) && --listeners === 0) end();
      };
    },
  };
}

/** Equal arrays of equal objects, one level deep: enough for lists of view items. */
export function sameItems<T extends object>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => sameFields(item, b[index]!));
}

function sameFields<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return a === b || (keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key])));
}
