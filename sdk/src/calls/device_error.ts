import { ChatError } from "../base/chat_error.js";

export type DeviceKind = "microphone" | "camera" | "screen";

/**
 * denied: the person, the browser or the page's policy does not allow it. not_found: there is none, or not the one that
 * was chosen. in_use: another program has it. unsupported: this browser cannot. insecure: the page did not come over
 * https. cancelled: the person chose no screen. failed: anything else.
 */
export type DeviceErrorReason = "denied" | "not_found" | "in_use" | "unsupported" | "insecure" | "cancelled" | "failed";

const NAMES: Readonly<Record<string, DeviceErrorReason>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "not_found",
  OverconstrainedError: "not_found",
  NotReadableError: "in_use",
  AbortError: "in_use",
  NotSupportedError: "unsupported",
  TypeError: "unsupported",
};

const SENTENCES: Readonly<Record<DeviceErrorReason, (device: DeviceKind) => string>> = {
  denied: (device) => `The browser may not use the ${device}. Allow it in the settings of this page, beside the address.`,
  not_found: (device) => `There is no ${device}.`,
  in_use: (device) => `The ${device} could not be opened; another program may be using it.`,
  unsupported: (device) => `This browser cannot use a ${device}.`,
  insecure: (device) => `A ${device} can be used only where the page comes over https.`,
  cancelled: () => "No screen was chosen.",
  failed: (device) => `The ${device} could not be opened.`,
};

/** A microphone, camera or screen could not be had; `reason` says why, `message` says it to a person. */
export class DeviceError extends ChatError {
  constructor(
    readonly device: DeviceKind,
    readonly reason: DeviceErrorReason,
  ) {
    super("feature_unavailable", SENTENCES[reason](device));
    this.name = "DeviceError";
  }
}

/** What getUserMedia or getDisplayMedia has thrown, in our words. */
export function toDeviceError(device: DeviceKind, thrown: unknown): DeviceError {
  if (thrown instanceof DeviceError) return thrown;
  const name = typeof thrown === "object" && thrown !== null ? String((thrown as { name?: unknown }).name) : "";
  const reason = NAMES[name] ?? "failed";
  return new DeviceError(device, device === "screen" && reason === "denied" ? "cancelled" : reason);
}
