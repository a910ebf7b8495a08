import { activeFork, nextFork, type DatedFork } from '../forks/schedule';
import type { Fork, Network } from '../networks/schema';
import { lookAtConsensus, lookAtExecution } from './forkLooks';
import { day, statedForks, type ForkFinding } from './forkWords';
import type { NodeSample } from './sample';
import type { ForkReadiness } from './verdict';
import { withdrawnForkOf } from './withdrawnFork';

const isOfLayer: Record<ForkReadiness['layer'], (fork: Fork) => boolean> = {
  execution: fork => fork.time !== undefined,
  consensus: fork => fork.consensus !== undefined,
};

type Layer = ForkReadiness['layer'];

/**
 * Whether each layer of a node knows the forks of its network: the one in force and the next.
 *
 * The fork in force is looked at too, because a client that missed it has left the chain; so are forks that were
 * withdrawn, because a client that has one leaves the chain at it. Where nothing is scheduled and the fork in force cannot
 * be confirmed, nothing is known.
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
  const withdrawn = withdrawnForkOf(layer, network, sample);
  if (withdrawn !== undefined) {
    return entry(layer, withdrawn.fork, withdrawn);
  }
  const own = { ...network, forks: network.forks.filter(isOfLayer[layer]) };
  const look = (fork: DatedFork) =>
    layer === 'execution'
      ? lookAtExecution(network, sample, fork)
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
    if (verdict === 'UNKNOWN' && next === undefined) {
      return {
        layer,
        verdict,
        detail: `whether it follows ${nameOn(
          layer,
          active,
        )}, in force since ${day(active.time)}, is unknown: ${detail}`,
      };
    }
  }
  return next === undefined
    ? {
        layer,
        verdict: 'NONE_SCHEDULED',
        detail: noneScheduled(layer, network, sample, now),
      }
    : entry(layer, next, look(next));
}

function noneScheduled(
  layer: Layer,
  network: Network,
  { execution }: NodeSample,
  now: number,
): string {
  const forks =
    layer === 'execution' && execution.kind === 'ok'
      ? execution.value.forks
      : undefined;
  const expected =
    forks &&
    statedForks(forks).find(({ activationTime }) => activationTime > now);
  return `no fork with a date is known for ${network.name}${
    expected
      ? `; the execution client expects one on ${day(expected.activationTime)}`
      : ''
  }`;
}

function entry(
  layer: Layer,
  fork: DatedFork,
  { verdict, detail }: ForkFinding,
): ForkReadiness {
  return { layer, verdict, fork: nameOn(layer, fork), time: fork.time, detail };
}

function nameOn(layer: Layer, fork: DatedFork): string {
  return layer === 'consensus' ? fork.consensus?.name ?? fork.name : fork.name;
}
