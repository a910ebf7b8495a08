import { axisTicks } from './axisTicks';

const HOUR = 3_600_000;
const local = (text: string) => new Date(text).getTime();
const format = (ticks: ReturnType<typeof axisTicks>) =>
  ticks.map(({ time }) => {
    const date = new Date(time);
    return [date.getDate(), date.getHours(), date.getMinutes()].join(':');
  });

describe('axisTicks', () => {
  const to = local('2026-11-23T12:34:56');

  it('returns round minutes for an hour', () => {
    expect(format(axisTicks(to - HOUR, to, 6))).toEqual([
      '23:11:40',
      '23:11:50',
      '23:12:0',
      '23:12:10',
      '23:12:20',
      '23:12:30',
    ]);
  });

  it('returns round hours for a day, and marks midnight', () => {
    const ticks = axisTicks(to - 24 * HOUR, to, 8);
    expect(format(ticks)).toEqual([
      '22:15:0',
      '22:18:0',
      '22:21:0',
      '23:0:0',
      '23:3:0',
      '23:6:0',
      '23:9:0',
      '23:12:0',
    ]);
    expect(ticks.filter(({ isMidnight }) => isMidnight)).toHaveLength(1);
  });

  it('returns midnights for a week', () => {
    const ticks = axisTicks(to - 7 * 24 * HOUR, to, 8);
    expect(ticks).toHaveLength(7);
    expect(ticks.every(({ isMidnight }) => isMidnight)).toBe(true);
  });

  it.each([1, 6, 24, 168, 720, 2160])(
    'limits the number of ticks for %p hours',
    hours => {
      const ticks = axisTicks(to - hours * HOUR, to, 4);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(5);
    },
  );
});
