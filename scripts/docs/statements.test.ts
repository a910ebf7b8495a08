import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { ConfigReader } from '@backstage/config';
import { ethereumNodesPermissions } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { readEthereumNodesConfig } from '../../plugins/ethereum-nodes-backend/src/config';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const BACKEND = 'plugins/ethereum-nodes-backend';

/** The first number of each default in the table of keys, by the key's last segment. */
const defaultsOfReadme = (readme: string) =>
  [...readme.matchAll(/^\| `(?:\w+\.)*(\w+)` +\| ([^|]*?\d[^|]*?) +\|/gm)].map(
    ([, key = '', text = '']) => [key, /\d+/.exec(text)?.[0]] as const,
  );

/** The same of the comments in front of the keys of a config.d.ts. */
const defaultsOfTypes = (types: string) =>
  new Map(
    [
      ...types.matchAll(
        /Default: ([^\n]*?\d+)(?:(?!\*\/)[\s\S])*\*\/\s*(\w+)\?:/g,
      ),
    ].map(([, text = '', key = '']) => [key, /\d+/.exec(text)?.[0]]),
  );

describe('documentation states what the code has:', () => {
  for (const { name } of ethereumNodesPermissions) {
    test(`the permission ${name} is in the tables of both plugins`, () => {
      for (const plugin of [BACKEND, 'plugins/ethereum-nodes']) {
        assert.ok(
          read(`${plugin}/README.md`).includes(`| \`${name}\``),
          `${plugin}/README.md has no row of ${name}`,
        );
      }
    });
  }

  /** Keys of config.d.ts with a default, by the field of the configuration that is read. */
  const fields = {
    discoverMs: 'discover',
    pollMs: 'poll',
    snapshotsMs: 'snapshots',
    timeoutMs: 'timeout',
    concurrency: 'concurrency',
    concurrencyPerCluster: 'concurrencyPerCluster',
  } as const;
  const unitMs: Record<string, number> = { second: 1_000, minute: 60_000 };
  const defaults = readEthereumNodesConfig(new ConfigReader({}));
  for (const [field, key] of Object.entries(fields)) {
    test(`the default of ${key} in config.d.ts is that of configSchema.ts`, () => {
      const [, text = ''] =
        new RegExp(
          `Default: ([^.]*?)\\.(?:(?!\\*/)[^])*\\*/\\s*${key}\\?:`,
        ).exec(read(`${BACKEND}/config.d.ts`)) ?? [];
      const [number = '', unit = ''] = text.split(' ');
      const { [unit.replace(/s$/, '')]: factor = 1 } = unitMs;
      assert.equal(
        Number(number) * factor,
        defaults[field as keyof typeof fields],
        `config.d.ts: the default of ${key} is "${text}"`,
      );
    });
  }

  test('defaults of app-config are the same in README.md and config.d.ts', () => {
    const types = defaultsOfTypes(read(`${BACKEND}/config.d.ts`));
    const both = defaultsOfReadme(read(`${BACKEND}/README.md`)).filter(
      ([key]) => types.has(key),
    );
    assert.ok(both.length > 4, `only ${both.length} defaults are in both`);
    assert.deepEqual(
      both.filter(([key, number]) => types.get(key) !== number),
      [],
    );
  });
});
