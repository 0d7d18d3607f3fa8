import { useMemo, useSyncExternalStore } from "react";
import { hrefOf, parseRoute, type Route } from "./route";

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

/** Goes there without leaving a step to come back to: for what is no longer there. */
export function replaceBy(route: Route): void {
  history.replaceState(history.state, "", hrefOf(route));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
