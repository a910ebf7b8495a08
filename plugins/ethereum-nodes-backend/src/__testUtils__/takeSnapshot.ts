import { build } from '@nodeyard/snapshots';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noon } from './builders';

/** Builds a snapshot of a small datadir like geth's after a clean shutdown. @returns its ID */
export async function takeSnapshot(
  work: string,
  store: string,
  block: number,
): Promise<string> {
  const datadir = join(work, 'datadir');
  await mkdir(join(datadir, 'geth/chaindata/ancient/chain'), {
    recursive: true,
  });
  await mkdir(join(datadir, 'geth/triedb'), { recursive: true });
  await writeFile(join(datadir, 'geth/chaindata/MANIFEST-000007'), 'manifest');
  await writeFile(
    join(datadir, 'geth/chaindata/ancient/chain/headers.meta'),
    'meta',
  );
  await writeFile(join(datadir, 'geth/chaindata/OPTIONS-000007'), 'options');
  await writeFile(join(datadir, 'geth/chaindata/000001.sst'), `at ${block}`);
  await writeFile(join(datadir, 'geth/triedb/merkle.journal'), 'journal');
  const built = await build({
    store: { url: store },
    datadir,
    facts: {
      network: 'devnet',
      chainId: 7332,
      genesisHash: `0x${'1'.repeat(64)}`,
      client: 'geth',
      clientVersion: '1.17.8',
      scheme: 'path',
      history: null,
      block: {
        number: block,
        hash: `0x${'2'.repeat(64)}`,
        timestamp: noon / 1000,
      },
    },
    tool: 'test/1',
    threads: 1,
  });
  if (!built.ok) throw new Error(built.message);
  if (!built.snapshot) throw new Error('it was only a dry run');
  return built.snapshot;
}
