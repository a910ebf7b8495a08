import { setTimeout as sleep } from 'node:timers/promises';

/** A task that runs again and again. */
export interface Repetition {
  /** When the newest run ended, on the clock that was given; the start before the first. */
  lastEnd(): number;
  /** Starts no further run, aborts the one under way and waits for its end. */
  stop(): Promise<void>;
}

/**
 * Runs a task every `intervalMs`, counted from start to start. A run that takes longer delays the next one instead of
 * overlapping it; one that throws is reported, and the next one comes all the same.
 *
 * @param failed - hears what a run threw
 * @param clock - milliseconds; monotonic by default, because the time of day may be set back
 */
export function everyInterval(
  intervalMs: number,
  task: (signal: AbortSignal) => Promise<void>,
  failed: (error: unknown) => void,
  clock: () => number = () => performance.now(),
): Repetition {
  const ending = new AbortController();
  let lastEnd = clock();

  const report = (error: unknown) => {
    try {
      failed(error);
    } catch {
      // The report fails too, and the next run matters more.
    }
  };
  const repeat = async () => {
    while (!ending.signal.aborted) {
      const started = clock();
      try {
        await task(ending.signal);
      } catch (error) {
        report(error);
      }
      lastEnd = clock();
      const left = intervalMs - (lastEnd - started);
      await sleep(Math.min(Math.max(0, left), intervalMs), undefined, {
        signal: ending.signal,
      }).catch(() => {});
    }
  };
  const done = repeat();

  return {
    lastEnd: () => lastEnd,
    stop: async () => {
      ending.abort();
      await done;
    },
  };
}
