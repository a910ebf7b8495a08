import type { JudgeInput } from './judgeInput';
import type { NodeSample } from './sample';
import { stateOf } from './stateRules';
import type { NodeState } from './verdict';

/** Consecutive good samples that make a node ready. */
const GOOD_SAMPLES_TO_READY = 2;
/** Consecutive bad samples that make a node unready: one missed answer or a few missed slots must not move traffic. */
const BAD_SAMPLES_TO_UNREADY = 3;

/** Effect of one sample on readiness. */
type Rating = 'good' | 'bad' | 'down' | 'neutral';

/**
 * Whether callers may use a node, after hysteresis.
 *
 * After a pause of the poller, one bad sample is enough: a node without a good sample for as many polling periods is unready at once.
 *
 * Evaluates the whole window, so that judging the same samples twice has the same result. A wrong network and a closed port act at
 * once. During a network-wide stall readiness stays what it was: removing every node from its Service would leave callers without any.
 */
export function isReady(
  input: Pick<JudgeInput, 'network' | 'previous' | 'pollIntervalMs'> & {
    samples: readonly NodeSample[];
    state: NodeState;
  },
): boolean {
  const { network, previous, samples, state, pollIntervalMs } = input;
  let ready = previous?.ready ?? false;
  if (state === 'UNKNOWN' || state === 'STALLED') {
    return false;
  }
  if (state === 'NETWORK_STALL') {
    return ready;
  }
  const stalledSince =
    previous?.state === 'NETWORK_STALL' ? previous.since : Infinity;
  let good = 0;
  let bad = 0;
  let lastGood = -Infinity;
  for (const sample of samples) {
    const rating = rateSample(network, sample, stalledSince);
    if (rating === 'good' || rating === 'neutral') lastGood = sample.at;
    if (rating === 'good') {
      good += 1;
      bad = 0;
      ready ||= good >= GOOD_SAMPLES_TO_READY;
    } else if (rating !== 'neutral') {
      good = 0;
      bad += 1;
      const isLate =
        sample.at - lastGood > BAD_SAMPLES_TO_UNREADY * pollIntervalMs;
      ready &&= rating === 'bad' && bad < BAD_SAMPLES_TO_UNREADY && !isLate;
    }
  }
  return ready;
}

function rateSample(
  network: JudgeInput['network'],
  sample: NodeSample,
  stalledSince: number,
): Rating {
  const state = stateOf({ network, samples: [sample], newest: sample });
  if (state === 'SYNCED' || state === 'INDEXING') {
    return 'good';
  }
  if (state === 'WRONG_NETWORK' || isGone(sample)) {
    return 'down';
  }
  return sample.at >= stalledSince && sample.execution.kind === 'ok'
    ? 'neutral'
    : 'bad';
}

/** Whether the port of a client is closed: its process has ended, and is not only slow. */
function isGone({ execution, consensus }: NodeSample): boolean {
  return [execution, consensus].some(
    reply => reply.kind === 'failed' && reply.reason === 'refused',
  );
}
