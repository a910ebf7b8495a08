import recorded from './cron.recorded.json';
import { cron } from './cron';

describe('a schedule', () => {
  it.each([
    '0 3 * * *',
    '*/15 * * * *',
    '0 0 1,15 * *',
    '0 9-17/2 * * mon-fri',
    '30 2 * jan,JUL sun',
    '59 23 31 12 6',
    '5/10 * * * *',
    '@daily',
  ])('%s is one', schedule => {
    expect(cron.safeParse(schedule).success).toBe(true);
  });

  it.each([
    '',
    '0 3 * *',
    '0 3 * * * *',
    '0  3 * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 7',
    '*/0 * * * *',
    '5-1 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
    'x * * * *',
    '1, * * * *',
    '@reboot',
    'TZ=UTC 0 3 * * *',
    '0 3 * * *\n',
  ])('%j is none', schedule => {
    expect(cron.safeParse(schedule).success).toBe(false);
  });
});

/** Kubernetes' own parser on each of them, recorded by scripts/cron. */
describe('the interpretation of a schedule by Kubernetes', () => {
  const { days, months, weekdays, others } = recorded;
  const schedules = [
    ...days.flatMap(day =>
      months.flatMap(month =>
        weekdays.map(weekday => `0 0 ${day} ${month} ${weekday}`),
      ),
    ),
    ...others,
  ];
  const complaint = (schedule: string) =>
    cron.safeParse(schedule).error?.issues[0]?.message;

  it('includes schedules that never occur', () => {
    expect(
      schedules.filter(schedule =>
        /never comes/.test(complaint(schedule) ?? ''),
      ),
    ).toEqual(recorded.never);
  });

  it('includes refused schedules', () => {
    expect(
      schedules.filter(schedule =>
        /no clock shows/.test(complaint(schedule) ?? ''),
      ),
    ).toEqual(recorded.refused);
  });

  it('has a schedule of each kind', () => {
    expect(recorded.never.length).toBeGreaterThan(50);
    expect(schedules.length).toBeGreaterThan(2000);
    expect(complaint('0 0 30,31 2 *')).toBe(
      'never comes: no month of "2" has a day of "30,31"',
    );
    expect(complaint('0 0 31 2 1')).toBeUndefined();
  });
});
