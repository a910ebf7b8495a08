import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats an expectation until it holds, and fails with its own words when it does not in time. */
export async function eventually<T>(expectation: () => T | Promise<T>, patienceMs = 15_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
