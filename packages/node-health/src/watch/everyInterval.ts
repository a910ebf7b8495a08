import { setTimeout as sleep } from 'node:timers/promises';

/** A repeated task. */
export interface Repetition {
  /** End of the newest run on the given clock; before the first run, the start. */
  lastEnd(): number;
  /** Starts no further run, aborts the current one and waits for its end. */
  stop(): Promise<void>;
}

/**
 * Runs a task every `intervalMs`, measured from start to start. Runs never overlap: a longer run delays the next one. Errors are
 * reported and do not end the repetition.
 *
 * @param onError - called with the error of a run
 * @param clock - milliseconds; monotonic by default, because the wall clock may be set back
 */
export function everyInterval(
  intervalMs: number,
  task: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
  clock: () => number = () => performance.now(),
): Repetition {
  const abort = new AbortController();
  let lastEnd = clock();

  const report = (error: unknown) => {
    try {
      onError(error);
    } catch {
      // An error in the handler must not end the repetition.
    }
  };
  const repeat = async () => {
    while (!abort.signal.aborted) {
      const started = clock();
      try {
        await task(abort.signal);
      } catch (error) {
        report(error);
      }
      lastEnd = clock();
      const left = intervalMs - (lastEnd - started);
      await sleep(Math.min(Math.max(0, left), intervalMs), undefined, {
        signal: abort.signal,
      }).catch(() => {});
    }
  };
  const done = repeat();

  return {
    lastEnd: () => lastEnd,
    stop: async () => {
      abort.abort();
      await done;
    },
  };
}
