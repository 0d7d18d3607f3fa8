import { useCallback, useEffect, useRef } from "react";

/**
 * Makes a list one stop of the Tab key: the arrow keys, Home and End move inside it. Its items carry `data-roving`; the
 * one marked `aria-current`, else the one last focused, else the first is the stop. What else an entry offers carries
 * `data-roving-side`: the right arrow leads there, the left one back.
 */
export function useRoving<T extends HTMLElement>() {
  const ref = useRef<T>(null);

  useEffect(() => {
    const items = itemsOf(ref.current);
    const stop = items.find((item) => item === document.activeElement) ?? items.find((item) => item.hasAttribute("aria-current")) ?? items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
    for (const side of ref.current?.querySelectorAll<HTMLElement>("[data-roving-side]") ?? []) side.tabIndex = -1;
  });

  const onKeyDown = useCallback((event: React.KeyboardEvent<HTMLElement>) => {
    const items = itemsOf(ref.current);
    const entry = document.activeElement?.closest("li");
    const aside = event.key === "ArrowRight" ? "[data-roving-side]" : event.key === "ArrowLeft" ? "[data-roving]" : undefined;
    if (aside) return entry?.querySelector<HTMLElement>(aside)?.focus();
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const next = targetOf(event.key, at, items.length);
    if (next === undefined) return;
    event.preventDefault();
    items[at]!.tabIndex = -1;
    items[next]!.tabIndex = 0;
    items[next]!.focus();
  }, []);

  return { ref, onKeyDown };
}

function itemsOf(list: HTMLElement | null): HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>("[data-roving]:not(:disabled)")] : [];
}

function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown": return Math.min(at + 1, count - 1);
    case "ArrowUp": return Math.max(at - 1, 0);
    case "Home": return 0;
    case "End": return count - 1;
    default: return undefined;
  }
}
