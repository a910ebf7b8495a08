import { runConfigSchema } from './config';
import { staleAfterSeconds } from './staleAfter';
import { testRunDocument } from './testing/testNode';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Of `candidate`, `quiesce`, `upload` and `verify` below. */
const RUN = 4 * HOUR;

const config = (changes: object = {}) =>
  runConfigSchema.parse({
    ...testRunDocument('http://127.0.0.1:8545', 'file:///store'),
    strategy: 'direct',
    timeoutsSeconds: {
      candidate: HOUR,
      quiesce: HOUR,
      upload: HOUR,
      verify: HOUR,
      capture: HOUR,
      snapshotReady: HOUR,
    },
    ...changes,
  });

describe('the age from which a snapshot is old', () => {
  // A Tuesday, ten minutes after the run of 03:00.
  const takenAt = '2026-12-01T03:10:00Z';
  const PAST = 10 * 60;

  it.each([
    ['0 3 * * *', 2 * DAY],
    ['0 */6 * * *', 9 * HOUR],
    ['0 3 * * 2', 14 * DAY],
    ['0 3 * * TUE,wed', 7 * DAY],
    ['0 3 1 * *', 62 * DAY],
    ['0 3 1 * 5', 10 * DAY],
    ['0 3 ? * ?', 2 * DAY],
    ['0/30 * * * *', HOUR],
    ['@daily', 2 * DAY - 3 * HOUR],
    ['@midnight', 2 * DAY - 3 * HOUR],
    ['@annually', (31 + 365) * DAY - 3 * HOUR],
  ])(
    'by %s is the second run after it, with the time of a run',
    (schedule, span) => {
      expect(staleAfterSeconds(config({ schedule }), takenAt)).toBe(
        span - PAST + RUN,
      );
    },
  );

  it('has more time for a VolumeSnapshot', () => {
    const csi = { strategy: 'csi', volumeSnapshotClass: 'fast' };
    const schedule = '0 3 * * *';
    expect(staleAfterSeconds(config({ schedule, ...csi }), takenAt)).toBe(
      2 * DAY - PAST + RUN + 2 * HOUR,
    );
  });

  it.each([undefined, '@every 36h', 'daily', '0 0 31 2 *', '99 * * * *'])(
    'is unknown for the schedule %s',
    schedule => {
      expect(staleAfterSeconds(config({ schedule }), takenAt)).toBeUndefined();
    },
  );
});
