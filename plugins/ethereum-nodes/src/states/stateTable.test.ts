import { MockTranslationApi } from '@backstage/test-utils/alpha';
import { nodeStates } from '@nodeyard/ethereum';
import { ethereumNodesTranslationRef } from '../translation';
import type { SentenceFacts } from './sentenceVariants';
import { stateEntry, stateTable } from './stateTable';

const snapshot = MockTranslationApi.create().getTranslation(
  ethereumNodesTranslationRef,
);
if (!snapshot.ready) throw new Error('English messages are always ready');
const translate = snapshot.t as unknown as (
  key: string,
  params: SentenceFacts,
) => string;

const minimal: SentenceFacts = { network: 'sepolia', since: '12:03' };
const facts: SentenceFacts[] = [
  minimal,
  { ...minimal, age: '4 s' },
  { ...minimal, share: '78%' },
  { ...minimal, share: '78%', eta: '3 h' },
  ...(['snapshot', 'upgrade', 'restore', 'resync'] as const).map(
    maintenance => ({ ...minimal, maintenance, until: '12:50' }),
  ),
];

describe('stateTable', () => {
  it('has the states of the verdict, worst first', () => {
    expect(Object.keys(stateTable)).toEqual(nodeStates);
  });

  it.each(nodeStates)('renders a complete sentence for %s', state => {
    for (const params of facts) {
      const variant = stateEntry(state).variant?.(params) ?? '';
      const text = stateEntry(state).sentences[variant] ?? 'no such variant';
      const expected = text.replace(
        /\{\{(\w+)\}\}/g,
        (_, name) => params[name as keyof SentenceFacts] ?? 'missing',
      );
      expect(translate(`sentence.${state}${variant}`, params)).toBe(expected);
      expect(expected).not.toContain('missing');
      expect(expected).not.toBe('no such variant');
    }
  });

  it.each(nodeStates)('has a sentence of %s that facts select', state => {
    const selected = facts.map(
      params => stateEntry(state).variant?.(params) ?? '',
    );
    expect(new Set(selected)).toEqual(
      new Set(Object.keys(stateEntry(state).sentences)),
    );
  });

  it('has a different icon for each state', () => {
    const icons = nodeStates.map(state => stateEntry(state).icon);
    expect(new Set(icons).size).toBe(nodeStates.length);
  });
});
