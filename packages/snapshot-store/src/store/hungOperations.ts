/** Abandoned operations of this process or of a thread, which may never end. */
let count = 0;

/** Whether an operation hangs, so that this process cannot exit normally. */
export function hasHungOperations(): boolean {
  return count > 0;
}

/** Count an abandoned operation. @returns a function to call when it ends after all */
export function trackHung(): () => void {
  count++;
  return () => void count--;
}

/**
 * Operations on a folder. An unresponsive one (a network file system without its server) blocks a thread for each operation:
 * concurrent retries would block all of them.
 */
export class StoreOperations {
  private static readonly byStore = new Map<string, StoreOperations>();
  private readonly abandoned = new Set<Promise<unknown>>();

  /** The instance for a store, shared by all callers, so that periodic access does not block a further thread each time. */
  static forStore(url: string): StoreOperations {
    const known = StoreOperations.byStore.get(url);
    if (known) return known;
    const made = new StoreOperations();
    StoreOperations.byStore.set(url, made);
    return made;
  }

  /** Run an operation once no abandoned one is left. */
  async run<T>(
    signal: AbortSignal | undefined,
    operation: () => Promise<T>,
  ): Promise<T> {
    while (this.abandoned.size > 0) await Promise.race(this.abandoned);
    // It was abandoned itself while it waited.
    signal?.throwIfAborted();
    const work = operation();
    const ended = work
      .catch(() => {})
      .finally(() => this.abandoned.delete(ended));
    const giveUp = () => {
      this.abandoned.add(ended);
      ended.finally(trackHung());
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await work;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }
}
