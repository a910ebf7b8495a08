import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { ensurePresent } from '../../tests/ensurePresent';
import { linksOf } from '../docs/links';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Rows of the tables under a heading, until the next one of its kind. */
function rowsUnder(text: string, heading: string): string[][] {
  const [, rest] = text.split(`\n## ${heading}\n`);
  return ensurePresent(ensurePresent(rest).split('\n## ')[0])
    .split('\n')
    .filter(line => line.startsWith('|') && !/^\| *-/.test(line))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

const isTest = (link: string) =>
  /(\.test\.tsx?|_test\.yaml|\.bats)$|\/tests\/render\/\w+\.ts$/.test(link);

/** Threats whose row names no test and no risk that is known. */
function unproved(text: string): string[] {
  return rowsUnder(text, 'Threats')
    .filter(([, , proof]) => proof !== 'tests')
    .filter(
      ([, , proof]) =>
        !linksOf(ensurePresent(proof)).some(
          link => isTest(link) || link === '#residual-risks',
        ),
    )
    .map(([threat]) => ensurePresent(threat));
}

describe('docs/security.md', () => {
  const page = 'docs/security.md';

  test('every threat names a test of its mitigation, or a residual risk', () => {
    assert.ok(rowsUnder(read(page), 'Threats').length > 30);
    assert.deepEqual(unproved(read(page)), []);
    const row =
      '\n## Threats\n\n| a threat | a guard | [docs](glossary.md) |\n';
    assert.deepEqual(unproved(row), ['a threat']);
  });

  test('every residual risk has a recommendation', () => {
    const rows = rowsUnder(read(page), 'Residual risks').slice(1);
    assert.ok(rows.length > 5);
    assert.deepEqual(
      rows.filter(([risk, advice]) => !risk || !advice),
      [],
    );
  });

  test('every border of the diagram has threats', () => {
    const borders = new Set(
      [...read(page).matchAll(/-- (B\d+) -->/g)].map(([, border]) => border),
    );
    const explained = [...read(page).matchAll(/^### (B\d+): /gm)].map(
      ([, border]) => border,
    );
    assert.deepEqual([...borders].sort(), explained.sort());
  });
});
