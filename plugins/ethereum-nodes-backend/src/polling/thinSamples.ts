import type { NodeSample } from '@nodeyard/ethereum';

const NEWEST_KEPT = 4;
const SPACING_MS = 60_000;

/**
 * Reduces the samples that are stored between polls, which may run on another replica.
 *
 * The newest four are kept; of older ones one per minute, without fork schedules. Both samples around a change of their signature
 * are kept, because readiness depends on consecutive good and bad samples. The first sample with the newest head is kept too: it
 * dates a stall.
 *
 * @param samples - oldest first
 */
export function thinSamples(samples: readonly NodeSample[]): NodeSample[] {
  const firstWhole = samples.length - NEWEST_KEPT;
  const meanings = samples.map(verdictSignature);
  const newestHead = headHash(samples.at(-1));
  const headSeenFirst =
    1 + samples.findLastIndex(sample => headHash(sample) !== newestHead);
  let keptAt = -Infinity;
  return samples
    .filter((sample, index) => {
      const changes =
        meanings[index] !== meanings[index - 1] ||
        meanings[index] !== meanings[index + 1];
      const keep =
        index >= firstWhole ||
        index === headSeenFirst ||
        changes ||
        sample.at - keptAt >= SPACING_MS;
      if (keep) keptAt = sample.at;
      return keep;
    })
    .map((sample, index, kept) =>
      index < kept.length - 1 ? withoutForks(sample) : sample,
    );
}

function headHash(sample: NodeSample | undefined): string | undefined {
  return sample?.execution.kind === 'ok'
    ? sample.execution.value.head.hash
    : undefined;
}

/** The properties of a sample that can change a verdict, in coarse steps. */
function verdictSignature({ at, execution, consensus }: NodeSample): string {
  const ofExecution =
    execution.kind === 'ok'
      ? [
          Boolean(execution.value.syncing),
          execution.value.genesisHash,
          Math.min(
            20,
            Math.floor((at / 1000 - execution.value.head.timestamp) / 4),
          ),
        ]
      : [execution.reason];
  const ofConsensus =
    consensus.kind === 'ok'
      ? [
          consensus.value.isOptimistic,
          consensus.value.elOffline,
          consensus.value.syncDistance > 4,
        ]
      : [consensus.kind === 'failed' && consensus.reason];
  return [execution.kind, ...ofExecution, consensus.kind, ...ofConsensus].join(
    ' ',
  );
}

/** The same object if it has none, because it is kept from poll to poll. */
function withoutForks(sample: NodeSample): NodeSample {
  const { execution, consensus } = sample;
  const hasForks =
    (execution.kind === 'ok' && execution.value.forks) ||
    (consensus.kind === 'ok' && consensus.value.forkSchedule);
  if (!hasForks) return sample;
  return {
    ...sample,
    execution:
      execution.kind === 'ok'
        ? { ...execution, value: { ...execution.value, forks: undefined } }
        : execution,
    consensus:
      consensus.kind === 'ok'
        ? {
            ...consensus,
            value: { ...consensus.value, forkSchedule: undefined },
          }
        : consensus,
  };
}
