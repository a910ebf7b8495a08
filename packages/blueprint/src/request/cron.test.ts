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
