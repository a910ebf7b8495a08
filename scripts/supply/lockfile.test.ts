import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = resolve(__dirname, '../..');

describe('docker/lockfile-only.sh, with the real Yarn', () => {
  let sources: string;
  before(() => {
    sources = mkdtempSync(join(tmpdir(), 'nodeyard-recipe-'));
    // As the Dockerfile of the sidecar copies them, limited to the files that Yarn reads.
    const files = [
      '.yarnrc.yml',
      'package.json',
      'yarn.lock',
      'packages/ethereum/package.json',
      'packages/node-health/package.json',
    ];
    cpSync(join(root, '.yarn/releases'), join(sources, '.yarn/releases'), {
      recursive: true,
    });
    for (const file of files) {
      mkdirSync(dirname(join(sources, file)), { recursive: true });
      copyFileSync(join(root, file), join(sources, file));
    }
  });
  after(() => rmSync(sources, { recursive: true }));

  /** Runs it with packages of the sidecar as the recipe leaves them, or otherwise. */
  function install(change: (dependencies: Record<string, string>) => void) {
    copyFileSync(join(root, 'yarn.lock'), join(sources, 'yarn.lock'));
    for (const name of ['ethereum', 'node-health']) {
      const file = `packages/${name}/package.json`;
      const content = JSON.parse(readFileSync(join(root, file), 'utf8'));
      delete content.devDependencies?.['@backstage/cli'];
      if (name === 'node-health') change(content.dependencies);
      writeFileSync(join(sources, file), JSON.stringify(content));
    }
    return spawnSync(
      'sh',
      [join(root, 'docker/lockfile-only.sh'), '@nodeyard/node-health'],
      { cwd: sources, encoding: 'utf8' },
    );
  }

  test('refuses a package outside of yarn.lock by name, and installs nothing', () => {
    const { status, stderr } = install(dependencies => {
      dependencies.zod = '4.0.5';
    });
    assert.equal(status, 1);
    assert.match(stderr, /that yarn\.lock lacks[^]*zod@npm:4\.0\.5/);
    assert.throws(() =>
      execFileSync('ls', [join(sources, 'node_modules/zod')], {
        stdio: 'pipe',
      }),
    );
  });

  test('installs the packages of yarn.lock', () => {
    const { status, stdout } = install(() => {});
    assert.equal(status, 0, stdout);
    execFileSync('ls', [join(sources, 'node_modules/zod')], { stdio: 'pipe' });
  });
});
