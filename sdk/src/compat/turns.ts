/** What keeps the order of all that pages are told. */
export interface TurnsDeps {
  soon(run: () => void): void;
  /** A page's function threw. */
  report(error: unknown): void;
}

/**
 * Everything that pages see happens in here, in the order it was queued, and never from inside a call of the API: each turn
 * is a task of its own. What a job queues belongs to a later turn.
 */
export class Turns {
  private jobs: (() => void)[] = [];
  private urgent: (() => void)[] = [];
  private scheduled = false;
  private breakAfterThis = false;

  constructor(private readonly deps: TurnsDeps) {}

  add(job: () => void): void {
    this.jobs.push(job);
    this.schedule();
  }

  /** From inside a job: the very next turn, before what is queued already. */
  addNext(job: () => void): void {
    this.urgent.push(job);
    this.breakTurn();
  }

  /** From inside a job: lets promise reactions run before the next job. */
  breakTurn(): void {
    this.breakAfterThis = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.deps.soon(() => this.run());
  }

  private run(): void {
    this.scheduled = false;
    this.breakAfterThis = false;
    const batch = this.jobs;
    this.jobs = [];
    let done = 0;
    while (done < batch.length && !this.breakAfterThis) this.guard(batch[done++]!);
    this.jobs = [...this.urgent, ...batch.slice(done), ...this.jobs];
    this.urgent = [];
    if (this.jobs.length > 0) this.schedule();
  }

  /** From inside a job: a function of the page, after which there is more to do. */
  guard(job: () => void): void {
    try {
      job();
    } catch (error) {
      this.deps.report(error);
    }
  }
}
