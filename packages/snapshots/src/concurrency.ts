/** Concurrent tasks; the first failure is thrown by the next call. */
export class TaskGroup {
  private readonly running = new Set<Promise<void>>();
  private failure?: { error: unknown };

  get size(): number {
    return this.running.size;
  }

  add(work: Promise<unknown>): void {
    const ended: Promise<void> = work.then(
      () => void this.running.delete(ended),
      error => {
        this.failure ??= { error };
        this.running.delete(ended);
      },
    );
    this.running.add(ended);
  }

  /** Wait until fewer than `limit` tasks are running. */
  async waitForSlot(limit: number): Promise<void> {
    while (this.running.size >= limit) await Promise.race(this.running);
    this.throwIfFailed();
  }

  /** Wait for all tasks, including those that are added meanwhile. */
  async drain(): Promise<void> {
    while (this.running.size > 0) await Promise.race(this.running);
    this.throwIfFailed();
  }

  /** @throws the first failure */
  throwIfFailed(): void {
    if (this.failure) throw this.failure.error;
  }
}

/** Steps that run one after the other, in the order in which they were added. */
export class SequentialQueue {
  private last: Promise<void> = Promise.resolve();
  private readonly ends: Promise<void>[] = [];

  add(step: () => Promise<void> | void): void {
    this.last = this.last.then(step);
    this.last.catch(() => {});
    this.ends.push(this.last);
  }

  /** Wait until at most `most` steps are left. */
  async waitForSlot(most: number): Promise<void> {
    while (this.ends.length > most) await this.ends.shift();
  }
}
