import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import { count, text, time } from './scalars';

/** Above the number of snapshots and problems that a store may hold. */
const MAX_ITEMS = 100_000;

const staleAfterSeconds = count
  .optional()
  .describe(
    'Age of the newest verified snapshot in seconds from which it is old: two runs of the schedule have brought no newer one. Of the node, or of the nodes of its owner, network and client that take snapshots. Absent where no schedule is known; eight days then.',
  );

/** @public */
export const snapshotFreshnessSchema = z
  .object({
    status: z
      .enum(['verified', 'failing', 'unverified', 'none', 'unknown'])
      .describe(
        '`verified`: a client booted from the newest snapshot that was tried. `failing`: that trial failed; older snapshots may be verified. `unverified`: no snapshot was tried. `none`: the stores are empty. `unknown`: no store has been read.',
      ),
    blockTime: time
      .optional()
      .describe(
        'Timestamp of the block of the newest verified snapshot; absent where there is none.',
      ),
    staleAfterSeconds,
    storeFailing: z
      .boolean()
      .describe(
        'Whether the newest read of one of the stores failed: the other fields are older.',
      ),
  })
  .describe(
    'In lists: whether the node can be restored, and to which time. Absent where no store is configured for its owner and client.',
  );

/** Whether a node can be restored, and to which time. @public */
export type SnapshotFreshness = z.infer<typeof snapshotFreshnessSchema>;

/** @public */
export const nodeSnapshotSchema = z
  .object({
    store: text.describe('Name of the store in `app-config.yaml`.'),
    id: text.describe('`<block>-<time>-<digest>`.'),
    clientVersion: text,
    history: text
      .optional()
      .describe('History mode of the datadir, where it is known.'),
    blockNumber: count,
    blockHash: text,
    blockTime: time.describe('Timestamp of the block.'),
    createdAt: time,
    sizeBytes: count,
    newBytes: count.describe('Bytes that it added to its store.'),
    latest: z
      .boolean()
      .describe('Whether `delta-sync restore --from latest` restores it.'),
    verification: z
      .object({
        result: z.enum(['passed', 'failed']),
        failure: z
          .enum([
            'no-response',
            'block-missing',
            'block-differs',
            'state-missing',
            'history-missing',
          ])
          .optional()
          .describe(
            'Why it failed: the client did not answer, does not have the block of the snapshot, has another block of that number, does not have the state of the block, or lacks blocks or receipts of its history mode.',
          ),
        at: time,
        clientVersion: text,
      })
      .optional()
      .describe(
        'Result of booting a client from it; absent if that was not tried.',
      ),
    restoreCommand: text.describe(
      'Restores it into an empty datadir, or updates an older one.',
    ),
  })
  .describe(
    'A snapshot that nodes of its network and execution client can be restored from.',
  );

/** A snapshot that a node can be restored from. @public */
export type NodeSnapshot = z.infer<typeof nodeSnapshotSchema>;

/** @public */
export const snapshotStoreStatusSchema = z
  .object({
    name: text,
    lastSuccess: time.optional().describe('Newest read that succeeded.'),
    error: text.optional().describe('Why the newest read failed.'),
    problems: z
      .array(text)
      .max(MAX_ITEMS)
      .describe('Snapshots that cannot be read, one sentence each.'),
  })
  .describe('Result of the newest read of a store of snapshots.');

/** Result of the newest read of a store of snapshots. @public */
export type SnapshotStoreStatus = z.infer<typeof snapshotStoreStatusSchema>;

/** @public */
export const nodeSnapshotsSchema = z.object({
  stores: z
    .array(snapshotStoreStatusSchema)
    .max(MAX_ITEMS)
    .describe('Stores that are configured for nodes of this owner.'),
  items: z
    .array(nodeSnapshotSchema)
    .max(MAX_ITEMS)
    .describe('The highest block first.'),
  staleAfterSeconds,
});

/** Snapshots that a node can be restored from. @public */
export type NodeSnapshots = z.infer<typeof nodeSnapshotsSchema>;

/** @public */
export const requestedSnapshotSchema = z
  .object({
    cluster: text,
    namespace: text,
    job: text.describe('Name of the Job that makes the snapshot.'),
    cronJob: text.describe('Name of the CronJob that the Job was made from.'),
    requestedBy: text.describe(
      'Entity reference of the user, or name of the service, that requested it. An annotation of the Job has it too.',
    ),
    logsCommand: text.describe('Follows the log of the run.'),
  })
  .describe('A run of the snapshot orchestrator that was started on request.');

/** A run of the snapshot orchestrator that was started on request. @public */
export type RequestedSnapshot = z.infer<typeof requestedSnapshotSchema>;

/** @public */
export const snapshotRunSchema = z
  .object({
    job: text.describe('Name of the Job.'),
    status: z
      .enum(['queued', 'running', 'complete', 'failed'])
      .describe(
        '`queued`: no pod of the Job has started. `complete`: its snapshot is verified and published.',
      ),
    createdAt: time,
    endedAt: time.optional(),
    requestedBy: text
      .optional()
      .describe('Requester; absent if the schedule created the Job.'),
    phase: z
      .enum([
        'candidate',
        'quiesce',
        'capture',
        'resume',
        'upload',
        'manifest',
        'verify',
        'publish',
        'retain',
        'undo',
      ])
      .optional()
      .describe(
        'Phase of a running orchestrator; absent before the first, and if its state cannot be read.',
      ),
    phaseSince: time.optional(),
    nodeStopped: z
      .boolean()
      .optional()
      .describe('Whether the run has stopped the node and not started it yet.'),
    snapshot: text.optional().describe('ID of its snapshot.'),
    failure: z
      .object({
        code: text.describe('Code in the reference of the orchestrator.'),
        message: text,
      })
      .optional()
      .describe('Why it failed, or is being rolled back.'),
    logsCommand: text.describe('Follows the log of the run.'),
  })
  .describe('A run of the snapshot orchestrator, on request or by schedule.');

/** A run of the snapshot orchestrator, on request or by schedule. @public */
export type SnapshotRun = z.infer<typeof snapshotRunSchema>;

/** @public */
export const nodeSnapshotRunSchema = z
  .object({
    request: z
      .enum([
        'allowed',
        'not-permitted',
        'not-enabled',
        'not-in-cluster',
        'no-cron-job',
        'suspended',
      ])
      .describe(
        'Whether the caller may request a snapshot of the node. `not-permitted`: without `ethereum-nodes.snapshot.create`. `not-enabled`: the configuration does not enable requests. `no-cron-job`, `suspended`: of the CronJob of its snapshots.',
      ),
    run: snapshotRunSchema
      .optional()
      .describe('The newest run; absent if no Job of the CronJob is kept.'),
    problem: text
      .optional()
      .describe('Why the run, or its phase, could not be read.'),
    problemCoded: messageSchema.optional(),
  })
  .describe('The newest run of the snapshot orchestrator of a node.');

/** The newest run of the snapshot orchestrator of a node. @public */
export type NodeSnapshotRun = z.infer<typeof nodeSnapshotRunSchema>;
