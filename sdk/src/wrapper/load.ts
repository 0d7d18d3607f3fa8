import { scriptHost } from "../browser/script_host.js";

interface WrappedPage {
  onAPILoadReady?: () => unknown;
}

/** How often to look for a function that the page defines later than its markup. */
const LOOK_MS = 50;
const LOOKS = 600;

/** Loads scripts of the host that this one came from, in order, then calls the page's onAPILoadReady(). */
export function loadAndTell(paths: readonly string[]): void {
  const host = scriptHost();
  let left = paths.length;
  for (const path of paths) {
    const script = document.createElement("script");
    script.src = host + path;
    script.async = false; // in order
    script.onload = () => {
      if (--left === 0) tellWhenThere(LOOKS);
    };
    script.onerror = () => console.error(`foyer: ${script.src} could not be loaded`);
    (document.head ?? document.documentElement).append(script);
  }
}

function tellWhenThere(looksLeft: number): void {
  const { onAPILoadReady } = globalThis as WrappedPage;
  if (typeof onAPILoadReady === "function") onAPILoadReady();
  else if (looksLeft > 0) setTimeout(() => tellWhenThere(looksLeft - 1), LOOK_MS);
}
