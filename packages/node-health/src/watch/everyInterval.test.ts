import { setTimeout as sleep } from 'node:timers/promises';
import { everyInterval } from './everyInterval';

const unexpected = (error: unknown) => {
  throw error;
};

describe('everyInterval', () => {
  it.each([
    ['throws', () => Promise.reject(new Error('planted'))],
    [
      'throws before it waits',
      () => {
        throw new Error('planted');
      },
    ],
  ])('continues after a run %s, and reports the error', async (_, task) => {
    const failures: string[] = [];
    const repetition = everyInterval(5, task, error => {
      failures.push(String(error));
      throw new Error('and so does the report');
    });
    while (failures.length < 3) await sleep(5);
    await repetition.stop();
    expect(new Set(failures)).toEqual(new Set(['Error: planted']));
  });

  it('measures the interval from start to start', async () => {
    const starts: number[] = [];
    const repetition = everyInterval(
      200,
      async () => {
        starts.push(performance.now());
        await sleep(150);
      },
      unexpected,
    );
    while (starts.length < 10) await sleep(50);
    await repetition.stop();
    // A busy machine stretches some gaps; counted from end to start, none would be below 350.
    const gaps = starts
      .slice(1)
      .map((start, index) => start - (starts[index] ?? NaN));
    expect(Math.min(...gaps)).toBeGreaterThan(190);
    expect(Math.min(...gaps)).toBeLessThan(350);
  });

  it('never runs twice at the same time, however long a run takes', async () => {
    let running = 0;
    let most = 0;
    const repetition = everyInterval(
      10,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(50);
        running -= 1;
      },
      unexpected,
    );
    await sleep(300);
    await repetition.stop();
    expect(most).toBe(1);
  });

  it('aborts the current run on stop, and starts no further one', async () => {
    let runs = 0;
    const repetition = everyInterval(
      1_000,
      async signal => {
        runs += 1;
        await sleep(60_000, undefined, { signal }).catch(() => {});
      },
      unexpected,
    );
    await sleep(20);
    await repetition.stop();
    expect(runs).toBe(1);
  });

  it.each([
    ['time of day', undefined],
    ['clock that it goes by', () => Date.now()],
  ])('continues if the %s is set back by an hour', async (_, clock) => {
    const timeOfDay = Date.now;
    let setBack = 0;
    const now = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => timeOfDay() - setBack);
    let runs = 0;
    const repetition = everyInterval(
      20,
      async () => {
        runs += 1;
        if (runs === 2) setBack = 3_600_000;
      },
      unexpected,
      clock,
    );
    const before = repetition.lastEnd();
    for (let waits = 0; runs < 5 && waits < 100; waits++) await sleep(20);
    const after = repetition.lastEnd();
    await repetition.stop();
    now.mockRestore();
    expect(runs).toBeGreaterThanOrEqual(5);
    expect(after > before).toBe(clock === undefined);
  });

  it('returns the end of the newest run', async () => {
    const repetition = everyInterval(20, async () => {}, unexpected);
    const before = repetition.lastEnd();
    await sleep(100);
    expect(repetition.lastEnd()).toBeGreaterThan(before);
    await repetition.stop();
  });
});
