/** Which devices a person has chosen on this machine, and what was on in the call that this tab is in. */
import { storageOf } from "./drafts";

export interface ChosenDevices { microphone: string; camera: string; speaker: string }
export interface Switches { microphone: boolean; camera: boolean }

const devicesKey = "foyer.devices";
const switchesKey = "foyer.call.switches";

export function chosenDevices(): ChosenDevices {
  const stored = read("localStorage", devicesKey);
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return { microphone: text(stored["microphone"]), camera: text(stored["camera"]), speaker: text(stored["speaker"]) };
}

export function chooseDevices(change: Partial<ChosenDevices>): void {
  write("localStorage", devicesKey, { ...chosenDevices(), ...change });
}

/** For a return after the page was loaded anew. */
export function savedSwitches(): Switches {
  const stored = read("sessionStorage", switchesKey);
  return { microphone: stored["microphone"] !== false, camera: stored["camera"] === true };
}

export function saveSwitches(switches: Switches): void {
  write("sessionStorage", switchesKey, switches);
}

function read(kind: "localStorage" | "sessionStorage", key: string): Record<string, unknown> {
  try {
    return (JSON.parse(storageOf(kind)?.getItem(key) ?? "{}") ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function write(kind: "localStorage" | "sessionStorage", key: string, value: object): void {
  try {
    storageOf(kind)?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: it is chosen again next time.
  }
}
