import type { NodeSample } from '../health/sample';
import { secretsOf } from '../hostile/secrets';
import { probeConsensus } from './probeConsensus';
import { probeExecution } from './probeExecution';
import type { ProbeOptions } from './target';

/** @public */
export interface ProbeNodeOptions extends Omit<ProbeOptions, 'url'> {
  executionUrl: string;
  /** Absent if the node has no consensus client that can be probed. */
  consensusUrl?: string;
  /** Milliseconds since the epoch; default `Date.now`. */
  now?: () => number;
}

/** Samples that {@link probeNode} has made in this process. */
const probed = new WeakSet<NodeSample>();

/**
 * Whether a sample is from {@link probeNode} in this process. Its fields are bounded as `nodeSampleSchema` bounds them.
 * @public
 */
export function isProbedSample(sample: NodeSample): boolean {
  return probed.has(sample);
}

/**
 * Probes both clients of a node concurrently. Never throws; takes no longer than the timeout.
 * @public
 */
export async function probeNode(
  options: ProbeNodeOptions,
): Promise<NodeSample> {
  const { executionUrl, consensusUrl, now = Date.now, ...shared } = options;
  // A proxy in front of both clients may echo the keys of either.
  const secrets = [executionUrl, consensusUrl].flatMap(url =>
    secretsOf({ url }),
  );
  const probeOptions = {
    ...shared,
    secrets: [...(shared.secrets ?? []), ...secrets],
  };
  const at = now();
  const [execution, consensus] = await Promise.all([
    probeExecution({ ...probeOptions, url: executionUrl }),
    consensusUrl === undefined
      ? ({ kind: 'not-configured' } as const)
      : probeConsensus({
          ...probeOptions,
          url: consensusUrl,
        }),
  ]);
  const sample: NodeSample = { at, execution, consensus };
  probed.add(sample);
  return sample;
}
