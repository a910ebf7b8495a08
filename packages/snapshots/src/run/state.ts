import { z } from 'zod';
import {
  blockHashSchema,
  instantSchema,
  snapshotIdSchema,
} from '../format/manifest';
import { refused, Stopped, unavailable } from '../stopped';
import { Cluster, ClusterError, objectSchema } from './cluster';

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
export const stateMapSchema = objectSchema.extend({
  data: z.record(z.string(), z.string()).optional(),
});

/** What the map says of a run. */
export interface Kept {
  /** The run that is under way. */
  state?: RunState;
  /** A state that this version does not understand to the last word, so that it cannot go on from it. */
  unreadable?: { text: string; why: string };
}

/** So often may somebody else change the map while it is written. */
const TRIES = 20;
const holderSchema = z.looseObject({ holder: z.string() });

/**
 * The state ConfigMap. Each write is conditional on what was read before, so that of two orchestrators only one goes on.
 *
 * A map that was deleted is said once, by an error that ends the run. Then the way back is walked from memory.
 */
export class StateMap {
  private isGone = false;
  private isTurnedBack = false;

  private constructor(
    private readonly cluster: Cluster,
    private readonly holder: string,
    readonly name: string,
    private map: z.infer<typeof stateMapSchema>,
  ) {}

  /** @throws Stopped `refused` `state-missing` */
  static async load(
    cluster: Cluster,
    name: string,
    holder: string,
  ): Promise<StateMap> {
    const map = await cluster.read('configMap', name, stateMapSchema);
    if (!map)
      throw refused(
        'state-missing',
        `There is no ConfigMap ${name}, which keeps the state of a run. The chart makes it: deploy the node again ("make deploy").`,
      );
    return new StateMap(cluster, holder, name, map);
  }

  get uid(): string {
    return this.map.metadata.uid;
  }

  value(key: string): string | undefined {
    return this.map.data?.[key] || undefined;
  }

  get kept(): Kept {
    return keptIn(this.value(STATE_KEY));
  }

  /** From now on a map that was deleted does not end anything. */
  turnBack(): void {
    this.isTurnedBack = true;
  }

  /**
   * Only another orchestrator's state is respected. What people changed by hand is written over: we hold the Lease.
   *
   * @param changes - keys to set, or to remove with null
   */
  async write(changes: Record<string, string | null>): Promise<void> {
    if (!this.isGone && (await this.written(changes))) return;
    this.isGone = true;
    this.map = { ...this.map, data: changed(this.map.data, changes) };
    if (!this.isTurnedBack)
      throw refused(
        'state-gone',
        `ConfigMap ${this.name} was deleted in the middle of the run, and with it all that the run had made. The chart makes it: deploy the node again ("make deploy").`,
      );
  }

  /** @returns false when the map was deleted */
  private async written(
    changes: Record<string, string | null>,
  ): Promise<boolean> {
    for (let nth = 0; nth < TRIES; nth++) {
      const { resourceVersion } = this.map.metadata;
      await this.cluster.patch('configMap', this.name, {
        metadata: { resourceVersion },
        data: changes,
      });
      const map = await this.cluster.read(
        'configMap',
        this.name,
        stateMapSchema,
      );
      const data = map?.data ?? {};
      const isWritten =
        map?.metadata.uid === this.uid &&
        Object.entries(changes).every(
          ([key, value]) => (data[key] ?? null) === value,
        );
      if (!isWritten) this.assertOurs(data[STATE_KEY]);
      if (map?.metadata.uid !== this.uid) return false;
      // Until ours is written, it is ours that counts.
      this.map = isWritten ? map : { ...map, data: this.map.data };
      if (isWritten) return true;
    }
    throw new ClusterError(
      0,
      `ConfigMap ${this.name} could not be written: something else changed it each of ${TRIES} times.`,
    );
  }

  /** @throws Stopped `superseded` when another orchestrator has written a state since ours */
  private assertOurs(text: string | undefined): void {
    if (text === this.value(STATE_KEY)) return;
    const holder = holderOf(text);
    if (holder !== undefined && holder !== this.holder)
      throw superseded('ConfigMap', this.name, `was written by ${holder}`);
  }
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

function holderOf(text: string | undefined): string | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text ?? '')).data?.holder;
  } catch {
    return undefined;
  }
}

function changed(
  data: Record<string, string> = {},
  changes: Record<string, string | null>,
): Record<string, string> {
  const entries = Object.entries({ ...data, ...changes });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== null),
  );
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
