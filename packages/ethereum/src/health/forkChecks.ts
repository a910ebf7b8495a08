import { followsFromGenesis } from '../forks/proof';
import { datedForks, type DatedFork } from '../forks/schedule';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { instantOf, presentForks, type ForkFinding } from './forkFinding';
import type { NodeSample } from './sample';

/** Checks a fork against `eth_config` (EIP-7910), whose three forks are relative to the client's head: any of them may be the fork. */
export function checkExecutionFork(
  network: Network,
  { execution }: NodeSample,
  fork: DatedFork,
): ForkFinding {
  if (execution.kind === 'failed') {
    return {
      verdict: 'UNKNOWN',
      detail: createNodeMessage('fork-no-answer', { client: 'execution' }),
    };
  }
  const { forks, forksUnknown } = execution.value;
  if (forks === undefined) {
    return {
      verdict: 'UNKNOWN',
      detail: createNodeMessage('forks-not-given', {
        client: 'execution',
        why: forksUnknown ?? 'eth_config',
      }),
    };
  }
  const reported = presentForks(forks);
  if (reported.length === 0) {
    return {
      verdict: 'UNKNOWN',
      detail: createNodeMessage('forks-without-time', {}),
    };
  }
  // Forks active from genesis have time 0 in `eth_config`.
  const { genesisTime = 0 } = network;
  const sinceGenesis = (time: number) => (time <= genesisTime ? 0 : time);
  const atSameTime = reported.find(
    ({ activationTime }) =>
      sinceGenesis(activationTime) === sinceGenesis(fork.time),
  );
  if (atSameTime !== undefined) {
    return fork.forkId === undefined || atSameTime.forkId === fork.forkId
      ? {
          verdict: 'READY',
          detail: createNodeMessage('fork-known', {
            client: 'execution',
            fork: fork.name,
          }),
        }
      : {
          verdict: 'MISMATCH',
          detail: createNodeMessage('fork-id-mismatch', {
            actual: atSameTime.forkId,
            fork: fork.name,
            expected: fork.forkId,
          }),
        };
  }
  const later = reported.find(
    ({ activationTime }) => activationTime > fork.time,
  );
  if (later === undefined) {
    return {
      verdict: 'MISSING',
      detail: createNodeMessage('fork-missing', {
        client: 'execution',
        fork: fork.name,
      }),
    };
  }
  // A later fork ID covers every fork before it, if it is in our data or follows from our data.
  const isCovered =
    followsFromGenesis(network, later) ||
    datedForks(network).some(
      ({ time, forkId }) =>
        time === later.activationTime && forkId === later.forkId,
    );
  if (isCovered) {
    return {
      verdict: 'READY',
      detail: createNodeMessage('fork-known', {
        client: 'execution',
        fork: fork.name,
      }),
    };
  }
  // The fork ID follows from our data without this fork: the client has the fork at another time, or not at all.
  const forksBefore = network.forks.filter(({ time = 0 }) => time < fork.time);
  return followsFromGenesis({ ...network, forks: forksBefore }, later)
    ? {
        verdict: 'MISMATCH',
        detail: createNodeMessage('fork-date-mismatch', {
          expected: instantOf(fork.time),
          fork: fork.name,
          actual: instantOf(later.activationTime),
        }),
      }
    : {
        verdict: 'UNKNOWN',
        detail: createNodeMessage('fork-not-in-data', {
          date: instantOf(later.activationTime),
        }),
      };
}

/** Checks a fork against the fork schedule; forks of blob parameters alone against the blob schedule. */
export function checkConsensusFork(
  { consensus }: NodeSample,
  fork: DatedFork,
): ForkFinding {
  if (consensus.kind !== 'ok' || fork.consensus === undefined) {
    return {
      verdict: 'UNKNOWN',
      detail: createNodeMessage('fork-no-answer', { client: 'consensus' }),
    };
  }
  const { name, epoch, version } = fork.consensus;
  const missing: ForkFinding = {
    verdict: 'MISSING',
    detail: createNodeMessage('fork-missing', {
      client: 'consensus',
      fork: name,
    }),
  };
  if (version === undefined) {
    const { blobEpochs } = consensus.value;
    if (blobEpochs === undefined) {
      return {
        verdict: 'UNKNOWN',
        detail: createNodeMessage('blob-schedule-not-given', {}),
      };
    }
    return blobEpochs.includes(epoch)
      ? {
          verdict: 'READY',
          detail: createNodeMessage('fork-known', {
            client: 'consensus',
            fork: name,
          }),
        }
      : missing;
  }
  const { forkSchedule, forksUnknown } = consensus.value;
  if (forkSchedule === undefined) {
    return {
      verdict: 'UNKNOWN',
      detail: createNodeMessage('forks-not-given', {
        client: 'consensus',
        why: forksUnknown ?? 'fork_schedule',
      }),
    };
  }
  const scheduled = forkSchedule.find(
    ({ currentVersion }) => currentVersion === version,
  );
  if (scheduled === undefined || scheduled.epoch === Number.MAX_SAFE_INTEGER) {
    return missing;
  }
  return scheduled.epoch === epoch
    ? {
        verdict: 'READY',
        detail: createNodeMessage('fork-known', {
          client: 'consensus',
          fork: name,
        }),
      }
    : {
        verdict: 'MISMATCH',
        detail: createNodeMessage('fork-epoch-mismatch', {
          fork: name,
          actual: scheduled.epoch,
          expected: epoch,
        }),
      };
}
