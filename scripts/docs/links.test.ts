import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { HOST, anchorsOf, brokenLinks, linksOf, withHostLinks } from './links';

const root = resolve(__dirname, '../..');
const pages = execFileSync('git', ['ls-files', '*.md', ':!.changeset'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);

const headingsOf = (markdown: string) =>
  new Set([...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading));

describe('links of documentation', () => {
  for (const page of pages) {
    test(`of ${page} lead to files and headings that exist`, () => {
      assert.deepEqual(brokenLinks(root, page), []);
    });
  }

  test('by the name of a section, in messages and comments, lead to one that exists', () => {
    const named = execFileSync(
      'git',
      [
        'grep',
        '-hoE',
        'docs/[a-z/-]+[.]md, .?"[^"]{3,60}"',
        '--',
        ':!scripts/docs',
      ],
      { cwd: root, encoding: 'utf8' },
    );
    const references = [
      ...named.matchAll(/^(\S+[.]md), .?"([^"\\]+)\\?"$/gm),
    ].map(([, page = '', heading = '']) => ({ page, heading }));
    assert.ok(references.length > 5);
    assert.deepEqual(
      references.filter(
        ({ page, heading }) =>
          !headingsOf(readFileSync(join(root, page), 'utf8')).has(heading),
      ),
      [],
    );
  });

  test('to pictures of docs/ are Markdown: MkDocs does not resolve those in HTML', () => {
    const html = pages.filter(
      page =>
        page.startsWith('docs/') &&
        /<(img|picture|source)\b/.test(
          readFileSync(join(root, page), 'utf8').replace(/`[^`]*`/g, ''),
        ),
    );
    assert.deepEqual(html, []);
  });

  test('to a missing file, heading or picture are reported', () => {
    const text = [
      '[a](../scripts/gone.ts)',
      '[b](#gone)',
      '[c](../README.md#gone)',
      `[d](${HOST}/blob/main/gone.md)`,
      `[e](${HOST}/blob/main/README.md#gone)`,
      '<img src="images/gone.png">',
    ].join('\n');
    assert.equal(brokenLinks(root, 'docs/security.md', text).length, 6);
  });

  test('to other hosts and in code are not followed', () => {
    const text =
      '[a](https://example.com/x) `[b](gone.md)`\n\n```\n[c](gone.md)\n```\n';
    assert.deepEqual(brokenLinks(root, 'README.md', text), []);
    assert.deepEqual(linksOf(text), ['https://example.com/x']);
  });

  test('from docs/ to files outside of it name the public host', () => {
    const markdown =
      '[a](../README.md#support) [b](../charts) [c](health.md) [d](../docs/health.md)';
    assert.equal(
      withHostLinks(root, 'docs/cost.md', markdown),
      `[a](${HOST}/blob/main/README.md#support) [b](${HOST}/tree/main/charts) [c](health.md) [d](../docs/health.md)`,
    );
  });
});

test('anchors of headings are those of Git hosts', () => {
  assert.deepEqual(
    [...anchorsOf('# A run, phase by phase\n\n## `make` & [x](y)\n')],
    ['a-run-phase-by-phase', 'make--x'],
  );
});
