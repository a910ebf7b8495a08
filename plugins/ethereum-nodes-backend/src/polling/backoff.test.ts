import { isDue, pollDelayMs } from './backoff';

describe('pollDelayMs', () => {
  const delays = (random: number) =>
    [0, 1, 2, 3, 4, 5, 6, 20].map(failures =>
      pollDelayMs(failures, 15_000, random),
    );

  it('waits one period until three polls in a row have failed, then ever longer, two minutes at most', () => {
    expect(delays(0.5)).toEqual([
      15_000, 15_000, 15_000, 30_000, 60_000, 120_000, 120_000, 120_000,
    ]);
  });

  it('spreads failing nodes by a fifth around that', () => {
    expect(delays(0).at(-1)).toBe(96_000);
    expect(delays(1).at(-1)).toBe(144_000);
  });

  it('never comes sooner than the period itself', () => {
    expect(pollDelayMs(10, 300_000, 0.5)).toBe(300_000);
  });
});

describe('isDue', () => {
  it('lets a round come early by less than half a period', () => {
    const due = (nextPollAt: number, now: number) =>
      isDue({ nextPollAt, failures: 0 }, now, 15_000);
    expect(due(15_000, 14_900)).toBe(true);
    expect(due(30_000, 15_000)).toBe(false);
  });

  it.each([
    [0, 15_000],
    [10, 144_000],
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
