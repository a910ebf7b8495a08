import { activeFork, nextFork, type DatedFork } from '../forks/schedule';
import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Fork, Network } from '../networks/schema';
import { checkConsensusFork, checkExecutionFork } from './forkChecks';
import {
  instantOf,
  presentForks,
  type ForkFinding,
  type LayerFinding,
} from './forkFinding';
import type { NodeSample } from './sample';
import type { ForkReadiness } from './verdict';
import { withDetail, type WithDetail } from './verdictText';
import { withdrawnForkOf } from './withdrawnFork';

const isOfLayer: Record<ForkReadiness['layer'], (fork: Fork) => boolean> = {
  execution: fork => fork.time !== undefined,
  consensus: fork => fork.consensus !== undefined,
};

type Layer = ForkReadiness['layer'];

/**
 * Fork readiness of each layer of a node: whether it is configured for the active and the next fork of its network.
 *
 * The active fork is checked too, because a client without it has left the chain, and so are withdrawn forks, because a client with
 * one leaves the chain at it. If no fork is scheduled and the active one cannot be confirmed, the verdict is UNKNOWN.
 */
export function forkReadiness(
  network: Network,
  sample: NodeSample,
  now: number,
): Array<WithDetail<Omit<LayerFinding, 'detail'>>> {
  const layers: Layer[] =
    sample.consensus.kind === 'not-configured'
      ? ['execution']
      : ['execution', 'consensus'];
  return layers.map(layer =>
    withDetail(
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
): LayerFinding {
  const withdrawn = withdrawnForkOf(layer, network, sample);
  if (withdrawn !== undefined) {
    return toLayerFinding(layer, withdrawn.fork, withdrawn);
  }
  const layerNetwork = {
    ...network,
    forks: network.forks.filter(isOfLayer[layer]),
  };
  const check = (fork: DatedFork) =>
    layer === 'execution'
      ? checkExecutionFork(network, sample, fork)
      : checkConsensusFork(sample, fork);
  const active = activeFork(layerNetwork, now);
  const next = nextFork(layerNetwork, now);
  if (active !== undefined) {
    const { verdict, detail } = check(active);
    if (verdict === 'MISSING' || verdict === 'MISMATCH') {
      return toLayerFinding(layer, active, {
        verdict,
        detail: createNodeMessage('fork-in-force', {
          finding: detail,
          since: instantOf(active.time),
        }),
      });
    }
    if (verdict === 'UNKNOWN' && next === undefined) {
      return {
        layer,
        verdict,
        detail: createNodeMessage('fork-in-force-unknown', {
          fork: forkNameOn(layer, active),
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
    : toLayerFinding(layer, next, check(next));
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
    presentForks(forks).find(({ activationTime }) => activationTime > now);
  return expected
    ? createNodeMessage('fork-none-but-expected', {
        network: network.name,
        date: instantOf(expected.activationTime),
      })
    : createNodeMessage('fork-none', { network: network.name });
}

function toLayerFinding(
  layer: Layer,
  fork: DatedFork,
  { verdict, detail }: ForkFinding,
): LayerFinding {
  return {
    layer,
    verdict,
    fork: forkNameOn(layer, fork),
    time: fork.time,
    detail,
  };
}

function forkNameOn(layer: Layer, fork: DatedFork): string {
  return layer === 'consensus' ? fork.consensus?.name ?? fork.name : fork.name;
}
