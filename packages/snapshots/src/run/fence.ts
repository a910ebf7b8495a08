import { Cluster } from './cluster';
import type { HeldLease } from './lease';

/** The same cluster, which is written to only while the Lease is held, and of no more use once it is lost. */
export function fenced(
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
