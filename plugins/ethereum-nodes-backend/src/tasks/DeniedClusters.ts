import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { NodeRead } from '../polling/readRound';
import type { Clusters } from '../store/Clusters';

interface ClusterState {
  source: string;
  name: string;
  /** Permission that the service account lacks. */
  denied?: MessageOrText;
  /** When a read was last denied. */
  deniedAt: number;
  /** JSON of what the database has. */
  stored?: string;
}

/**
 * Clusters whose service account lacks a permission. A round reads some of their nodes only, so a denial counts until a whole period
 * was without one.
 */
export class DeniedClusters {
  private readonly clusters: Clusters;
  private readonly periodMs: number;
  private readonly states = new Map<string, ClusterState>();

  constructor(clusters: Clusters, periodMs: number) {
    this.clusters = clusters;
    this.periodMs = periodMs;
  }

  /** Stores what has changed. */
  async save(reads: readonly NodeRead[], now: number): Promise<void> {
    for (const state of this.update(reads, now)) {
      const { source, name, denied } = state;
      const stored = JSON.stringify(denied ?? null);
      if (stored === state.stored) continue;
      await this.clusters.savePollError(source, name, denied, now);
      state.stored = stored;
    }
  }

  private update(reads: readonly NodeRead[], now: number): Set<ClusterState> {
    const updated = new Set<ClusterState>();
    for (const { known, reading, skipped } of reads) {
      const { cluster: name } = known.node;
      if (name === undefined || skipped) continue;
      const { source } = known;
      const key = `${source} ${name}`;
      const state = this.states.get(key) ?? {
        source,
        name,
        deniedAt: -Infinity,
      };
      const denied = reading.kind === 'failed' ? reading.denied : undefined;
      if (denied !== undefined) {
        Object.assign(state, { denied, deniedAt: now });
      } else if (now - state.deniedAt > this.periodMs) {
        state.denied = undefined;
      }
      this.states.set(key, state);
      updated.add(state);
    }
    return updated;
  }
}
