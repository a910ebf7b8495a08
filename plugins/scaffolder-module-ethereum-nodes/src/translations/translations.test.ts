import { ethereumNodePlanTranslationRef } from '../translation';
import { ethereumNodePlanTranslations } from '../translations';
import german from './de';

/** Messages of the reference, which its type does not expose. */
const english = (
  ethereumNodePlanTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

/** Languages with their messages. Add a new one here and in translations.ts. */
const languages: Array<[string, Record<string, string>]> = [['de', german]];

const parametersOf = (message: string) =>
  [
    ...new Set(
      [...message.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name),
    ),
  ].sort();

describe.each(languages)('the language %s', (_, messages) => {
  it('has all messages, and no others', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.entries(english))(
    'translates %s with the same parameters',
    (key, message) => {
      const translation = messages[key] ?? '';
      expect(translation).toMatch(/\S/);
      expect(parametersOf(translation)).toEqual(parametersOf(message));
    },
  );
});

it('provides a resource of the reference', () => {
  expect(ethereumNodePlanTranslations.id).toBe(
    ethereumNodePlanTranslationRef.id,
  );
});
