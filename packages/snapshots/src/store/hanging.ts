/** Operations of this process, or of a thread, that were given up and may never end. */
let count = 0;

/** Whether something hangs, so that this process cannot end by itself. */
export function isHanging(): boolean {
  return count > 0;
}

/** Note that something was given up; call what is returned if it ends after all. */
export function hangs(): () => void {
  count++;
  return () => void count--;
}

/**
 * What is under way on a folder. One that does not answer (a network file system without its server) keeps a thread for
 * each operation until it does: to try again beside it would take them all.
 */
export class Operations {
  private static readonly byStore = new Map<string, Operations>();
  private readonly givenUp = new Set<Promise<unknown>>();

  /** Those on a store: who looks into it again and again must not lose a thread each time. */
  static on(url: string): Operations {
    const known = Operations.byStore.get(url);
    if (known) return known;
    const made = new Operations();
    Operations.byStore.set(url, made);
    return made;
  }

  /** Run an operation when none that was given up is left. */
  async run<T>(
    signal: AbortSignal | undefined,
    operation: () => Promise<T>,
  ): Promise<T> {
    while (this.givenUp.size > 0) await Promise.race(this.givenUp);
    // It was given up itself while it waited.
    signal?.throwIfAborted();
    const work = operation();
    const ended = work
      .catch(() => {})
      .finally(() => this.givenUp.delete(ended));
    const giveUp = () => {
      this.givenUp.add(ended);
      ended.finally(hangs());
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await work;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }
}
