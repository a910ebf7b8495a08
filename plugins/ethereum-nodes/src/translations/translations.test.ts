import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageTable } from '@nodeyard/ethereum';
import { ethereumNodesTitlesTranslationRef } from '../titles';
import { ethereumNodesTranslationRef } from '../translation';
import { ethereumNodesTranslations } from '../translations';
import german from './de';
import germanTitles from './deTitles';

/** What a reference keeps beside its type. */
const messagesOf = (ref: unknown) =>
  (
    ref as { getDefaultMessages(): Record<string, string> }
  ).getDefaultMessages();

const english = messagesOf(ethereumNodesTranslationRef);
const titles = messagesOf(ethereumNodesTitlesTranslationRef);

/** Other languages, each with its words for pages and for titles. A new one stands here, and in translations.ts. */
const languages: Array<
  [string, Record<string, string>, Record<string, string>]
> = [['de', german, germanTitles]];

const parametersOf = (message: string) =>
  [
    ...new Set(
      [...message.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name),
    ),
  ].sort();

describe.each(languages)('the language %s', (_, words, ofTitles) => {
  it('has every message, and none that is no more', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(ofTitles).sort()).toEqual(Object.keys(titles).sort());
  });

  it.each(Object.entries(english))(
    'has words of its own for %s, with the same parameters',
    (key, message) => {
      expect(words[key]).toMatch(/\S/);
      expect(parametersOf(words[key])).toEqual(parametersOf(message));
      expect(words[key].split('\n')).toHaveLength(message.split('\n').length);
    },
  );
});

describe('English', () => {
  it('has words for every sentence that the backend can say', () => {
    const table: MessageTable = fleetMessages;
    for (const [code, entry] of Object.entries(table)) {
      expect(english[`said.${code}`]).toBe(entry.english);
      expect(english[`beside.${code}`]).toBe(entry.besideHead || undefined);
      // Parameters of these names have a meaning of their own for i18next.
      expect(Object.keys(entry.params)).not.toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^(count|context|ordinal|ns|lng|replace)$/),
        ]),
      );
    }
  });
});

describe('resources', () => {
  it('are of the references that pages and titles use', () => {
    expect(ethereumNodesTranslations.map(({ id }) => id)).toEqual([
      ethereumNodesTranslationRef.id,
      ethereumNodesTitlesTranslationRef.id,
    ]);
  });
});
