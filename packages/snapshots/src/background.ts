/** Work that goes on while more of it is begun; its first failure comes out at the next call. */
export class Background {
  private readonly running = new Set<Promise<void>>();
  private failure?: { error: unknown };

  get count(): number {
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

  /** Wait until fewer than so many are running. */
  async room(most: number): Promise<void> {
    while (this.running.size >= most) await Promise.race(this.running);
    this.assertWell();
  }

  /** Wait for all, also for what is added meanwhile. */
  async all(): Promise<void> {
    while (this.running.size > 0) await Promise.race(this.running);
    this.assertWell();
  }

  /** @throws the first failure */
  assertWell(): void {
    if (this.failure) throw this.failure.error;
  }
}

/** Steps that are begun in any order and done one after the other, in the order in which they were added. */
export class InOrder {
  private last: Promise<void> = Promise.resolve();
  private readonly ends: Promise<void>[] = [];

  add(step: () => Promise<void> | void): void {
    this.last = this.last.then(step);
    this.last.catch(() => {});
    this.ends.push(this.last);
  }

  /** Wait until at most so many are left. */
  async room(most: number): Promise<void> {
    while (this.ends.length > most) await this.ends.shift();
  }
}
