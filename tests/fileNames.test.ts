import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
/** Folders that build tools, ESLint and Git ignore lists take for output. */
const OUTPUT_FOLDERS = ['build', 'dist', 'dist-types', 'out', 'coverage'];

const tracked = execFileSync('git', ['ls-files', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter(path => path !== '');

/** The name without its first extension, case and separators. A leading underscore marks a partial of Helm or Sass and counts. */
function spelling(path: string): string {
  const [stem = ''] = basename(path).split(/(?<=.)\./);
  const folded = stem.toLowerCase().replaceAll(/(?<=.)[-_]/g, '');
  return join(dirname(path).toLowerCase(), folded);
}

/** Pairs of names that differ in case or separators, one string for each. */
function ambiguousNames(paths: readonly string[]): string[] {
  const first = new Map<string, string>();
  return paths.flatMap(path => {
    const key = spelling(path);
    const [stem = ''] = basename(path).split(/(?<=.)\./);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, join(dirname(path), stem));
      return [];
    }
    return other === join(dirname(path), stem) ? [] : [`${other} and ${path}`];
  });
}

function outputFolders(paths: readonly string[]): string[] {
  return paths.filter(path => {
    const folders = dirname(path).split('/');
    return (
      folders.includes('src') &&
      folders.some(folder => OUTPUT_FOLDERS.includes(folder))
    );
  });
}

test('every tracked file exists, and every symbolic link has a target', () => {
  assert.deepEqual(
    tracked.filter(path => !existsSync(join(ROOT, path))),
    [],
  );
});

test('no two files of a folder differ only by case or separators', () => {
  assert.ok(tracked.length > 1000);
  assert.deepEqual(ambiguousNames(tracked), []);
});

test('names that differ by case, dash or underscore are found', () => {
  const pairs = [
    ['src/boot-verify.ts', 'src/bootVerify.ts'],
    ['src/RECORD.md', 'src/record.ts'],
    ['src/a_b.ts', 'src/ab.ts'],
    ['Src/a.ts', 'src/a.ts'],
  ];
  for (const pair of pairs) {
    assert.equal(ambiguousNames(pair).length, 1, pair.join(' '));
  }
});

test('a module, its test and a partial of the same name are accepted', () => {
  const names = ['a/b.ts', 'a/b.test.ts', 'a/_b.tpl', 'a/.b', 'c/B.ts'];
  assert.deepEqual(ambiguousNames(names), []);
});

test('no folder of source code has the name of an output folder', () => {
  assert.deepEqual(outputFolders(tracked), []);
  assert.deepEqual(outputFolders(['a/src/build/b.ts']), ['a/src/build/b.ts']);
});
