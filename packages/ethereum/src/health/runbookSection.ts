import type { NodeState } from './states';

/** Anchor of a state's section in docs/runbooks/node-states.md. @public */
export function runbookSection(state: NodeState): string {
  return state.toLowerCase().replaceAll('_', '-');
}
