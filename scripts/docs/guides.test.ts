import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';

const root = resolve(__dirname, '../..');
const parts = ['Goal', 'Before you begin', 'Steps', 'Verify', 'If it fails'];
const part = new RegExp(
  `^(?:#+ |\\*\\*)(${parts.join('|')})(?:$|\\.?\\*\\*)`,
  'gm',
);

/** The parts of the guides of a page, in their order. */
const partsOf = (markdown: string) =>
  [...markdown.matchAll(part)].map(([, name]) => name);

const guides = execFileSync('git', ['ls-files', 'docs/*.md', ':!docs/adr'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean)
  .map(page => ({
    page,
    found: partsOf(readFileSync(join(root, page), 'utf8')),
  }))
  .filter(({ found }) => found.length > 0);

describe('guides', () => {
  test('exist', () => assert.ok(guides.length > 8));

  for (const { page, found } of guides) {
    test(`of ${page} have the parts ${parts.join(', ')}`, () => {
      assert.deepEqual(
        found,
        Array.from(
          { length: Math.ceil(found.length / parts.length) },
          () => parts,
        ).flat(),
      );
    });
  }

  const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .filter(section => !section.startsWith('Where a setting comes from'));
  for (const section of operations) {
    const [title = ''] = section.split('\n');
    test(`have all parts in docs/operations.md under "${title}"`, () => {
      assert.deepEqual(partsOf(section), parts);
    });
  }

  test('with a missing part are reported', () => {
    assert.deepEqual(
      partsOf('**Goal.** A node.\n\n### Steps\n\n**If it fails**, retry.'),
      ['Goal', 'Steps', 'If it fails'],
    );
  });
});
