import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { contents, requireComplete } from './contents';
import { published } from './packages';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nodeyard-contents-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tarball as npm has them. */
function tarballWith(...files: string[]): string {
  for (const file of files) {
    const path = join(folder, 'package', file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, file);
  }
  const tarball = join(folder, 'packed.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
  return tarball;
}

describe('a package that is published', () => {
  const whole = ['README.md', 'LICENSE', 'CHANGELOG.md', 'dist/index.cjs.js'];

  it('has a readme, the licence, its changes and what was built', () => {
    const tarball = tarballWith(...whole);
    requireComplete('whole', tarball);
    assert.deepEqual(contents(tarball), [...whole].sort());
  });

  for (const left of whole) {
    it(`is refused without ${left}`, () => {
      const tarball = tarballWith(...whole.filter(file => file !== left));
      assert.throws(
        () => requireComplete('torn', tarball),
        new RegExp(`torn is packed without ${left.split('/')[0]}`),
      );
    });
  }

  for (const { name, home } of published()) {
    it(`${name}: brings the changelog that a release reads, and packs it`, () => {
      assert.match(
        readFileSync(join(home, 'CHANGELOG.md'), 'utf8'),
        new RegExp(`^# ${name}\n`),
      );
      const { files } = JSON.parse(
        readFileSync(join(home, 'package.json'), 'utf8'),
      );
      assert.ok(files.includes('CHANGELOG.md'), files.join());
    });
  }

  for (const { name, home } of published()) {
    it(`${name}: shows pictures that npm can show, from its own folder of the repository`, () => {
      const readme = readFileSync(join(home, 'README.md'), 'utf8');
      const pictures = [
        ...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)|<img [^>]*src="([^"]+)"/g),
      ].map(([, markdown, html]) => ensurePresent(markdown ?? html));
      for (const picture of pictures) {
        // npm resolves them against "directory" of "repository", and goes no folder up.
        assert.match(picture, /^\.\/docs\/[\w-]+\.png$/);
        assert.ok(existsSync(join(home, picture)), picture);
      }
    });
  }

  it('is the front page of a plugin with a picture, where it has a face', () => {
    // What Tech Insights, the catalog and the search show of our nodes are their own pages.
    const faces = published().filter(
      ({ home }) =>
        !/(tech-insights|catalog|search)-backend-module/.test(home) &&
        /"role": "(frontend-plugin|backend-plugin|backend-plugin-module)"/.test(
          readFileSync(join(home, 'package.json'), 'utf8'),
        ),
    );
    assert.equal(faces.length, 3);
    for (const { home } of faces) {
      assert.match(
        readFileSync(join(home, 'README.md'), 'utf8'),
        /!\[[^\]]+\]\(\.\/docs\//,
      );
    }
  });
});
