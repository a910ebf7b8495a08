import type { DatedFork } from '../forks/schedule';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network, WithdrawnFork } from '../networks/schema';
import { instantOf, presentForks, type ForkFinding } from './forkFinding';
import type { NodeSample } from './sample';
import type { ForkReadiness } from './verdict';

type Layer = ForkReadiness['layer'];
type ForkUse = 'followed' | 'expected';

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
  const findUse = layer === 'execution' ? executionForkUse : consensusForkUse;
  for (const fork of network.withdrawnForks ?? []) {
    const use = findUse(network, sample, fork);
    if (use !== undefined) {
      const name = layer === 'consensus' ? fork.consensus.name : fork.name;
      return {
        fork,
        verdict: 'MISMATCH',
        detail: createNodeMessage(`fork-withdrawn-${use}`, {
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

function executionForkUse(
  _: Network,
  { execution }: NodeSample,
  fork: WithdrawnFork,
): ForkUse | undefined {
  if (execution.kind !== 'ok' || execution.value.forks === undefined) {
    return undefined;
  }
  const { forks, head } = execution.value;
  const match = presentForks(forks).find(
    ({ activationTime, forkId }) =>
      activationTime === fork.time || forkId === fork.forkId,
  );
  // besu states its forks as of the clock, whatever its head: the head alone shows which rules it follows.
  return (
    match && (head.timestamp >= match.activationTime ? 'followed' : 'expected')
  );
}

/** The version alone says nothing: clients know it long before it has an epoch. */
function consensusForkUse(
  { slotsPerEpoch }: Network,
  { consensus }: NodeSample,
  { consensus: { epoch, version } }: WithdrawnFork,
): ForkUse | undefined {
  if (consensus.kind !== 'ok') {
    return undefined;
  }
  const { forkSchedule = [], headSlot } = consensus.value;
  const isScheduled = forkSchedule.some(
    own => own.currentVersion === version && own.epoch === epoch,
  );
  if (!isScheduled) {
    return undefined;
  }
  return headSlot >= epoch * slotsPerEpoch ? 'followed' : 'expected';
}
