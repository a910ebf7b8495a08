import type { NodeSample } from '../health/sample';
import { probeConsensus } from './probeConsensus';
import { probeExecution } from './probeExecution';
import type { ProbeOptions } from './target';

/** @public */
export interface ProbeNodeOptions extends Omit<ProbeOptions, 'url'> {
  executionUrl: string;
  /** Absent: the node has no consensus client that can be asked. */
  consensusUrl?: string;
  /** Milliseconds since the epoch; default `Date.now`. */
  now?: () => number;
}

/**
 * Looks at both clients of a node at the same time. Never throws; takes no longer than the timeout.
 * @public
 */
export async function probeNode(
  options: ProbeNodeOptions,
): Promise<NodeSample> {
  const { executionUrl, consensusUrl, now = Date.now, ...how } = options;
  const at = now();
  const [execution, consensus] = await Promise.all([
    probeExecution({ ...how, url: executionUrl }),
    consensusUrl === undefined
      ? ({ kind: 'not-configured' } as const)
      : probeConsensus({
          ...how,
          url: consensusUrl,
        }),
  ]);
  return { at, execution, consensus };
}
