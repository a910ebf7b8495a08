import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createCipheriv, createHash } from 'node:crypto';
import type { ChainFacts } from '@nodeyard/snapshot-store';

/** Content by path, in a datadir like that of geth after a clean shutdown. */
export type Files = Record<string, Buffer>;

/** Incompressible bytes, reproducible by their seed. */
export function noise(seed: string, bytes: number): Buffer {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(
    Buffer.alloc(bytes),
  );
}

/** A datadir of a few MiB with every kind of file. */
export function smallDatadir() {
  return {
    'db/mdbx.dat': Buffer.concat([
      noise('mdbx', 700_000),
      Buffer.alloc(300_000),
      noise('more', 250_001),
    ]),
    'geth/chaindata/000001.sst': noise('one', 5_000_000),
    'geth/chaindata/000002.sst': Buffer.alloc(4_300_000, 'compressible '),
    'geth/chaindata/000003.sst': Buffer.concat([
      noise('three', 30_000),
      Buffer.alloc(40_000),
    ]),
    'geth/chaindata/CURRENT': Buffer.from('MANIFEST-000001\n'),
    'geth/chaindata/ancient/chain/bodies.0000.cdat': noise('bodies', 9_000_000),
    'geth/chaindata/empty.meta': Buffer.alloc(0),
  } satisfies Files;
}

/** The same after a run of the node. */
export function laterDatadir(): Files {
  const { 'geth/chaindata/000002.sst': _, ...files } = smallDatadir();
  const mdbx = Buffer.from(files['db/mdbx.dat']);
  noise('page', 4096).copy(mdbx, 40_960);
  return {
    ...files,
    'db/mdbx.dat': mdbx,
    'geth/chaindata/000004.sst': noise('four', 2_000_000),
    'geth/chaindata/ancient/chain/bodies.0000.cdat': Buffer.concat([
      files['geth/chaindata/ancient/chain/bodies.0000.cdat'],
      noise('growth', 1_000_000),
    ]),
  };
}

/** Write files, with geth's evidence of a clean shutdown; replaces the datadir. */
export async function writeDatadir(
  datadir: string,
  files: Files,
  secrets: Files = {},
): Promise<void> {
  await rm(datadir, { recursive: true, force: true });
  const hasFreezer = Object.keys(files).some(path =>
    path.startsWith('geth/chaindata/ancient/'),
  );
  for (const [path, content] of Object.entries({
    'geth/chaindata/MANIFEST-000001': Buffer.from('manifest'),
    'geth/chaindata/OPTIONS-000007': Buffer.from('options'),
    ...(hasFreezer
      ? {}
      : { 'geth/chaindata/ancient/chain/bodies.meta': Buffer.from('meta') }),
    ...files,
    ...secrets,
  })) {
    await mkdir(dirname(join(datadir, path)), { recursive: true });
    await writeFile(join(datadir, path), content);
  }
  await mkdir(join(datadir, 'geth/triedb'), { recursive: true });
  await writeFile(
    join(datadir, 'geth/triedb/merkle.journal'),
    noise('journal', 5_000),
  );
}

/** Facts of a devnet's snapshot. */
export function testFacts(
  block = 5,
  overrides: Partial<ChainFacts> = {},
): ChainFacts {
  return {
    network: 'devnet',
    chainId: 7332,
    genesisHash: `0x${'11'.repeat(32)}`,
    client: 'geth',
    clientVersion: '1.17.8',
    scheme: 'path',
    history: 'full',
    block: {
      number: block,
      hash: `0x${'22'.repeat(32)}`,
      timestamp: 1_700_000_000,
    },
    ...overrides,
  };
}
