import type {
  NodeReading,
  PodCount,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { compareSeverity, MostReasons } from '@nodeyard/ethereum';
import type { PodReading } from './readPod';
import { stateOf, worstOf } from './worstOf';

export interface PoolPod {
  name: string;
  /** Whether Kubernetes has it behind the Service. */
  callersAreLedTo: boolean;
  reading: PodReading;
}

/**
 * What the pods of a pool come to.
 *
 * 1. A pod is ready when callers are led to it and its own sidecar says that they may be.
 * 2. With a ready pod the pool is ready, and as well as the worst of the ready ones: that is what a caller may get.
 * 3. Without one it is not ready, and as badly off as the worst pod; silent pods are UNKNOWN.
 * 4. Where callers are led to silent pods alone, nothing is known, as of a single node that does not answer.
 *
 * @param wanted - how many there should be
 * @param found - at least one
 * @param notes - what else is to be said about them
 */
export function judgePool(
  wanted: number,
  found: readonly PoolPod[],
  notes: readonly string[],
): NodeReading {
  const ready = found.filter(isReady);
  const others = found
    .filter(pod => !isReady(pod))
    .sort((a, b) => compareSeverity(stateOf(a.reading), stateOf(b.reading)));
  const reasons = [...others.map(sentenceOn), ...notes];
  const pods: PodCount = { ready: ready.length, wanted };
  const count = `${pods.ready} of ${wanted} pods ready`;

  const judged = ready.length > 0 ? ready : found;
  const silent = judged.find(
    ({ callersAreLedTo, reading }) =>
      callersAreLedTo && reading.kind === 'failed',
  );
  const worst = silent?.reading ?? worstOf(judged.map(pod => pod.reading));
  if (worst.kind === 'status') {
    const { verdict } = worst.status;
    const summary =
      others.length > 0
        ? `${count}; ${shortlyOn(others)}`
        : `${count}. ${verdict.summary}`;
    const ofPool = {
      ...verdict,
      ready: ready.length > 0,
      summary,
      reasons: [...reasons, ...verdict.reasons].slice(0, MostReasons),
    };
    return {
      kind: 'status',
      status: { ...worst.status, verdict: ofPool },
      pods,
    };
  }
  const reason = [silent ? 'No pod is known to be ready' : count, ...reasons]
    .join('. ')
    .concat('.');
  return worst.kind === 'failed'
    ? // The cluster answered, whatever its pods did: it told which there are.
      { ...worst, reason, answered: true, pods: silent ? undefined : pods }
    : { kind: 'down', reason, pods };
}

function isReady({ callersAreLedTo, reading }: PoolPod): boolean {
  return (
    callersAreLedTo && reading.kind === 'status' && reading.status.verdict.ready
  );
}

/** "rpc-abc is SYNCING, and 2 more are not ready" */
function shortlyOn([{ name, reading }, ...more]: PoolPod[]): string {
  const first =
    reading.kind === 'status'
      ? `${name} is ${stateOf(reading)}`
      : `${name} ${
          reading.kind === 'down' ? 'does not run' : 'does not answer'
        }`;
  return more.length === 0
    ? first
    : `${first}, and ${more.length} more ${
        more.length === 1 ? 'is' : 'are'
      } not ready`;
}

function sentenceOn({ name, callersAreLedTo, reading }: PoolPod): string {
  if (reading.kind !== 'status') return reading.reason;
  const { state, ready, summary } = reading.status.verdict;
  const unready =
    ready && !callersAreLedTo ? ' Kubernetes leads no callers to it.' : '';
  return [
    `${name} is ${state}: ${summary}.${unready}`,
    ...(reading.notes ?? []),
  ].join(' ');
}
