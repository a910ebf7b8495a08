import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageTable } from '@nodeyard/ethereum';
import { messagesOf } from '../__testUtils__/messagesOf';
import { ethereumNodesTitlesTranslationRef } from '../titles';
import { ethereumNodesTranslationRef } from '../translation';
import { ethereumNodesTranslations } from '../translations';
import german from './de';
import germanTitles from './deTitles';

const english = messagesOf(ethereumNodesTranslationRef);
const titles = messagesOf(ethereumNodesTitlesTranslationRef);

/** Languages with their messages and titles. Add a new one here and in translations.ts. */
const languages: Array<
  [string, Record<string, string>, Record<string, string>]
> = [['de', german, germanTitles]];

const parametersOf = (message: string) =>
  [
    ...new Set(
      [...message.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name),
    ),
  ].sort();

describe.each(languages)('the language %s', (_, messages, titleMessages) => {
  it('has all messages, and no others', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(titleMessages).sort()).toEqual(
      Object.keys(titles).sort(),
    );
  });

  it.each(Object.entries(english))(
    'translates %s with the same parameters',
    (key, message) => {
      const translation = messages[key] ?? '';
      expect(translation).toMatch(/\S/);
      expect(parametersOf(translation)).toEqual(parametersOf(message));
      expect(translation.split('\n')).toHaveLength(message.split('\n').length);
    },
  );
});

describe('English', () => {
  it('has every message of the backend', () => {
    const table: MessageTable = fleetMessages;
    for (const [code, entry] of Object.entries(table)) {
      expect(english[`message.${code}`]).toBe(entry.english);
      expect(english[`beside.${code}`]).toBe(entry.besideHead || undefined);
      // i18next reserves these parameter names.
      expect(Object.keys(entry.params)).not.toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^(count|context|ordinal|ns|lng|replace)$/),
        ]),
      );
    }
  });
});

describe('resources', () => {
  it('belong to the references of pages and titles', () => {
    expect(ethereumNodesTranslations.map(({ id }) => id)).toEqual([
      ethereumNodesTranslationRef.id,
      ethereumNodesTitlesTranslationRef.id,
    ]);
  });
});
