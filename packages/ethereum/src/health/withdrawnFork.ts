import type { DatedFork } from '../forks/schedule';
import { say } from '../messages/nodeMessages';
import type { Network, WithdrawnFork } from '../networks/schema';
import { instantOf, statedForks, type ForkFinding } from './forkFinding';
import type { NodeSample } from './sample';
import type { ForkReadiness } from './verdict';

type Layer = ForkReadiness['layer'];
type Way = 'followed' | 'expected';

/**
 * The first withdrawn fork that a layer of a node has in its schedule, whether it merely expects it or follows it.
 *
 * @returns undefined when it has none, or when its schedule is not known
 */
export function withdrawnForkOf(
  layer: Layer,
  network: Network,
  sample: NodeSample,
): (ForkFinding & { fork: DatedFork }) | undefined {
  const wayOf = layer === 'execution' ? executionHas : consensusHas;
  for (const fork of network.withdrawnForks ?? []) {
    const way = wayOf(network, sample, fork);
    if (way !== undefined) {
      const name = layer === 'consensus' ? fork.consensus.name : fork.name;
      return {
        fork,
        verdict: 'MISMATCH',
        detail: say(`fork-withdrawn-${way}`, {
          client: layer,
          fork: name,
          date: instantOf(fork.time),
          network: network.name,
          withdrawnAt: fork.withdrawnAt,
        }),
      };
    }
  }
  return undefined;
}

function executionHas(
  _: Network,
  { execution }: NodeSample,
  fork: WithdrawnFork,
): Way | undefined {
  if (execution.kind !== 'ok' || execution.value.forks === undefined) {
    return undefined;
  }
  const { forks, head } = execution.value;
  const own = statedForks(forks).find(
    ({ activationTime, forkId }) =>
      activationTime === fork.time || forkId === fork.forkId,
  );
  // besu states its forks as of the clock, whatever its head: the head alone shows which rules it follows.
  return (
    own && (head.timestamp >= own.activationTime ? 'followed' : 'expected')
  );
}

/** The version alone says nothing: clients know it long before it has an epoch. */
function consensusHas(
  { slotsPerEpoch }: Network,
  { consensus }: NodeSample,
  { consensus: { epoch, version } }: WithdrawnFork,
): Way | undefined {
  if (consensus.kind !== 'ok') {
    return undefined;
  }
  const { forkSchedule = [], headSlot } = consensus.value;
  const hasIt = forkSchedule.some(
    own => own.currentVersion === version && own.epoch === epoch,
  );
  if (!hasIt) {
    return undefined;
  }
  return headSlot >= epoch * slotsPerEpoch ? 'followed' : 'expected';
}
