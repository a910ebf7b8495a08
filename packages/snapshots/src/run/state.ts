import { z } from 'zod';
import {
  blockHashSchema,
  instantSchema,
  snapshotIdSchema,
} from '../format/manifest';
import { refused } from '../stopped';
import { Cluster, objectSchema } from './cluster';

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

const phaseSchema = z.enum(phases);

/** Facts of the chain that only the running node could tell. */
export const chainSchema = z.strictObject({
  chainId: z.number().int(),
  genesisHash: blockHashSchema,
  clientVersion: z.string(),
  block: z.strictObject({
    number: z.number().int().min(0),
    hash: blockHashSchema,
    timestamp: z.number().int(),
  }),
});

/** The run that is under way: key `state.json` of the state ConfigMap. It says enough to go on or to undo. */
export const stateSchema = z.strictObject({
  format: z.literal('nodeyard-snapshot-state/1'),
  /** Which run: all objects that it creates are marked with it. */
  run: z.string(),
  /** Who wrote this: the holder of the Lease then. */
  holder: z.string(),
  phase: z.union([phaseSchema, z.literal('undo')]),
  phaseSince: instantSchema,
  startedAt: instantSchema,
  strategy: z.enum(['csi', 'direct']),
  /** Replicas before we scaled down. While it is there, the node may be stopped and must be started again. */
  stopped: z
    .strictObject({
      replicas: z.number().int().min(1),
      podUid: z.string(),
      since: instantSchema,
      /** Of the StatefulSet after scaling down: another one means that somebody changed it. */
      generation: z.number().int().optional(),
      exitCode: z.number().int().optional(),
    })
    .optional(),
  downtimeSeconds: z.number().optional(),
  chain: chainSchema.optional(),
  snapshot: snapshotIdSchema.optional(),
  /** Seconds, of the phases that have ended. */
  durations: z.partialRecord(phaseSchema, z.number()),
  /** Why it is being undone. */
  failure: z
    .strictObject({
      phase: phaseSchema,
      kind: z.enum(['refused', 'corrupt', 'store-unavailable', 'cancelled']),
      code: z.string(),
      message: z.string(),
    })
    .optional(),
});
export type RunState = z.infer<typeof stateSchema>;
export type Failure = NonNullable<RunState['failure']>;
export type Chain = z.infer<typeof chainSchema>;

export const STATE_KEY = 'state.json';
const stateMapSchema = objectSchema.extend({
  data: z.record(z.string(), z.string()).optional(),
});

/**
 * The state ConfigMap. Each write is conditional on what was read before, so that of two orchestrators only one goes on.
 */
export class StateMap {
  private constructor(
    private readonly cluster: Cluster,
    readonly name: string,
    private map: z.infer<typeof stateMapSchema>,
  ) {}

  static async load(cluster: Cluster, name: string): Promise<StateMap> {
    const map = await cluster.read('configMap', name, stateMapSchema);
    if (!map)
      throw refused(
        'state-missing',
        `There is no ConfigMap ${name}. The chart makes it; deploy the node again.`,
      );
    return new StateMap(cluster, name, map);
  }

  get uid(): string {
    return this.map.metadata.uid;
  }

  value(key: string): string | undefined {
    return this.map.data?.[key] || undefined;
  }

  /** @returns undefined when no run is under way */
  get state(): RunState | undefined {
    const text = this.value(STATE_KEY);
    if (text === undefined) return undefined;
    try {
      return stateSchema.parse(JSON.parse(text));
    } catch (error) {
      throw refused(
        'state-unreadable',
        `ConfigMap ${this.name}: ${STATE_KEY} cannot be read (${
          error instanceof Error ? error.message : error
        }). Make sure that the node runs, then empty that key.`,
      );
    }
  }

  /** @param changes - keys to set, or to remove with null */
  async write(changes: Record<string, string | null>): Promise<void> {
    const before = this.value(STATE_KEY);
    for (;;) {
      const { resourceVersion } = this.map.metadata;
      const outcome = await this.cluster.patch('configMap', this.name, {
        metadata: { resourceVersion },
        data: changes,
      });
      const map = await this.cluster.read(
        'configMap',
        this.name,
        stateMapSchema,
      );
      if (!map) throw superseded(this.name, 'was deleted');
      this.map = map;
      if (this.has(changes)) return;
      // An upgrade of the release touches its labels: only another state is another run's.
      if (outcome !== 'conflict' || this.value(STATE_KEY) !== before)
        throw superseded(this.name, 'was changed by another run');
    }
  }

  private has(changes: Record<string, string | null>): boolean {
    return Object.entries(changes).every(
      ([key, value]) => (this.map.data?.[key] ?? null) === value,
    );
  }
}

export function superseded(name: string, what: string) {
  return refused(
    'superseded',
    `ConfigMap or Lease ${name} ${what}: another orchestrator has taken over. This one does nothing more.`,
  );
}
