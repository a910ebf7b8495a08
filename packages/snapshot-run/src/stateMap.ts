import { z } from 'zod';
import { boundedText } from './bounds';
import {
  parseStoredRun,
  refused,
  STATE_KEY,
  type StoredRun,
} from '@nodeyard/snapshot-store';
import { tryParseJson } from './apiRequest';
import type { Cluster } from './cluster';
import { retryOnConflict } from './retry';
import { stateMapSchema, superseded } from './state';

/** Attempts of one write in case of conflicts. */
const MAX_CONFLICTS = 20;
const holderSchema = z.looseObject({ holder: boundedText });

/**
 * The state ConfigMap. Writes are conditional on the resourceVersion, so that only one of two orchestrators continues.
 *
 * The deletion of the map fails the run once; the rollback then continues with the state in memory.
 */
export class StateMap {
  private isDeleted = false;
  private isRollingBack = false;

  private constructor(
    private readonly cluster: Cluster,
    private readonly holder: string,
    readonly name: string,
    private map: z.infer<typeof stateMapSchema>,
  ) {}

  /** @throws SnapshotError `refused` `state-missing` */
  static async load(
    cluster: Cluster,
    name: string,
    holder: string,
  ): Promise<StateMap> {
    const map = await cluster.read('configMap', name, stateMapSchema);
    if (!map) {
      throw refused(
        'state-missing',
        `There is no ConfigMap ${name}, which stores the state of a run. The chart renders it: deploy the node again ("make deploy").`,
      );
    }
    return new StateMap(cluster, holder, name, map);
  }

  get uid(): string {
    return this.map.metadata.uid;
  }

  value(key: string): string | undefined {
    return this.map.data?.[key] || undefined;
  }

  get stored(): StoredRun {
    return parseStoredRun(this.value(STATE_KEY));
  }

  /** From now on the deletion of the map is ignored. */
  beginRollback(): void {
    this.isRollingBack = true;
  }

  /**
   * Conflicts with another orchestrator fail; manual edits are overwritten, as this orchestrator holds the Lease.
   *
   * @param changes - keys to set, or to remove with null
   */
  async write(changes: Record<string, string | null>): Promise<void> {
    if (!this.isDeleted && (await this.tryWrite(changes))) return;
    this.isDeleted = true;
    // The changes are not applied: the rollback needs the state before them.
    if (!this.isRollingBack) {
      throw refused(
        'state-gone',
        `ConfigMap ${this.name} was deleted during the run, and with it all objects of the run. The chart renders it: deploy the node again ("make deploy").`,
      );
    }
    this.map = { ...this.map, data: applyChanges(this.map.data, changes) };
  }

  /** @returns false if the map was deleted */
  private async tryWrite(
    changes: Record<string, string | null>,
  ): Promise<boolean> {
    const what = `ConfigMap ${this.name} could not be written`;
    return retryOnConflict(what, MAX_CONFLICTS, async () => {
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
      if (!isWritten) this.assertNotSuperseded(data[STATE_KEY]);
      if (map?.metadata.uid !== this.uid) return false;
      // Until the write succeeds, the data in memory is authoritative.
      this.map = isWritten ? map : { ...map, data: this.map.data };
      return isWritten || undefined;
    });
  }

  /** @throws SnapshotError `superseded` if another orchestrator has written the state meanwhile */
  private assertNotSuperseded(text: string | undefined): void {
    if (text === this.value(STATE_KEY)) return;
    const holder = holderOf(text);
    if (holder !== undefined && holder !== this.holder) {
      throw superseded('ConfigMap', this.name, `was written by ${holder}`);
    }
  }
}

function holderOf(text: string | undefined): string | undefined {
  return holderSchema.safeParse(tryParseJson(text)).data?.holder;
}

function applyChanges(
  data: Record<string, string> = {},
  changes: Record<string, string | null>,
): Record<string, string> {
  const entries = Object.entries({ ...data, ...changes });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
