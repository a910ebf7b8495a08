import { executionClients } from '@nodeyard/ethereum';
import { detectKeyContent } from './detectKey';
import { isNeverStored, matches } from '@nodeyard/snapshot-store';
import { isOlder, normalizeVersion } from './version';

describe('the list of excluded files', () => {
  it.each([
    ['**/LOCK', 'LOCK', true],
    ['**/LOCK', 'a/b/LOCK', true],
    ['**/LOCK', 'a/BLOCK', false],
    ['keystore/**', 'keystore/a/b', true],
    ['keystore/**', 'keystores', false],
    ['*.ipc', 'geth.ipc', true],
    ['*.ipc', 'a/geth.ipc', false],
    ['a.b', 'axb', false],
  ])('%s and %s', (glob, path, expected) => {
    expect(matches(glob, path)).toBe(expected);
  });

  it('is a separate list for every client', () => {
    for (const { neverSnapshot } of Object.values(executionClients)) {
      expect(neverSnapshot.length).toBeGreaterThan(0);
    }
  });

  it.each([
    'geth/chaindata/000001.sst',
    'geth/chaindata/CURRENT',
    'geth/chaindata/ancient/chain/bodies.0000.cdat',
    'geth/triedb/merkle.journal',
    'db/mdbx.dat',
    'database/CURRENT',
    'snapshots/v1-000000-000500-headers.seg',
    'static_files/static_file_headers_0_499999',
  ])('does not include %s for any client', path => {
    for (const { neverSnapshot } of Object.values(executionClients)) {
      expect(isNeverStored(path, neverSnapshot)).toBe(false);
    }
  });
});

describe('a file name of a key', () => {
  it.each([
    `0x${'AB'.repeat(32)}\n`,
    'ab'.repeat(32),
    '-----BEGIN PRIVATE KEY-----',
    '{"Crypto": {"cipher": "x"}}',
  ])('is %j', content => {
    expect(detectKeyContent(Buffer.from(content))).toBeDefined();
  });

  it.each(['MANIFEST-000001\n', '{"network":"x"}', 'ab'.repeat(31), ''])(
    'is not %j',
    content => {
      expect(detectKeyContent(Buffer.from(content))).toBeUndefined();
    },
  );
});

describe('versions', () => {
  it.each([
    ['1.17.8', '1.17.10', true],
    ['v1.17.10', '1.17.8', false],
    ['1.17.8', '1.17.8', false],
    ['2.0.0', '1.99.99', false],
    ['unknown', '1.0.0', false],
  ])('%s is older than %s: %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected);
  });

  it('are written without name and build', () => {
    expect(normalizeVersion('Geth/v1.17.8-stable-abc/linux-amd64/go1.24')).toBe(
      '1.17.8-stable',
    );
    expect(normalizeVersion('v25.1.0')).toBe('25.1.0');
  });
});
