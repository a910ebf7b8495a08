import type { NodeState, Verdict } from './verdict';

/** States in which the head has certainly stopped. */
const stalledStates: readonly NodeState[] = ['STALLED', 'NETWORK_STALL'];

/** States in which a stall may continue: `BEHIND` after a restart of the judging process, until the stall is certain again. */
const continuingStates: readonly NodeState[] = [...stalledStates, 'BEHIND'];

/**
 * Whether a stalled head is the one of an earlier verdict: then the stall began with the earlier one, whichever its state.
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
