import { nodeStates, stateFacts, type NodeState } from '@nodeyard/ethereum';
import type { SentenceFacts } from '../../plugins/ethereum-nodes/src/states/sentenceVariants';
import { stateEntry } from '../../plugins/ethereum-nodes/src/states/stateTable';
import { markdownTable } from './marked';

/** Table of `docs/health.md`: states, worst first. */
export const statesTable = () =>
  markdownTable(
    ['state', 'meaning', 'ready'],
    nodeStates.map(state => {
      const { meaning, ready } = stateFacts[state];
      return [`\`${state}\``, meaning, ready];
    }),
  );

/** Table of the README of the plugin: sentences of the tab, worst state first. */
export const sentencesTable = () =>
  markdownTable(
    ['state', 'shown as', 'ready'],
    nodeStates.map(state => [
      `\`${state}\``,
      stateSentence(state),
      stateFacts[state].ready,
    ]),
  );

/** Heading of the tab of a typical node in a state. */
export function stateSentence(state: NodeState): string {
  const facts: SentenceFacts = {
    network: 'sepolia',
    since: '12:03',
    age: stateFacts[state].inSync ? '4 s' : '6 min 9 s',
    share: '78%',
    eta: '3 h 36 min',
    maintenance: 'snapshot',
    until: '12:50',
  };
  const { sentences, variant } = stateEntry(state);
  const text = sentences[variant?.(facts) ?? ''];
  if (text === undefined) {
    throw new Error(
      `stateTable.ts: ${state} lacks the sentence of its variant`,
    );
  }
  return text.replace(
    /\{\{(\w+)\}\}/g,
    (_, name) => facts[name as keyof SentenceFacts] ?? '',
  );
}
