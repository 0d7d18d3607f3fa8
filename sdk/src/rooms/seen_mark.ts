export interface SeenMarkDeps {
  /** Tells the server; resolves with where it stands now. 0 only asks. */
  send(seq: number): Promise<number>;
  onMoved(): void;
}

/** How far the user has read one room: never back, shared with his other sessions, at most one request under way. */
export class SeenMark {
  private known: number;
  private sent: number;
  private sending: Promise<void> | undefined;

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
    this.onServer(await this.deps.send(0));
    return this.known;
  }

  /** Resolves when the server knows. */
  async set(seq: number): Promise<void> {
    this.raise(seq);
    while (this.sent < this.known && this.sent < seq) {
      this.sending ??= this.flush().finally(() => (this.sending = undefined));
      await this.sending;
    }
  }

  private async flush(): Promise<void> {
    const wanted = this.known;
    await this.deps.send(wanted);
    this.sent = Math.max(this.sent, wanted);
  }

  private raise(seq: number): void {
    if (!(seq > this.known)) return;
    this.known = seq;
    this.deps.onMoved();
  }
}
