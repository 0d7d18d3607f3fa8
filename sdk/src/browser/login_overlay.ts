import { ChatError } from "../base/chat_error.js";
import type { OverlayResult } from "../compat/auth.js";

/** How long the login page may take to appear. */
const LOAD_MS = 20_000;
const STYLE =
  "position:fixed;inset:0;width:100%;height:100%;border:0;margin:0;padding:0;z-index:2147483647;background:transparent;color-scheme:normal;display:block";

/** What page and overlay say to each other. Secrets go from the overlay to the page only, and to its origin only. */
export type OverlayMessage =
  | { foyer: "login"; type: "ready" }
  | { foyer: "login"; type: "begin"; subid: string; bearer: boolean }
  | { foyer: "login"; type: "done"; token: string; loginToken: string }
  | { foyer: "login"; type: "cancelled" };

/** Shows the API host's login page over the current one, until somebody is logged in or gives up. */
export function askByOverlay(host: string, subid: string, bearer: boolean): Promise<OverlayResult> {
  const focusedBefore = document.activeElement;
  const frame = document.createElement("iframe");
  frame.src = `${host}/api/overlay.html`;
  frame.title = "Log in";
  frame.style.cssText = STYLE;
  return new Promise<OverlayResult>((resolve, reject) => {
    const keepFocus = () => frame.focus();
    const remove = () => {
      clearTimeout(giveUp);
      removeEventListener("message", onMessage);
      document.removeEventListener("focusin", keepFocus);
      frame.remove();
      if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
    };
    const giveUp = setTimeout(() => {
      remove();
      reject(new ChatError("unavailable", "The login page did not appear."));
    }, LOAD_MS);
    const onMessage = (event: MessageEvent) => {
      if (event.origin !== host || event.source !== frame.contentWindow) return;
      const message = event.data as OverlayMessage | undefined;
      if (message?.foyer !== "login") return;
      if (message.type === "ready") {
        clearTimeout(giveUp);
        const begin: OverlayMessage = { foyer: "login", type: "begin", subid, bearer };
        frame.contentWindow?.postMessage(begin, host);
        frame.focus();
      } else if (message.type === "done") {
        remove();
        resolve({ token: String(message.token ?? ""), loginToken: String(message.loginToken ?? "") });
      } else if (message.type === "cancelled") {
        remove();
        reject(new ChatError("not_logged_in", "The login was cancelled."));
      }
    };
    addEventListener("message", onMessage);
    document.addEventListener("focusin", keepFocus);
    whenBody(() => document.body.append(frame));
  });
}

function whenBody(run: () => void): void {
  if (document.body) run();
  else addEventListener("DOMContentLoaded", run, { once: true });
}
