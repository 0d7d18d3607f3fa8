/** What is marked by itself is told at most this often. */
const SOON_MS = 250;

export interface SeenMarkDeps {
  /** Tells the server; resolves with where it stands now. 0 only asks. */
  send(seq: number, background: boolean): Promise<number>;
  onMoved(): void;
  setTimer(run: () => void, delayMs: number): () => void;
}

/** How far the user has read one room: never back, shared with his other sessions, at most one request under way. */
export class SeenMark {
  private known: number;
  private sent: number;
  private sending: Promise<void> | undefined;
  /** Told just now: the next move waits a little. */
  private resting = false;

  constructor(
    seen: number,
    private readonly deps: SeenMarkDeps,
  ) {
    this.known = seen;
    this.sent = seen;
  }

  get value(): number {
    return this.known;
  }

  /** What the server says, in a snapshot or because another session moved it. */
  onServer(seq: number): void {
    this.sent = Math.max(this.sent, seq);
    this.raise(seq);
  }

  async ask(): Promise<number> {
    this.onServer(await this.deps.send(0, false));
    return this.known;
  }

  /** Resolves when the server knows. */
  async set(seq: number): Promise<void> {
    this.raise(seq);
    while (this.sent < this.known && this.sent < seq) await this.flush(false);
  }

  /** The server is told now, or together with what follows shortly after the last time. */
  setSoon(seq: number): void {
    this.raise(seq);
    this.flushSoon();
  }

  /** What was put off is told now. */
  flushNow(): void {
    if (this.sent >= this.known || this.sending) return;
    this.flush(true).then(
      () => this.flushSoon(),
      () => {}, // logged out, or the room is gone: there is nobody left to tell
    );
  }

  private flushSoon(): void {
    if (this.resting || this.sent >= this.known || this.sending) return;
    this.resting = true;
    this.deps.setTimer(() => {
      this.resting = false;
      this.flushSoon();
    }, SOON_MS);
    this.flushNow();
  }

  private flush(background: boolean): Promise<void> {
    this.sending ??= this.tell(background).finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async tell(background: boolean): Promise<void> {
    const wanted = this.known;
    const stands = await this.deps.send(wanted, background);
    this.onServer(Math.max(wanted, stands));
  }

  private raise(seq: number): void {
    if (!(seq > this.known)) return;
    this.known = seq;
    this.deps.onMoved();
  }
}
