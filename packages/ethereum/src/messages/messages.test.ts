/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- the root's, with which everything is compiled
import ts from 'typescript';
import { nodeStates } from '../health/verdict';
import { renderEnglishMessage } from './english';
import { formatBytes, formatDuration } from './format';
import { asMessage } from './asMessage';
import { type Message, messageSchema } from './message';
import { nodeMessages, createNodeMessage } from './nodeMessages';
import { isKnownMessage, toMessages } from './render';
import type { MessageTable } from './table';

const now = Date.parse('2026-11-30T12:00:00Z');
const englishOf = (message: Message) =>
  renderEnglishMessage(nodeMessages, message, now);
const table: MessageTable = nodeMessages;

const placeholders = (sentence: string) =>
  [
    ...new Set(
      [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name),
    ),
  ].sort();

describe('the table of messages', () => {
  it.each(Object.entries(table))(
    '%s has its parameters in its sentence, and no others',
    (code, { english: sentence, besideHead = '', params }) => {
      expect(placeholders(sentence)).toEqual(Object.keys(params).sort());
      expect(Object.keys(params)).toEqual(
        expect.arrayContaining(placeholders(besideHead)),
      );
      // i18next takes these for its own.
      expect(code).not.toMatch(/[.:]|_(zero|one|two|few|many|other)$/);
    },
  );

  it('has a title for every state and both layers', () => {
    for (const term of [
      ...nodeStates.map(state => `state-${state}`),
      'layer-execution',
      'layer-consensus',
    ]) {
      expect(Object.hasOwn(table, term)).toBe(true);
    }
  });
});

describe('an English sentence', () => {
  const head = createNodeMessage('head', { block: 25731204, age: 1_592 });

  it('has sentences within it, durations, and times in UTC', () => {
    expect(
      englishOf(
        createNodeMessage('summary', {
          state: 'STALLED',
          reason: createNodeMessage('head-stalled', { head }),
        }),
      ),
    ).toBe(
      'Stalled: head is block 25731204, 26 min 32 s old and has not moved for 5 min or longer',
    );
    const failure = { client: 'consensus', detail: '127.0.0.1:5052' } as const;
    expect(
      englishOf(
        createNodeMessage('client-silent', {
          ...failure,
          since: '2026-11-30T09:03:44Z',
        }),
      ),
    ).toBe(
      'consensus client has not answered on 127.0.0.1:5052 since 09:03 UTC',
    );
    expect(
      englishOf(
        createNodeMessage('client-silent', {
          ...failure,
          since: '2026-11-29T09:03:44Z',
        }),
      ),
    ).toMatch(/since 2026-11-29 09:03 UTC$/);
  });

  it('does not replace placeholders within text of a client', () => {
    const why = '{{network}} {{why}} $& $1';
    expect(englishOf(createNodeMessage('unjudgeable', { why }))).toBe(
      `the responses of its clients cannot be evaluated (${why})`,
    );
  });
});

describe('a message from elsewhere', () => {
  const known = createNodeMessage('no-peers', { client: 'execution' });

  it.each<[string, Message]>([
    ['a code of a newer sidecar', { code: 'quantum-fork', params: {} }],
    ['a code that every object has', { code: 'constructor', params: {} }],
    ['a parameter missing', { code: 'no-peers', params: {} }],
    ['another layer', { code: 'no-peers', params: { client: 'data' } }],
    [
      'a time that is none',
      { code: 'last-look', params: { at: 'noon', ago: 3 } },
    ],
    [
      'an inner message that is not known',
      { code: 'indexing', params: { head: { code: 'x', params: {} } } },
    ],
  ])('with %s is shown as its sentence', (_, message) => {
    expect(isKnownMessage(nodeMessages, message)).toBe(false);
    expect(toMessages(nodeMessages, ['a', 'b'], [message, known])).toEqual([
      asMessage('a'),
      known,
    ]);
  });

  it('is shown as its sentence if the numbers differ', () => {
    expect(toMessages(nodeMessages, ['a', 'b'], [known])).toEqual(
      ['a', 'b'].map(asMessage),
    );
    expect(toMessages(nodeMessages, ['a'])).toEqual([asMessage('a')]);
  });

  it('is bounded in depth, in parameters and in every value', () => {
    const nested = (depth: number): Message =>
      depth === 0
        ? createNodeMessage('head-unknown', {})
        : { code: 'indexing', params: { head: nested(depth - 1) } };
    const accepts = (message: unknown) =>
      messageSchema.safeParse(message).success;
    expect(accepts(nested(5))).toBe(true);
    expect(accepts(nested(6))).toBe(false);
    expect(accepts({ code: 'a b', params: {} })).toBe(false);
    expect(accepts({ code: 'x'.repeat(65), params: {} })).toBe(false);
    expect(accepts({ code: 'x', params: { n: Infinity } })).toBe(false);
    const many = Object.fromEntries(
      Array.from('abcdefghijklm', letter => [letter, 1]),
    );
    expect(accepts({ code: 'x', params: many })).toBe(false);
    expect(
      messageSchema.parse({ code: 'x', params: { t: 'y'.repeat(5000) } }).params
        .t,
    ).toHaveLength(1000);
  });
});

describe('figures', () => {
  it.each([
    [-3, '0 s'],
    [4.9, '4 s'],
    [60, '1 min'],
    [192, '3 min 12 s'],
    [7_500, '2 h 5 min'],
    [86_400 * 12 + 3 * 3_600 + 59, '12 d 3 h'],
  ])('%s seconds are %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it('of bytes are in binary units, in the format of the language', () => {
    expect(formatBytes(612 * 1024 ** 3)).toBe('612 GiB');
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(1.5 * 1024 ** 4, 'de')).toBe('1,5 TiB');
  });
});

describe('the judge', () => {
  const folder = join(__dirname, '../health');
  /** Errors of inputs, sources of facts, and the table of states: no sentences on a node. */
  const notOnNodes = [
    'bounds.ts',
    'maintenance.ts',
    'refusals.ts',
    'rate.ts',
    'states.ts',
  ];
  const files = readdirSync(folder).filter(
    name =>
      name.endsWith('.ts') &&
      !name.endsWith('.test.ts') &&
      !notOnNodes.includes(name),
  );

  it.each(files)('makes no sentence outside of the table in %s', name => {
    const sentences: string[] = [];
    const visit = (node: ts.Node): void => {
      // The error of a defect is no sentence on a node.
      if (ts.isThrowStatement(node)) return;
      if (
        (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) &&
        /[a-z]+ [a-z]+/i.test(node.getText())
      ) {
        sentences.push(node.getText());
      }
      ts.forEachChild(node, visit);
    };
    const source = readFileSync(join(folder, name), 'utf8');
    visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
    expect(sentences).toEqual([]);
  });
});
