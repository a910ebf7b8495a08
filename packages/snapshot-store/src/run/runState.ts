import { z } from 'zod';
import {
  blockHashSchema,
  instantSchema,
  snapshotIdSchema,
} from '../format/manifest';
import { boundedNumber, boundedText, seconds } from './bounds';

/** Phases of a run, in order; `direct` uploads during `capture` and skips `upload`. */
export const phases = [
  'candidate',
  'quiesce',
  'capture',
  'resume',
  'upload',
  'manifest',
  'verify',
  'publish',
  'retain',
] as const;
export type Phase = (typeof phases)[number];

export const phaseSchema = z.enum(phases);

/** Facts of the chain that are only available from the running node. */
export const chainSchema = z.strictObject({
  chainId: boundedNumber.int(),
  genesisHash: blockHashSchema,
  clientVersion: boundedText,
  block: z.strictObject({
    number: boundedNumber.int().min(0),
    hash: blockHashSchema,
    timestamp: boundedNumber.int(),
  }),
});

/** The current run: key `state.json` of the state ConfigMap. Sufficient to continue or to roll back. */
export const stateSchema = z.strictObject({
  format: z.literal('nodeyard-snapshot-state/1'),
  /** ID of the run: annotation of all its objects. */
  run: boundedText,
  /** Holder of the Lease that wrote this. */
  holder: boundedText,
  phase: z.union([phaseSchema, z.literal('undo')]),
  phaseSince: instantSchema,
  startedAt: instantSchema,
  strategy: z.enum(['csi', 'direct']),
  /** Set before the node is scaled down, removed once it is started again. */
  stopped: z
    .strictObject({
      replicas: boundedNumber.int().min(1),
      podUid: boundedText,
      since: instantSchema,
      /** Generation of the StatefulSet after scaling down, to detect later changes. */
      generation: boundedNumber.int().optional(),
      exitCode: boundedNumber.int().optional(),
    })
    .optional(),
  downtimeSeconds: seconds.optional(),
  chain: chainSchema.optional(),
  snapshot: snapshotIdSchema.optional(),
  /** Seconds of each completed phase. */
  durations: z.partialRecord(phaseSchema, seconds),
  /** Cause of the rollback. */
  failure: z
    .strictObject({
      phase: phaseSchema,
      kind: z.enum(['refused', 'corrupt', 'store-unavailable', 'cancelled']),
      code: boundedText,
      message: boundedText,
    })
    .optional(),
});
export type RunState = z.infer<typeof stateSchema>;
export type Failure = NonNullable<RunState['failure']>;
export type Chain = z.infer<typeof chainSchema>;

export const STATE_KEY = 'state.json';

/** The run in the state ConfigMap. */
export interface StoredRun {
  /** The current run. */
  state?: RunState;
  /** A state that does not match the schema of this version. */
  unreadable?: { text: string; why: string };
}

/** Parse the key `state.json`, whose content is not trusted. */
export function parseStoredRun(text: string | undefined): StoredRun {
  if (!text) return {};
  try {
    return { state: stateSchema.parse(JSON.parse(text)) };
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { unreadable: { text, why } };
  }
}
