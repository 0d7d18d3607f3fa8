/** Lists that come a page at a time. */
import { useCallback, useEffect, useRef, useState } from "react";
import { sentenceOf } from "./client";

export interface Page<T> { items: readonly T[]; more: boolean }

/** How far a list has come. */
export interface Held<T> {
  /** What the list is of; another key is another list. */
  key: string;
  /** undefined: no page has come yet. */
  items: readonly T[] | undefined;
  more: boolean;
  busy: boolean;
  error: string | undefined;
}

export function begun<T>(key: string): Held<T> {
  return { key, items: undefined, more: true, busy: false, error: undefined };
}

/** What was held with one more page; nothing twice, since what was added meanwhile may come again. */
export function withPage<T>(held: Held<T>, page: Page<T>, idOf: (item: T) => number): Held<T> {
  const known = new Set(held.items?.map(idOf));
  const items = [...(held.items ?? []), ...page.items.filter((item) => !known.has(idOf(item)))];
  return { ...held, items, more: page.more && page.items.length > 0, busy: false, error: undefined };
}

/** What was held with this one as it is now; a new one stands first, where it is seen. */
export function withItem<T>(held: Held<T>, item: T, idOf: (item: T) => number): Held<T> {
  const items = held.items ?? [];
  const at = items.findIndex((each) => idOf(each) === idOf(item));
  return { ...held, items: at < 0 ? [item, ...items] : items.with(at, item) };
}

export interface Pages<T> {
  items: readonly T[] | undefined;
  /** For the view of the list. */
  list: { more: boolean; busy: boolean; error: string | undefined; onMore: () => void };
  put: (item: T) => void;
  drop: (id: number) => void;
  /** Reads it anew from the first page; what is shown stays until that has come. */
  reload: () => Promise<void>;
}

export interface PagesRules<T> {
  key: string;
  idOf: (item: T) => number;
  /** The page after `last`; undefined: the first. */
  load: (last: T | undefined) => Promise<Page<T>>;
  /** Goes on until there is no further page: for searching. */
  all?: boolean;
}

export function usePages<T>({ key, idOf, load, all = false }: PagesRules<T>): Pages<T> {
  const [state, setState] = useState<Held<T>>(() => begun(key));
  const held = state.key === key ? state : begun<T>(key);
  const latest = useRef({ held, load, idOf });
  useEffect(() => { latest.current = { held, load, idOf }; });
  const run = useRef(0);

  /** An answer that comes after the list was begun anew, or is of another one, is not heard. */
  const read = useCallback(async (from: Held<T>, anew: boolean) => {
    run.current += 1;
    const mine = run.current;
    const last = anew ? undefined : from.items?.at(-1);
    setState({ ...from, busy: true, error: undefined });
    try {
      const page = await latest.current.load(last);
      if (mine !== run.current) return;
      setState((now) => withPage(anew ? { ...now, items: [] } : now, page, latest.current.idOf));
    } catch (error) {
      if (mine === run.current) setState((now) => ({ ...now, busy: false, error: sentenceOf(error) }));
    }
  }, []);

  useEffect(() => {
    void read(begun(key), true);
    return () => { run.current += 1; };
  }, [key, read]);
  const goOn = all && held.items !== undefined && held.more && !held.busy && held.error === undefined;
  useEffect(() => { if (goOn) void read(latest.current.held, false); }, [goOn, read]);

  return {
    items: held.items,
    list: { more: held.more, busy: held.busy, error: held.error, onMore: () => { if (!held.busy) void read(held, held.items === undefined); } },
    put: (item) => setState((now) => withItem(now, item, idOf)),
    drop: (id) => setState((now) => ({ ...now, items: now.items?.filter((item) => idOf(item) !== id) })),
    reload: () => read(held, true),
  };
}
