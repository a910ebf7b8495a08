import type { Cluster } from './cluster';
import type { HeldLease } from './lease';

/** The same cluster, fenced by the Lease: writes need a held Lease, and all requests fail once it is lost. */
export function fencedCluster(
  cluster: Cluster,
  lease: Pick<HeldLease, 'assertHeld' | 'assertNotLost'>,
): Cluster {
  const whenHeld = async <T>(work: () => Promise<T>) => {
    await lease.assertHeld();
    return work();
  };
  return {
    ...cluster,
    read: async (kind, name, schema) => {
      lease.assertNotLost();
      return cluster.read(kind, name, schema);
    },
    create: (...args) => whenHeld(() => cluster.create(...args)),
    patch: (...args) => whenHeld(() => cluster.patch(...args)),
    remove: (...args) => whenHeld(() => cluster.remove(...args)),
  };
}
