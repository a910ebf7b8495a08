import { activeFork, nextFork, type DatedFork } from '../forks/schedule';
import type { Message } from '../messages/message';
import { say } from '../messages/nodeMessages';
import type { Fork, Network } from '../networks/schema';
import { lookAtConsensus, lookAtExecution } from './forkLooks';
import {
  instantOf,
  statedForks,
  type ForkFinding,
  type FoundFork,
} from './forkFinding';
import type { NodeSample } from './sample';
import type { ForkReadiness } from './verdict';
import { detailed, type Detailed } from './worded';
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
): Array<Detailed<Omit<FoundFork, 'detail'>>> {
  const layers: Layer[] =
    sample.consensus.kind === 'not-configured'
      ? ['execution']
      : ['execution', 'consensus'];
  return layers.map(layer =>
    detailed(
      layerReadiness(layer, network, sample, Math.floor(now / 1000)),
      now,
    ),
  );
}

function layerReadiness(
  layer: Layer,
  network: Network,
  sample: NodeSample,
  now: number,
): FoundFork {
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
        detail: say('fork-in-force', {
          finding: detail,
          since: instantOf(active.time),
        }),
      });
    }
    if (verdict === 'UNKNOWN' && next === undefined) {
      return {
        layer,
        verdict,
        detail: say('fork-in-force-unknown', {
          fork: nameOn(layer, active),
          since: instantOf(active.time),
          finding: detail,
        }),
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
): Message {
  const forks =
    layer === 'execution' && execution.kind === 'ok'
      ? execution.value.forks
      : undefined;
  const expected =
    forks &&
    statedForks(forks).find(({ activationTime }) => activationTime > now);
  return expected
    ? say('fork-none-but-expected', {
        network: network.name,
        date: instantOf(expected.activationTime),
      })
    : say('fork-none', { network: network.name });
}

function entry(
  layer: Layer,
  fork: DatedFork,
  { verdict, detail }: ForkFinding,
): FoundFork {
  return { layer, verdict, fork: nameOn(layer, fork), time: fork.time, detail };
}

function nameOn(layer: Layer, fork: DatedFork): string {
  return layer === 'consensus' ? fork.consensus?.name ?? fork.name : fork.name;
}
