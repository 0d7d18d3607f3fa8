import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "../ui/LoginView.css";
import type { InvitationFace } from "@foyer/sdk";
import { ChatError, LateClient } from "@foyer/sdk/late";
import { earlyWords, refusalWords, welcomeWords, type InvitationWords } from "./invitation_words";

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const form = element<HTMLFormElement>("join");
const pin = element<HTMLInputElement>("pin");
const enter = element<HTMLButtonElement>("enter");
const again = element<HTMLButtonElement>("again");
const problem = element("problem");

const longestTimer_ms = 2 ** 31 - 1;
const { session } = new LateClient({ program: "foyer-guest" });
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname); // a credential belongs into no history

function show({ title, lead }: InvitationWords): void {
  element("title").textContent = title;
  element("words").textContent = lead;
  document.title = title;
}

function refuse(error: unknown): void {
  const words = refusalWords(error instanceof ChatError ? error : { code: "internal", message: String(error) });
  show(words);
  form.hidden = true;
  again.hidden = !words.retry;
}

function goIn(roomId: number): void {
  location.replace(`/#/rooms/${roomId}`);
}

async function look(): Promise<void> {
  again.hidden = true;
  try {
    const face = await session.look(token);
    if (face.loggedIn) return goIn(face.roomId); // this device has been here before
    await untilOpen(face);
    show(welcomeWords(face));
    element("pin-field").hidden = !face.needsPin;
    pin.required = face.needsPin;
    form.hidden = false;
    (face.needsPin ? pin : enter).focus();
    form.onsubmit = (event) => {
      event.preventDefault();
      void redeem(face);
    };
  } catch (error) {
    refuse(error);
  }
}

function untilOpen(face: InvitationFace): Promise<void> | undefined {
  const early_ms = face.validFromMs - Date.now();
  if (early_ms <= 0) return undefined;
  show(earlyWords(face, new Date(face.validFromMs)));
  return new Promise((done) => setTimeout(done, Math.min(early_ms, longestTimer_ms)));
}

async function redeem(face: InvitationFace): Promise<void> {
  if (enter.disabled) return;
  enter.disabled = true;
  problem.textContent = "";
  try {
    await session.redeem(token, { pin: pin.value.trim() });
    goIn(face.roomId);
  } catch (error) {
    enter.disabled = false;
    if (!(error instanceof ChatError) || error.code !== "wrong_pin") return refuse(error);
    problem.textContent = error.message;
    pin.focus();
    pin.select();
  }
}

again.addEventListener("click", () => void look());
void look();
