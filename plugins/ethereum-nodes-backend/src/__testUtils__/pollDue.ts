import { isDue } from '../polling/backoff';
import { NetworkHeads } from '../polling/networkHeads';
import type { PolledNode } from '../store/KnownNode';
import { DeniedClusters } from '../tasks/DeniedClusters';
import { poll, type PollDeps } from '../tasks/poll';

/** One round with all nodes that are due, as a replica that has just started polls them. */
export async function pollDue(
  deps: PollDeps,
  signal: AbortSignal,
): Promise<PolledNode[]> {
  const now = deps.now();
  const known = await deps.states.loadKnown();
  return poll(
    deps,
    known.filter(({ last }) => !last || isDue(last, now, deps.pollMs)),
    {
      unreachable: await deps.clusters.loadUnreachable(),
      heads: new NetworkHeads(deps.pollMs, deps.findNetwork),
      denied: new DeniedClusters(deps.clusters, deps.pollMs),
    },
    signal,
  );
}
