/** Below the server's own bound, so that it does not have to refuse. */
const SHARE = 0.9;
const BURST_SECONDS = 2;

/** How fast requests may go: a bucket that refills with time. */
export class Pace {
  private tokens = 0;
  private filledAt = 0;
  private perSecond = 0;
  private pausedUntil = 0;

  constructor(private readonly now: () => number) {}

  /** A new connection, with the rate its server allows; 0: any. */
  restart(perSecond: number): void {
    this.perSecond = perSecond * SHARE;
    this.tokens = this.perSecond * BURST_SECONDS;
    this.filledAt = this.now();
    this.pausedUntil = 0;
  }

  /** The server asked us to wait. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.now() + ms);
  }

  /** 0: now; it then counts as gone. Otherwise: how long to wait. */
  take(): number {
    const now = this.now();
    if (now < this.pausedUntil) return this.pausedUntil - now;
    if (this.perSecond === 0) return 0;
    this.tokens = Math.min(this.perSecond * BURST_SECONDS, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
    if (this.tokens < 1) return Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
    this.tokens -= 1;
    return 0;
  }
}
