import { nodeStates, type NodeState } from './verdict';

/** Place of each state in {@link nodeStates}; 0 is the worst. */
const rank = new Map<NodeState, number>(
  nodeStates.map((state, place) => [state, place]),
);

/**
 * Sorts states worst first.
 *
 * @public
 */
export function compareSeverity(a: NodeState, b: NodeState): number {
  return (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
}
