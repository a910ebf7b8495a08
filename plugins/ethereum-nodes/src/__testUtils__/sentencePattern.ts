import type { NodeState } from '@nodeyard/ethereum';
import { stateEntry } from '../states/stateTable';

/** Matches the sentences of a node in a state, with any text in place of a parameter. */
export function sentencePattern(state: NodeState): RegExp {
  return new RegExp(
    Object.values(stateEntry(state).sentences)
      .map(sentence => `^${sentence.replace(/\{\{\w+\}\}/g, '.+')}$`)
      .join('|'),
  );
}
