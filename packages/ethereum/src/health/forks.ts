import {
  activeFork,
  datedForks,
  nextFork,
  type DatedFork,
} from '../forks/schedule';
import type { Fork, Network } from '../networks/schema';
import type { EthConfig, NodeSample } from './sample';
import type { ForkReadiness } from './verdict';

const isOfLayer: Record<ForkReadiness['layer'], (fork: Fork) => boolean> = {
  execution: fork => fork.time !== undefined,
  consensus: fork => fork.consensus !== undefined,
};

type Layer = ForkReadiness['layer'];
type Finding = Pick<ForkReadiness, 'verdict' | 'detail'>;

/**
 * Whether each layer of a node knows the forks of its network: the one in force and the next.
 *
 * The fork in force is looked at too, because a client that missed it has left the chain.
 */
export function forkReadiness(
  network: Network,
  sample: NodeSample,
  now: number,
): ForkReadiness[] {
  const layers: Layer[] =
    sample.consensus.kind === 'not-configured'
      ? ['execution']
      : ['execution', 'consensus'];
  return layers.map(layer =>
    layerReadiness(layer, network, sample, Math.floor(now / 1000)),
  );
}

function layerReadiness(
  layer: Layer,
  network: Network,
  sample: NodeSample,
  now: number,
): ForkReadiness {
  const own = { ...network, forks: network.forks.filter(isOfLayer[layer]) };
  const look = (fork: DatedFork) =>
    layer === 'execution'
      ? lookAtExecution(own, sample, fork)
      : lookAtConsensus(sample, fork);
  const active = activeFork(own, now);
  const next = nextFork(own, now);
  if (active !== undefined) {
    const { verdict, detail } = look(active);
    if (verdict === 'MISSING' || verdict === 'MISMATCH') {
      return entry(layer, active, {
        verdict,
        detail: `${detail}; it is in force since ${day(active.time)}`,
      });
    }
  }
  return next === undefined
    ? {
        layer,
        verdict: 'NONE_SCHEDULED',
        detail: noneScheduled(layer, network, sample),
      }
    : entry(layer, next, look(next));
}

function noneScheduled(
  layer: Layer,
  network: Network,
  { execution }: NodeSample,
): string {
  const expected =
    layer === 'execution' && execution.kind === 'ok'
      ? execution.value.forks?.next
      : undefined;
  return `no fork with a date is known for ${network.name}${
    expected
      ? `; the execution client expects one on ${day(expected.activationTime)}`
      : ''
  }`;
}

function entry(
  layer: Layer,
  fork: DatedFork,
  { verdict, detail }: Finding,
): ForkReadiness {
  const name =
    layer === 'consensus' ? fork.consensus?.name ?? fork.name : fork.name;
  return { layer, verdict, fork: name, time: fork.time, detail };
}

/** `eth_config` (EIP-7910) tells forks as seen from the client's head: the wanted one may be any of the three. */
function lookAtExecution(
  network: Network,
  { execution }: NodeSample,
  fork: DatedFork,
): Finding {
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
  const told = known(forks);
  const same = told.find(({ activationTime }) => activationTime === fork.time);
  if (same !== undefined) {
    return fork.forkId === undefined || same.forkId === fork.forkId
      ? { verdict: 'READY', detail: `execution client knows ${fork.name}` }
      : {
          verdict: 'MISMATCH',
          detail: `execution client has fork ID ${same.forkId} for ${fork.name}, expected ${fork.forkId}`,
        };
  }
  const later = told.find(({ activationTime }) => activationTime > fork.time);
  if (later === undefined) {
    return {
      verdict: 'MISSING',
      detail: `execution client does not know ${fork.name}: upgrade it`,
    };
  }
  // A later fork ID covers every fork before it, when it is one that our data states.
  const covered = datedForks(network).some(
    ({ time, forkId }) =>
      time === later.activationTime && forkId === later.forkId,
  );
  return covered
    ? { verdict: 'READY', detail: `execution client knows ${fork.name}` }
    : {
        verdict: 'UNKNOWN',
        detail: `execution client tells of a fork at ${day(
          later.activationTime,
        )} that our data does not have`,
      };
}

function known({ current, next, last }: EthConfig) {
  return [current, next, last].filter(fork => fork !== null);
}

function lookAtConsensus({ consensus }: NodeSample, fork: DatedFork): Finding {
  if (consensus.kind !== 'ok' || fork.consensus === undefined) {
    return { verdict: 'UNKNOWN', detail: 'consensus client does not answer' };
  }
  const { name, epoch, version } = fork.consensus;
  const missing: Finding = {
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

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
