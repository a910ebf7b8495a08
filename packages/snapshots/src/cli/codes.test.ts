/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../../../../tests/ensurePresent';
import type { SnapshotErrorKind } from '@nodeyard/snapshot-store';
import { exitCodeOf } from './exitCodes';

const packages = join(__dirname, '../../..');
const sources = ['snapshot-store', 'snapshots', 'snapshot-run'].map(name =>
  join(packages, name, 'src'),
);
const kinds: Record<string, SnapshotErrorKind> = {
  refused: 'refused',
  corrupt: 'corrupt',
  unavailable: 'store-unavailable',
  'store-unavailable': 'store-unavailable',
  cancelled: 'cancelled',
};
/** Made of a phase or a name: documented by examples. */
const COMPOSED = /^wrong-\w+ \(3\)$|^\w+-timeout \(3\)$/;

/** `code (exit code)` of each that is written into the source. */
function codesInSource(): string[] {
  const text = sources
    .flatMap(source =>
      readdirSync(source, { recursive: true, encoding: 'utf8' })
        .filter(
          name => /(?<!\.test)\.ts$/.test(name) && !name.includes('testing/'),
        )
        .map(name => readFileSync(join(source, name), 'utf8')),
    )
    .join('\n');
  const calls = text.matchAll(
    /\b(refused|corrupt|unavailable)\(\s*(?:\w+\s*\? )?('[\w-]+'(?:\s*: '[\w-]+')?),/g,
  );
  const literals = text.matchAll(
    /(?:kind: |new SnapshotError\(\s*)'([\w-]+)',\s*(?:code: )?('[\w-]+')/g,
  );
  return [...calls, ...literals].flatMap(([, kindText, words]) => {
    const kind = ensurePresent(kinds[ensurePresent(kindText)]);
    return [...ensurePresent(words).matchAll(/[\w-]+/g)].map(
      ([code]) => `${code} (${exitCodeOf(kind)})`,
    );
  });
}

/** The same of each row in a table of docs/snapshots/reference.md. */
function codesInDocs(): string[] {
  const docs = join(packages, '../docs/snapshots/reference.md');
  const cells = readFileSync(docs, 'utf8').matchAll(
    /^\| ([^|]*`[^|]*) \((\d+)\) +\|/gm,
  );
  return [...cells].flatMap(([, words, exit]) =>
    [...ensurePresent(words).matchAll(/`([\w-]+)`/g)].map(
      ([, code]) => `${code} (${exit})`,
    ),
  );
}

describe('the codes in docs/snapshots/reference.md', () => {
  const written = new Set(codesInSource());
  const documented = new Set(codesInDocs());

  it('include all codes, with their exit codes', () => {
    expect(written.size).toBeGreaterThan(60);
    expect([...written].filter(code => !documented.has(code))).toEqual([]);
  });

  it('include no unknown code', () => {
    const known = (code: string) => written.has(code) || COMPOSED.test(code);
    expect([...documented].filter(code => !known(code))).toEqual([]);
  });
});
