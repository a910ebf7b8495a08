import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { probeNode, type ProbeNodeOptions } from '@nodeyard/ethereum';
import type { GuardedFetch } from './GuardedFetch';

/** Probes a node at allowed endpoints. If one of its endpoints is refused, the reading fails as a whole. */
export async function readGuarded(
  guard: GuardedFetch,
  endpoints: Pick<
    ProbeNodeOptions,
    'executionUrl' | 'consensusUrl' | 'headers' | 'memory'
  >,
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<NodeReading> {
  const { fetch, refusal } = guard.session();
  const sample = await probeNode({ ...endpoints, fetch, ...options });
  const refused = refusal();
  return refused === undefined
    ? { kind: 'sample', sample }
    : {
        kind: 'failed',
        reason: say('not-called', { why: refused }),
        answered: true,
      };
}
