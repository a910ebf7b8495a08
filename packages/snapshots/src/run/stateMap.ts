import { z } from 'zod';
import { anyText } from './bounds';
import { refused } from '../stopped';
import { jsonOf } from './apiRequest';
import { Cluster } from './cluster';
import { unlessRaced } from './patience';
import { Kept, keptIn, STATE_KEY, stateMapSchema, superseded } from './state';

/** So often may somebody else change the map while it is written. */
const TRIES = 20;
const holderSchema = z.looseObject({ holder: anyText });

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
    // What was to be written has not happened, and what is to be undone is what was known before.
    if (!this.isTurnedBack)
      throw refused(
        'state-gone',
        `ConfigMap ${this.name} was deleted in the middle of the run, and with it all that the run had made. The chart makes it: deploy the node again ("make deploy").`,
      );
    this.map = { ...this.map, data: changed(this.map.data, changes) };
  }

  /** @returns false when the map was deleted */
  private async written(
    changes: Record<string, string | null>,
  ): Promise<boolean> {
    const what = `ConfigMap ${this.name} could not be written`;
    return unlessRaced(what, TRIES, async () => {
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
      return isWritten || undefined;
    });
  }

  /** @throws Stopped `superseded` when another orchestrator has written a state since ours */
  private assertOurs(text: string | undefined): void {
    if (text === this.value(STATE_KEY)) return;
    const holder = holderOf(text);
    if (holder !== undefined && holder !== this.holder)
      throw superseded('ConfigMap', this.name, `was written by ${holder}`);
  }
}

function holderOf(text: string | undefined): string | undefined {
  return holderSchema.safeParse(jsonOf(text)).data?.holder;
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
