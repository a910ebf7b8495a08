import { axisTicks } from './axisTicks';

const hour = 3_600_000;
const local = (text: string) => new Date(text).getTime();
const words = (ticks: ReturnType<typeof axisTicks>) =>
  ticks.map(({ time }) => {
    const date = new Date(time);
    return [date.getDate(), date.getHours(), date.getMinutes()].join(':');
  });

describe('axisTicks', () => {
  const to = local('2026-11-23T12:34:56');

  it('has round minutes in an hour', () => {
    expect(words(axisTicks(to - hour, to, 6))).toEqual([
      '23:11:40',
      '23:11:50',
      '23:12:0',
      '23:12:10',
      '23:12:20',
      '23:12:30',
    ]);
  });

  it('has round hours in a day, and says where the day begins', () => {
    const ticks = axisTicks(to - 24 * hour, to, 8);
    expect(words(ticks)).toEqual([
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

  it('has midnights in a week', () => {
    const ticks = axisTicks(to - 7 * 24 * hour, to, 8);
    expect(ticks).toHaveLength(7);
    expect(ticks.every(({ isMidnight }) => isMidnight)).toBe(true);
  });

  it.each([1, 6, 24, 168, 720, 2160])(
    'has no more than there is room for, in %p hours on a phone',
    hours => {
      const ticks = axisTicks(to - hours * hour, to, 4);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(5);
    },
  );
});
