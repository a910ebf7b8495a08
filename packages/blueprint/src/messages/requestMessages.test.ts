/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageTable } from '@nodeyard/ethereum';
import { parse } from 'yaml';
import { namespacePurpose } from './namespaces';
import { requestMessages, sentenceOf } from './requestMessages';

const table: MessageTable = requestMessages;
const source = join(__dirname, '..');

const placeholders = (sentence: string) =>
  [
    ...new Set(
      [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name),
    ),
  ].sort();

describe('the table of messages', () => {
  it.each(Object.entries(table))(
    '%s has its parameters in its sentence, and no others',
    (code, { english, params }) => {
      expect(placeholders(english)).toEqual(Object.keys(params).sort());
      // Reserved by i18next.
      expect(code).not.toMatch(/[.:]|_(zero|one|two|few|many|other)$/);
      expect(Object.keys(params)).not.toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^(count|context|ordinal|ns|lng|replace)$/),
        ]),
      );
    },
  );

  it('has no unused message', () => {
    const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.ts$/.test(name) && !/\.test\.|^messages/.test(name))
      .map(name => readFileSync(join(source, name), 'utf8'))
      .concat(readFileSync(join(__dirname, 'lists.ts'), 'utf8'))
      .join('\n');
    /** Codes that are put together, by the first part of the template. */
    const templates = [...code.matchAll(/`([a-z-]+-)\$\{/g)].map(
      ([, beginning = '']) => beginning,
    );
    const unused = Object.keys(table).filter(
      name =>
        !code.includes(`'${name}'`) &&
        !templates.some(beginning => name.startsWith(beginning)) &&
        // Created by namespacePurpose from the sentences of the chart's list.
        !name.startsWith('namespace-') &&
        // Created by asMessage.
        name !== 'text',
    );
    expect(unused).toEqual([]);
  });
});

describe('the purpose of a reserved namespace', () => {
  const { layers, prefixes, names } = parse(
    readFileSync(
      join(
        source,
        '../../../charts/ethereum-infrastructure/files/namespaces/reserved.yaml',
      ),
      'utf8',
    ),
  );
  const purposes = new Set([
    ...Object.values<{ reason: string }>(layers).map(({ reason }) => reason),
    ...Object.values<string>(prefixes),
    ...Object.values<string>(names),
  ]);

  it.each([...purposes])('%s has a code', purpose => {
    const message = namespacePurpose(`is reserved: it is ${purpose}`);
    expect(message.code).not.toBe('text');
    expect(sentenceOf(message)).toBe(purpose);
  });

  it('without a code is its text', () => {
    expect(namespacePurpose('is reserved: it is under water')).toEqual({
      code: 'text',
      params: { text: 'under water' },
    });
  });
});
