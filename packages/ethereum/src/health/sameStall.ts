import type { NodeState, Verdict } from './verdict';

/** States in which the head stands still for certain. */
const stalledStates: readonly NodeState[] = ['STALLED', 'NETWORK_STALL'];

/** And the one that such a stop may go by until that is certain again: after a restart of the process that judges. */
const continuingStates: readonly NodeState[] = [...stalledStates, 'BEHIND'];

/**
 * Whether a head that stands still is the one that an earlier verdict found standing, by whatever name: the stop began when that did.
 * @public
 */
export function isSameStall(
  previous: Verdict | undefined,
  now: { state: NodeState; headNumber?: number },
): previous is Verdict {
  return (
    previous !== undefined &&
    stalledStates.includes(previous.state) &&
    continuingStates.includes(now.state) &&
    now.headNumber !== undefined &&
    previous.evidence.headNumber === now.headNumber
  );
}
