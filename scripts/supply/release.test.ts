import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { packed } from './pack';
import { changesOf, merged, readChange, releaseNotes } from './release';
import type { Release } from './release';

const release: Release = {
  commit: '7'.repeat(40),
  changed: false,
  packages: [
    { name: 'b@0.1.0', content: Buffer.from('b') },
    { name: 'a@0.1.0', content: Buffer.from('a') },
  ],
  boms: [{ name: 'npm-a.cdx.json', content: Buffer.from('{}') }],
  images: [
    { name: 'ghcr.io/nodeyard/x:1', digest: `sha256:${'1'.repeat(64)}` },
    { name: 'ghcr.io/nodeyard/y:1', digest: undefined },
  ],
  changes: [readChange("---\n'@nodeyard/a': minor\n---\n\n- It is better.\n")],
};

describe('the notes of a release', () => {
  test('name the commit, each package by its SHA-512, images, lists of parts and changes', () => {
    const notes = releaseNotes(release);
    assert.match(notes, /`7{40}`/);
    // printf a | sha512sum
    assert.match(notes, /\| a@0\.1\.0 \| `1f40fc92da241694750979ee6cf582f2/);
    assert.match(notes, /x:1 \| `sha256:1{64}`/);
    assert.match(notes, /y:1 \| not pushed/);
    // printf '{}' | sha256sum
    assert.match(notes, /npm-a\.cdx\.json \| `44136fa355b3678a/);
    assert.match(notes, /\*\*@nodeyard\/a \(minor\)\*\*\n\n- It is better\./);
  });

  test('are the same in whatever order the parts were found', () => {
    const reversed = { ...release, packages: [...release.packages].reverse() };
    assert.equal(releaseNotes(reversed), releaseNotes(release));
  });

  test('mention files that differ from the commit', () => {
    assert.doesNotMatch(releaseNotes(release), /not committed/);
    assert.match(
      releaseNotes({ ...release, changed: true }),
      /with changes that are not committed/,
    );
  });

  test('take changes from changelogs once they have a version, each of them once', () => {
    // As `changeset version` of @changesets/cli 2.29 writes it.
    const changelog = (name: string) =>
      [
        `# ${name}`,
        '## 0.2.0',
        '### Minor Changes',
        '- f681c97: - It is better.\n  - And faster.',
        '### Patch Changes',
        '- f681c97: It is safer.',
        '- Updated dependencies [f681c97]\n  - @nodeyard/z@0.2.0',
        '## 0.1.0',
        '### Minor Changes',
        '- a0b1c2d: It is there.',
      ].join('\n\n');
    const changes = merged(
      ['a', 'b'].flatMap(name => changesOf(name, '0.2.0', changelog(name))),
    );
    assert.deepEqual(changes, [
      {
        packages: [
          { name: 'a', bump: 'minor' },
          { name: 'b', bump: 'minor' },
        ],
        text: '- It is better.\n- And faster.',
      },
      {
        packages: [
          { name: 'a', bump: 'patch' },
          { name: 'b', bump: 'patch' },
        ],
        text: 'It is safer.',
      },
    ]);
  });

  test('a changeset without a head, or with another bump, is refused', () => {
    assert.throws(() => readChange('- It is better.'), /begins with ---/);
    assert.throws(() => readChange('---\na: huge\n---\n'));
  });
});

describe('a package', () => {
  test('is the same bytes each time that it is packed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nodeyard-pack-'));
    try {
      const first = packed('packages/app', folder);
      const second = packed('packages/app', folder);
      assert.match(first.name, /^app@/);
      assert.ok(first.content.length > 1_000);
      assert.ok(Buffer.from(first.content).equals(second.content));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
