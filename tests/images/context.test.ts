import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';

const root = join(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root })
  .toString()
  .split('\0')
  .filter(Boolean);
const recipes = tracked.filter(path => /^docker\/.*Dockerfile$/.test(path));

/** What lies about in checkouts of people, and is in no image. */
const secrets = [
  ...['.env', '.env.local', '.npmrc', '.netrc', 'id_ed25519', 'kubeconfig'],
  ...['kubeconfig.yaml', 'keys.txt', 'backup.age', 'tls.key', 'tls.pem'],
  ...['app-config.local.yaml', 'aws-credentials.yaml', 'jwt.hex'],
  ...['secrets.enc.yaml', 'snapshot-store.secret.yaml', 'store.p12'],
];

/** As docker reads a .dockerignore: the last pattern that matches a path, or a folder that it is in, decides. */
function contextOf(recipe: string): (path: string) => boolean {
  const patterns = readFileSync(join(root, `${recipe}.dockerignore`), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ({
      isKept: line.startsWith('!'),
      matches: patternOf(line.replace(/^!/, '')),
    }));
  return path =>
    patterns.reduce(
      (isKept, pattern) =>
        ancestorsOf(path).some(one => pattern.matches.test(one))
          ? pattern.isKept
          : isKept,
      true,
    );
}

const WILDCARDS: Record<string, string> = {
  '**/': '(?:.*/)?',
  '*': '[^/]*',
  '?': '[^/]',
};

function patternOf(glob: string): RegExp {
  const parts = glob
    .split(/(\*\*\/|\*|\?)/)
    .map(part => WILDCARDS[part] ?? part.replace(/[.+^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`);
}

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
function ancestorsOf(path: string): string[] {
  return path.split('/').map((_, n, names) => names.slice(0, n + 1).join('/'));
}

/** Instructions that bring files in, those of each stage in a list. */
function copiesOf(recipe: string) {
  const lines = readFileSync(join(root, recipe), 'utf8').split('\n');
  const stages: string[][] = [];
  for (const line of lines) {
    if (/^FROM /.test(line)) stages.push([]);
    if (/^(COPY|ADD) /.test(line)) {
      ensurePresent(stages[stages.length - 1]).push(line);
    }
  }
  const sources = stages
    .flat()
    .filter(line => !line.includes('--from='))
    .flatMap(line => line.split(/\s+/).slice(1, -1));
  return { stages, sources };
}

describe('what goes into an image', () => {
  test('has a recipe for each', () => assert.ok(recipes.length >= 8));

  for (const recipe of recipes) {
    const isInContext = contextOf(recipe);
    const { stages, sources } = copiesOf(recipe);
    const isCopied = (path: string) =>
      sources.some(source => path === source || path.startsWith(`${source}/`));

    test(`${recipe}: nothing secret of a checkout`, () => {
      const folders = new Set(
        tracked.flatMap(path => ancestorsOf(dirname(path))).concat('.'),
      );
      const planted = [...folders].flatMap(folder =>
        secrets.map(name => posix.join(folder, name)),
      );
      assert.deepEqual(planted.filter(isInContext), []);
    });

    test(`${recipe}: nothing that is not copied, and all that is`, () => {
      assert.deepEqual(
        tracked.filter(path => isInContext(path) !== isCopied(path)),
        [],
      );
      assert.ok(tracked.filter(isCopied).length > 0);
      for (const source of sources) {
        assert.ok(tracked.some(path => `${path}/`.startsWith(`${source}/`)));
      }
    });

    test(`${recipe}: what runs comes from stages before, by name`, () => {
      assert.ok(stages.flat().every(line => line.startsWith('COPY ')));
      for (const line of ensurePresent(stages[stages.length - 1])) {
        assert.match(line, /^COPY --from=\w+ \/\S+/);
      }
      assert.ok(!sources.includes('.'));
    });
  }
});
