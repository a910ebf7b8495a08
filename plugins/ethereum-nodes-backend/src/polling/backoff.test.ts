import { isDue, pollDelayMs } from './backoff';

describe('pollDelayMs', () => {
  const delays = (random: number) =>
    [0, 1, 2, 3, 4, 5, 6, 20].map(failures =>
      pollDelayMs(failures, 15_000, random),
    );

  it('returns one period until the third consecutive failure, then up to two minutes', () => {
    expect(delays(0.5)).toEqual([
      15_000, 15_000, 15_000, 30_000, 60_000, 120_000, 120_000, 120_000,
    ]);
  });

  it('adds a jitter of 20 %', () => {
    expect(delays(0).at(-1)).toBe(96_000);
    expect(delays(1).at(-1)).toBe(144_000);
  });

  it('is never shorter than the period', () => {
    expect(pollDelayMs(10, 300_000, 0.5)).toBe(300_000);
  });
});

describe('isDue', () => {
  it('is true from the time of the next poll on', () => {
    const due = (nextPollAt: number, now: number) =>
      isDue({ nextPollAt, failures: 0 }, now, 15_000);
    expect(due(15_000, 15_000)).toBe(true);
    expect(due(15_000, 14_999)).toBe(false);
  });

  it.each([
    [0, 22_500],
    [10, 151_500],
  ])(
    'does not wait for a clock that was set back: after %i failures for %i ms at most',
    (failures, longest) => {
      const due = (nextPollAt: number) =>
        isDue({ nextPollAt, failures }, 0, 15_000);
      expect(due(longest)).toBe(false);
      expect(due(longest + 1)).toBe(true);
    },
  );
});
