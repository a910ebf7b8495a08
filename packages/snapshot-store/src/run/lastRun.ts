import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';
import { instantSchema, snapshotIdSchema } from '../format/manifest';
import { seconds } from './bounds';

/** Key of the state ConfigMap `<fullname>-snapshot-state`. */
export const LAST_RUN_KEY = 'last.json';

const bytes = z
  .number()
  .min(0)
  .max(2 ** 63);

/**
 * Summary of the last run: key `last.json` of the state ConfigMap, written at the end of every run.
 *
 * The chart mounts the map into the node's sidecar, which exports it to Prometheus (`eth_snapshot_*`): no Pushgateway and no
 * process between two runs is needed. Unknown fields are omitted.
 */
export const lastRunSchema = z.strictObject({
  format: z.literal('nodeyard-snapshot-last/1'),
  endedAt: instantSchema,
  /** `skipped`: the node was no candidate until the timeout. */
  result: z.enum([
    'done',
    'skipped',
    'refused',
    'corrupt',
    'store-unavailable',
    'cancelled',
  ]),
  /** Cause of any result except `done`; the code is stable, the message is for humans. */
  code: z.string().max(100).optional(),
  message: z.string().max(2_000).optional(),
  /** Consecutive runs without success, including this one; 0 for `done`. */
  failuresInARow: z.number().int().min(0).max(1_000_000_000),
  /** Duration of each phase that was reached. */
  durationSeconds: boundedRecord(z.string().max(64), seconds, 64),
  /** Downtime of the node. */
  downtimeSeconds: seconds.optional(),
  /** The newest verified snapshot, carried over from earlier runs. */
  snapshot: z
    .strictObject({
      id: snapshotIdSchema,
      block: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      /** When the node was stopped. */
      takenAt: instantSchema,
      verifiedAt: instantSchema,
      sizeBytes: bytes,
      newBytes: bytes,
    })
    .optional(),
  /** Age from which that snapshot is old, by the schedule of the run's CronJob. */
  staleAfterSeconds: seconds.int().optional(),
});
export type LastRun = z.infer<typeof lastRunSchema>;
