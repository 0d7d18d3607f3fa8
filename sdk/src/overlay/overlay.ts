// The login page that a page of this or another origin shows over itself (browser/login_overlay.ts). The server says by
// frame-ancestors which origins may; what this page hands out goes to the origin that asked, and to no other.
import { ChatError, toChatError } from "../base/chat_error.js";
import { globalEnvironment } from "../base/global_environment.js";
import type { OverlayMessage } from "../browser/login_overlay.js";
import { Http } from "../transport/http.js";

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const form = element<HTMLFormElement>("login");
const username = element<HTMLInputElement>("username");
const password = element<HTMLInputElement>("password");
const second = element("second");
const code = element<HTMLInputElement>("code");
const remember = element<HTMLInputElement>("remember");
const submit = element<HTMLButtonElement>("submit");
const problem = element("problem");
const http = new Http({ environment: globalEnvironment(), host: () => location.origin, subid: () => "", token: () => "" });

let asker: { origin: string; subid: string; bearer: boolean } | undefined;

function tell(message: OverlayMessage): void {
  if (asker) parent.postMessage(message, asker.origin);
}

function onMessage(event: MessageEvent): void {
  const message = event.data as OverlayMessage | undefined;
  if (event.source !== parent || message?.foyer !== "login" || message.type !== "begin" || asker) return;
  asker = { origin: event.origin, subid: String(message.subid), bearer: Boolean(message.bearer) };
  element("where").textContent = asker.origin === location.origin ? location.host : `${location.host}, for ${new URL(asker.origin).host}`;
  element("dialog").hidden = false;
  username.focus();
}

async function logIn(): Promise<void> {
  if (!asker || submit.disabled) return;
  submit.disabled = true;
  problem.textContent = "";
  const { subid, bearer } = asker;
  try {
    const request = { username: username.value.trim(), password: password.value, code: code.value.trim(), remember: remember.checked, subid, bearer };
    const { token, loginToken } = await http.logIn(request);
    tell({ foyer: "login", type: "done", token, loginToken });
  } catch (error) {
    showProblem(toChatError(error));
  } finally {
    submit.disabled = false;
  }
}

function showProblem(error: ChatError): void {
  if (error.code === "second_factor_needed") {
    // Asked for the first time it is no problem yet.
    problem.textContent = second.hidden ? "" : error.message;
    second.hidden = false;
    code.required = true;
    code.focus();
    code.select();
    return;
  }
  problem.textContent = error.message;
  if (error.code !== "wrong_credentials") return;
  password.focus();
  password.select();
}

/** Tab and Shift+Tab stay in the dialog. */
function keepFocus(event: KeyboardEvent): void {
  const stops = [...form.querySelectorAll<HTMLElement>("input, button:not(:disabled)")].filter((stop) => stop.offsetParent !== null);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const leaving = event.shiftKey ? first : last;
  const entering = event.shiftKey ? last : first;
  if (document.activeElement !== leaving && form.contains(document.activeElement)) return;
  event.preventDefault();
  entering?.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void logIn();
});
element("cancel").addEventListener("click", () => tell({ foyer: "login", type: "cancelled" }));
// Cancelled when the key is let go: its two halves belong to the page that got the first.
let escaping = false;
document.addEventListener("keydown", (event) => {
  escaping = event.key === "Escape" && !event.isComposing;
  if (event.key === "Tab") keepFocus(event);
});
document.addEventListener("keyup", (event) => {
  if (event.key === "Escape" && escaping) tell({ foyer: "login", type: "cancelled" });
});
addEventListener("focus", () => {
  if (!form.contains(document.activeElement)) username.focus();
});
addEventListener("message", onMessage);
if (parent !== window) {
  const ready: OverlayMessage = { foyer: "login", type: "ready" };
  parent.postMessage(ready, "*"); // says nothing but that the page is there
}
