import { useState, useSyncExternalStore } from "react";
import type { Route } from "./route";

/** As in Shell.css: there is room for the lists beside a conversation. */
const wide = matchMedia("(min-width: 720px)");

/** On a phone the lists are not seen beside a room. */
export function showsLists(route: Route): boolean {
  return wide.matches || route.name !== "room";
}

/** Whether the lists are seen, or were: then they keep their place. */
export function useListsShown(route: Route): boolean {
  const shown = useSyncExternalStore(subscribe, () => showsLists(route));
  const [ever, setEver] = useState(shown);
  if (shown && !ever) setEver(true);
  return ever || shown;
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}
