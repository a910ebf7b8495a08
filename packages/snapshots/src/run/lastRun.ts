import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';
import { seconds } from './bounds';
import { instantSchema, snapshotIdSchema } from '../format/manifest';

/** Key of the state ConfigMap `<fullname>-snapshot-state`. */
export const LAST_RUN_KEY = 'last.json';

const bytes = z
  .number()
  .min(0)
  .max(2 ** 63);

/**
 * How the newest run ended: key `last.json` of the state ConfigMap, written when a run ends, however it does.
 *
 * The chart mounts the map into the node's sidecar, which tells Prometheus (`eth_snapshot_*`): no Pushgateway, and nothing
 * that has to run between two snapshots. What is unknown is left out.
 */
export const lastRunSchema = z.strictObject({
  format: z.literal('nodeyard-snapshot-last/1'),
  endedAt: instantSchema,
  /** `skipped`: there was no moment at which the node could be spared. */
  result: z.enum([
    'done',
    'skipped',
    'refused',
    'corrupt',
    'store-unavailable',
    'cancelled',
  ]),
  /** Why it is not `done`; the code is stable, the message for people. */
  code: z.string().max(100).optional(),
  message: z.string().max(2_000).optional(),
  /** Runs since the last one that was done, this one included: 0 when it was done. */
  failuresInARow: z.number().int().min(0).max(1_000_000_000),
  /** Of each phase that was reached. */
  durationSeconds: boundedRecord(z.string().max(64), seconds, 64),
  /** How long the node was down for it. */
  downtimeSeconds: seconds.optional(),
  /** The newest snapshot that passed its verification, carried over when this run made none. */
  snapshot: z
    .strictObject({
      id: snapshotIdSchema,
      block: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      /** When the node was stopped for it. */
      takenAt: instantSchema,
      verifiedAt: instantSchema,
      sizeBytes: bytes,
      newBytes: bytes,
    })
    .optional(),
});
export type LastRun = z.infer<typeof lastRunSchema>;
