import { unboundedParts } from '@nodeyard/ethereum';
import { planRequest } from '../plan/plan';
import { aRequest } from '../testing/requests';
import { readRequest } from './read';
import { nodeRequestSchema } from './schema';
import { sizeProblems } from './size';

const now = new Date('2026-11-23T12:00:00Z');

/** What is wrong with a request that only its size makes wrong: path and words. */
const refusedFor = (request: unknown) => {
  const result = planRequest(request, { now });
  return result.ok
    ? []
    : result.problems.map(({ path, reason }) => [path, reason]);
};

const cyclic: Record<string, unknown> = { ...aRequest() };
cyclic.nodes = [{ execution: 'geth', storage: cyclic }];

describe('the size of a request', () => {
  it.each<[string, unknown, string, RegExp]>([
    [
      'with a text of 3 MB',
      aRequest({ repository: `github.com/acme/${'a'.repeat(3_000_000)}` }),
      'repository',
      /^has 3000016 characters$/,
    ],
    [
      'with a name of a repository of 600 characters',
      aRequest({ repository: `github.com/acme/${'a'.repeat(600)}` }),
      'repository',
      /^has 616 characters$/,
    ],
    [
      'with a key of 10,000 letters',
      { ...aRequest(), ['k'.repeat(10_000)]: 1 },
      `${'k'.repeat(100)}...`,
      /^is a key of 10000 letters$/,
    ],
    [
      'with 100,000 unknown keys',
      {
        ...aRequest(),
        ...Object.fromEntries(
          Array.from({ length: 100_000 }, (_, n) => [`k${n}`, 1]),
        ),
      },
      '',
      /^has more than 2000 keys and entries$/,
    ],
    [
      'with a list of 100,000 nodes',
      aRequest({ nodes: Array(100_000).fill({ execution: 'geth' }) }),
      '',
      /^has more than 2000 keys and entries$/,
    ],
    [
      'that is a part of itself',
      cyclic,
      'nodes[0].storage',
      /^is a part of itself$/,
    ],
    [
      'of a cyclic YAML',
      read('&a\nname: *a\n'),
      'name',
      /^is a part of itself$/,
    ],
    [
      'nested without end',
      { name: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) },
      'name[0][0][0][0][0][0][0]',
      /^is nested deeper than 8 levels$/,
    ],
  ])('%s is refused by name', (_, request, path, reason) => {
    expect(refusedFor(request)).toEqual([
      [path, expect.stringMatching(reason)],
    ]);
  });

  it('quotes neither long values nor secrets in them', () => {
    const key = 'x'.repeat(2001);
    const result = planRequest(
      aRequest({ snapshots: { store: `s3://key:${key}@bucket`, secret: key } }),
      { now },
    );
    expect(JSON.stringify(result).length).toBeLessThan(1000);
    expect(JSON.stringify(result)).not.toContain('xxx');
  });

  it('reports a hundred of many problems, and their number', () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [`k${n}`, 1]),
    );
    const problems = refusedFor({ ...aRequest(), ...unknown });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toEqual(['', 'has 400 more problems']);
  });

  it('of the largest request is accepted', () => {
    const node = {
      execution: 'nethermind',
      consensus: 'lighthouse',
      history: 'pre-prague',
      storage: { size: '900000Gi', className: 'a'.repeat(63) },
      restore: 'latest',
    };
    const largest = aRequest({
      description: 'ä'.repeat(500),
      repository: `github.com/${'a'.repeat(100)}/${'b'.repeat(100)}`,
      nodes: Array(20).fill(node),
    });
    expect(sizeProblems(largest)).toEqual([]);
    expect(readRequest(JSON.stringify(largest, undefined, 2)).ok).toBe(true);
  });

  it('is bounded in every number, text and list of the format', () => {
    expect(unboundedParts(nodeRequestSchema)).toEqual([]);
  });
});

describe('the printed request', () => {
  it('contains no control character and no invisible one', () => {
    const evil = '\u001b[2J\u009b1m\u202e\u200b\u{e0041}';
    const result = planRequest(
      {
        ...aRequest({ network: evil, description: evil, repository: evil }),
        [evil]: evil,
      },
      { now },
    );
    const shown = result.ok
      ? []
      : result.problems.flatMap(({ path, reason, fix }) => [path, reason, fix]);
    expect(shown.join()).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(shown).toContain('\\u001b[2J\\u009b1m\\u202e\\u200b\\udb40\\udc41');
  });

  it.each([
    ['zero-width spaces', '\u200b\u200b'],
    ['word joiners', '\u2060'],
    ['Hangul fillers', '\u3164\uffa0\u115f'],
    ['Braille without dots', '\u2800'],
    ['soft hyphens', '\u00ad'],
    ['variation selectors', '\ufe0f'],
    ['tags', '\u{e0041}\u{e007f}'],
    ['spaces of every width', '\u00a0\u2003\u3000'],
    ['a mark without a letter', '\u0301'],
  ])('a description of %s is empty', (_, description) => {
    expect(refusedFor(aRequest({ description }))).toContainEqual([
      'description',
      'says nothing',
    ]);
  });

  it.each(['نودز للدفع', '支付', 'नोड्स', '👩🏽‍💻', 'e\u0301', '.'])(
    'a description "%s" is not empty',
    description => {
      expect(refusedFor(aRequest({ description }))).toEqual([]);
    },
  );
});

function read(text: string): unknown {
  const result = readRequest(text);
  return result.ok ? result.value : result;
}
