import { followsFromGenesis } from '../forks/proof';
import { datedForks, type DatedFork } from '../forks/schedule';
import type { Network } from '../networks/schema';
import { day, statedForks, type ForkFinding } from './forkWords';
import type { NodeSample } from './sample';

/** `eth_config` (EIP-7910) tells forks as seen from the client's head: the wanted one may be any of the three. */
export function lookAtExecution(
  network: Network,
  { execution }: NodeSample,
  fork: DatedFork,
): ForkFinding {
  if (execution.kind === 'failed') {
    return { verdict: 'UNKNOWN', detail: 'execution client does not answer' };
  }
  const { forks, forksUnknown } = execution.value;
  if (forks === undefined) {
    return {
      verdict: 'UNKNOWN',
      detail: `execution client does not tell its forks (${
        forksUnknown ?? 'eth_config'
      })`,
    };
  }
  const stated = statedForks(forks);
  if (stated.length === 0) {
    return {
      verdict: 'UNKNOWN',
      detail: 'execution client states no fork with a time',
    };
  }
  // Whatever is in force from genesis on has time 0 in `eth_config`.
  const { genesisTime = 0 } = network;
  const sinceGenesis = (time: number) => (time <= genesisTime ? 0 : time);
  const same = stated.find(
    ({ activationTime }) =>
      sinceGenesis(activationTime) === sinceGenesis(fork.time),
  );
  if (same !== undefined) {
    return fork.forkId === undefined || same.forkId === fork.forkId
      ? { verdict: 'READY', detail: `execution client knows ${fork.name}` }
      : {
          verdict: 'MISMATCH',
          detail: `execution client has fork ID ${same.forkId} for ${fork.name}, expected ${fork.forkId}`,
        };
  }
  const later = stated.find(({ activationTime }) => activationTime > fork.time);
  if (later === undefined) {
    return {
      verdict: 'MISSING',
      detail: `execution client does not know ${fork.name}: upgrade it`,
    };
  }
  // A later fork ID covers every fork before it, when it is one that our data states or that follows from our data.
  const covered =
    followsFromGenesis(network, later) ||
    datedForks(network).some(
      ({ time, forkId }) =>
        time === later.activationTime && forkId === later.forkId,
    );
  if (covered) {
    return { verdict: 'READY', detail: `execution client knows ${fork.name}` };
  }
  // A fork ID that follows from our data up to this fork and without it: the client has it at another time, or not at all.
  const forksBefore = network.forks.filter(({ time = 0 }) => time < fork.time);
  return followsFromGenesis({ ...network, forks: forksBefore }, later)
    ? {
        verdict: 'MISMATCH',
        detail:
          `execution client has no fork on ${day(fork.time)}, the date of ` +
          `${fork.name}, and one on ${day(
            later.activationTime,
          )}: one of the two dates is old`,
      }
    : {
        verdict: 'UNKNOWN',
        detail: `execution client states a fork of ${day(
          later.activationTime,
        )} that our data does not have`,
      };
}

/** The fork schedule, and for forks of blob parameters alone the blob schedule. */
export function lookAtConsensus(
  { consensus }: NodeSample,
  fork: DatedFork,
): ForkFinding {
  if (consensus.kind !== 'ok' || fork.consensus === undefined) {
    return { verdict: 'UNKNOWN', detail: 'consensus client does not answer' };
  }
  const { name, epoch, version } = fork.consensus;
  const missing: ForkFinding = {
    verdict: 'MISSING',
    detail: `consensus client does not know ${name}: upgrade it`,
  };
  if (version === undefined) {
    const { blobEpochs } = consensus.value;
    if (blobEpochs === undefined) {
      return {
        verdict: 'UNKNOWN',
        detail: 'consensus client does not tell its blob schedule',
      };
    }
    return blobEpochs.includes(epoch)
      ? { verdict: 'READY', detail: `consensus client knows ${name}` }
      : missing;
  }
  const { forkSchedule, forksUnknown } = consensus.value;
  if (forkSchedule === undefined) {
    return {
      verdict: 'UNKNOWN',
      detail: `consensus client does not tell its forks (${
        forksUnknown ?? 'fork schedule'
      })`,
    };
  }
  const scheduled = forkSchedule.find(
    ({ currentVersion }) => currentVersion === version,
  );
  if (scheduled === undefined || scheduled.epoch === Number.MAX_SAFE_INTEGER) {
    return missing;
  }
  return scheduled.epoch === epoch
    ? { verdict: 'READY', detail: `consensus client knows ${name}` }
    : {
        verdict: 'MISMATCH',
        detail: `consensus client has ${name} at epoch ${scheduled.epoch}, expected ${epoch}`,
      };
}
