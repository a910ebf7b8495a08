import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  NodeReading,
  PodCount,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  asMessage,
  compareSeverity,
  type Message,
  toMessage,
  reasonMessages,
  type Verdict,
  renderVerdictText,
} from '@nodeyard/ethereum';
import type { PodReading } from './readPod';
import { toState, findWorst } from './findWorst';

export interface PoolPod {
  name: string;
  /** Whether it is an endpoint of the Service. */
  receivesTraffic: boolean;
  reading: PodReading;
}

/**
 * Reading of a pool from those of its pods.
 *
 * 1. A pod is ready if it receives traffic and its sidecar reports it as ready.
 * 2. With a ready pod the pool is ready, with the worst state of the ready pods, because a caller may reach any of them.
 * 3. Without a ready pod the pool is not ready, with the state of the worst pod; silent pods are UNKNOWN.
 * 4. If only silent pods receive traffic, the state is unknown, as of a single node that does not answer.
 *
 * @param desired - desired number of pods
 * @param found - at least one pod
 * @param notes - further reasons
 * @param now - milliseconds since the epoch
 */
export function judgePool(
  desired: number,
  found: readonly PoolPod[],
  notes: readonly Message[],
  now = Date.now(),
): NodeReading {
  const ready = found.filter(isReady);
  const others = found
    .filter(pod => !isReady(pod))
    .sort((a, b) => compareSeverity(toState(a.reading), toState(b.reading)));
  const reasons = [...others.flatMap(describePod), ...notes];
  const pods: PodCount = { ready: ready.length, desired };
  const count = say('pods-ready', { ready: pods.ready, desired });

  const judged = ready.length > 0 ? ready : found;
  const silent = judged.find(
    ({ receivesTraffic, reading }) =>
      receivesTraffic && reading.kind === 'failed',
  );
  const worst = silent?.reading ?? findWorst(judged.map(pod => pod.reading));
  if (worst.kind === 'status') {
    const { verdict } = worst.status;
    const [first, ...more] = others;
    const summary = first
      ? say('pool-less', { pods: count, others: summarizePods(first, more) })
      : say('pool-well', { pods: count, summary: toSummary(verdict) });
    const ofPool = {
      ...verdict,
      ready: ready.length > 0,
      ...renderVerdictText(
        summary,
        [...reasons, ...reasonMessages(verdict, fleetMessages)],
        now,
        fleetMessages,
      ),
    };
    return {
      kind: 'status',
      status: { ...worst.status, verdict: ofPool },
      pods,
    };
  }
  const reason = say('sentences', {
    items: [silent ? say('no-pod-known-ready', {}) : count, ...reasons],
  });
  return worst.kind === 'failed'
    ? // The API server has answered, because it listed the pods.
      { ...worst, reason, answered: true, pods: silent ? undefined : pods }
    : { kind: 'down', reason, pods };
}

function isReady({ receivesTraffic, reading }: PoolPod): boolean {
  return (
    receivesTraffic && reading.kind === 'status' && reading.status.verdict.ready
  );
}

function toSummary({ summary, summaryCoded }: Verdict): Message {
  return toMessage(fleetMessages, summary, summaryCoded);
}

/** "rpc-abc is SYNCING, and 2 more not ready" */
function summarizePods(
  { name, reading }: PoolPod,
  more: readonly PoolPod[],
): Message {
  const first = summarizePod(name, reading);
  return more.length === 0
    ? first
    : say('pod-and-more', { first, more: more.length });
}

function summarizePod(pod: string, reading: PodReading): Message {
  if (reading.kind === 'status') {
    return say('pod-is', { pod, state: toState(reading) });
  }
  return reading.kind === 'down'
    ? say('pod-down', { pod })
    : say('pod-silent', { pod });
}

function describePod({ name, receivesTraffic, reading }: PoolPod): Message[] {
  if (reading.kind !== 'status') return [asMessage(reading.reason)];
  const { verdict } = reading.status;
  const code =
    verdict.ready && !receivesTraffic
      ? 'pod-summary-without-callers'
      : 'pod-summary';
  return [
    say(code, {
      pod: name,
      state: verdict.state,
      summary: toSummary(verdict),
    }),
    ...(reading.notes ?? []).map(asMessage),
  ];
}
