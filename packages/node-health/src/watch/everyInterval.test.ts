import { setTimeout as sleep } from 'node:timers/promises';
import { everyInterval } from './everyInterval';

describe('everyInterval', () => {
  it('counts from start to start', async () => {
    const starts: number[] = [];
    const repetition = everyInterval(200, async () => {
      starts.push(performance.now());
      await sleep(150);
    });
    while (starts.length < 10) await sleep(50);
    await repetition.stop();
    // A busy machine stretches some gaps; counted from end to start, none would be below 350.
    const gaps = starts.slice(1).map((start, index) => start - starts[index]);
    expect(Math.min(...gaps)).toBeGreaterThan(190);
    expect(Math.min(...gaps)).toBeLessThan(350);
  });

  it('never runs twice at the same time, however long a run takes', async () => {
    let running = 0;
    let most = 0;
    const repetition = everyInterval(10, async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(50);
      running -= 1;
    });
    await sleep(300);
    await repetition.stop();
    expect(most).toBe(1);
  });

  it('aborts the run under way when it is stopped, and starts no further', async () => {
    let runs = 0;
    const repetition = everyInterval(1_000, async signal => {
      runs += 1;
      await sleep(60_000, undefined, { signal }).catch(() => {});
    });
    await sleep(20);
    await repetition.stop();
    expect(runs).toBe(1);
  });

  it.each([
    ['time of day', undefined],
    ['clock that it goes by', () => Date.now()],
  ])('goes on when the %s is set back by an hour', async (_, clock) => {
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

  it('knows when the newest run ended', async () => {
    const repetition = everyInterval(20, async () => {});
    const before = repetition.lastEnd();
    await sleep(100);
    expect(repetition.lastEnd()).toBeGreaterThan(before);
    await repetition.stop();
  });
});
