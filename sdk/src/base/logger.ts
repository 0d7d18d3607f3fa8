/** error: a person must act. warn: it healed itself. info: a life event. debug: the rest. */
export type LogLevel = "error" | "warn" | "info" | "debug";

/** Where the SDK reports to. Never gets a message's text or a secret. */
export interface Logger {
  log(level: LogLevel, what: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Errors and warnings to the console, the rest nowhere. */
export const consoleLogger: Logger = {
  log(level, what, details) {
    if (level !== "error" && level !== "warn") return;
    const print = globalThis.console?.[level] ?? globalThis.console?.log;
    if (details) print?.call(globalThis.console, `foyer: ${what}`, details);
    else print?.call(globalThis.console, `foyer: ${what}`);
  },
};
