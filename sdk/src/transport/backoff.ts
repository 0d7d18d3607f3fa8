/** How long to wait before the next attempt. */
export interface BackoffRules {
  baseMs: number;
  capMs: number;
}

export const defaultBackoff: BackoffRules = { baseMs: 1000, capMs: 30_000 };

/**
 * Full jitter: anything between 0 and the exponential bound, so that clients that were cut off together do not come back
 * together. A hint by the server comes on top of it.
 */
export function backoffDelay(attempt: number, random: () => number, rules: BackoffRules, hintMs = 0): number {
  const bound = Math.min(rules.capMs, rules.baseMs * 2 ** Math.min(attempt, 30));
  return hintMs + Math.floor(random() * bound);
}
