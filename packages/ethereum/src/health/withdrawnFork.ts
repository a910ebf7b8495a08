import type { DatedFork } from '../forks/schedule';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network, WithdrawnFork } from '../networks/schema';
import { instantOf, presentForks, type ForkFinding } from './forkFinding';
import type { NodeSample } from './sample';
import type { ForkReadiness } from './verdict';

type Layer = ForkReadiness['layer'];
type ForkUse = 'followed' | 'expected';

/**
 * The first withdrawn fork in the schedule of a layer, and whether the layer only expects it or already follows it.
 *
 * @returns undefined if there is none, or if the schedule is unknown
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
  // besu reports forks by the clock, not by its head: only the head shows which rules it follows.
  return (
    match && (head.timestamp >= match.activationTime ? 'followed' : 'expected')
  );
}

/** The epoch must match too: clients have the version long before the fork has an epoch. */
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
