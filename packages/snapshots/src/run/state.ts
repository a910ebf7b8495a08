import { z } from 'zod';
import { number, seconds, anyText, texts } from './bounds';
import {
  blockHashSchema,
  instantSchema,
  snapshotIdSchema,
} from '../format/manifest';
import { Stopped, unavailable } from '../stopped';
import { objectSchema } from './cluster';

/** What a run does, in this order; `direct` leaves out `upload`, because it uploads while it captures. */
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

/** Facts of the chain that only the running node could tell. */
export const chainSchema = z.strictObject({
  chainId: number.int(),
  genesisHash: blockHashSchema,
  clientVersion: anyText,
  block: z.strictObject({
    number: number.int().min(0),
    hash: blockHashSchema,
    timestamp: number.int(),
  }),
});

/** The run that is under way: key `state.json` of the state ConfigMap. It says enough to go on or to undo. */
export const stateSchema = z.strictObject({
  format: z.literal('nodeyard-snapshot-state/1'),
  /** Which run: all objects that it creates are marked with it. */
  run: anyText,
  /** Who wrote this: the holder of the Lease then. */
  holder: anyText,
  phase: z.union([phaseSchema, z.literal('undo')]),
  phaseSince: instantSchema,
  startedAt: instantSchema,
  strategy: z.enum(['csi', 'direct']),
  /** Replicas before we scaled down. While it is there, the node may be stopped and must be started again. */
  stopped: z
    .strictObject({
      replicas: number.int().min(1),
      podUid: anyText,
      since: instantSchema,
      /** Of the StatefulSet after scaling down: another one means that somebody changed it. */
      generation: number.int().optional(),
      exitCode: number.int().optional(),
    })
    .optional(),
  downtimeSeconds: seconds.optional(),
  chain: chainSchema.optional(),
  snapshot: snapshotIdSchema.optional(),
  /** Seconds, of the phases that have ended. */
  durations: z.partialRecord(phaseSchema, seconds),
  /** Why it is being undone. */
  failure: z
    .strictObject({
      phase: phaseSchema,
      kind: z.enum(['refused', 'corrupt', 'store-unavailable', 'cancelled']),
      code: anyText,
      message: anyText,
    })
    .optional(),
});
export type RunState = z.infer<typeof stateSchema>;
export type Failure = NonNullable<RunState['failure']>;
export type Chain = z.infer<typeof chainSchema>;

export const STATE_KEY = 'state.json';
export const stateMapSchema = objectSchema.extend({
  data: texts.optional(),
});

/** What the map says of a run. */
export interface Kept {
  /** The run that is under way. */
  state?: RunState;
  /** A state that this version does not understand to the last word, so that it cannot go on from it. */
  unreadable?: { text: string; why: string };
}

/** What is kept under the key `state.json`, which may be anything. */
export function keptIn(text: string | undefined): Kept {
  if (!text) return {};
  try {
    return { state: stateSchema.parse(JSON.parse(text)) };
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { unreadable: { text, why } };
  }
}

/**
 * Not a refusal, which its Job would take for the last word: started again, it finds the other one alive, or does what that
 * one has left.
 */
export function superseded(kind: string, name: string, what: string): Stopped {
  return unavailable(
    'superseded',
    `${kind} ${name} ${what}: another orchestrator has taken over. This one does nothing more.`,
  );
}
