import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { listSnapshots } from '@nodeyard/snapshot-store';
import { restore } from '../restore/restore';
import { startGeth } from '../testing/devGeth';
import { installedTool } from '../testing/programs';
import { testFacts } from '../testing/syntheticDatadir';
import { bootGeth } from './bootGeth';
import type { RpcBlock } from './executionRpc';
import { executionRpc } from './executionRpc';
import { verifyByBoot } from './verifyByBoot';
import { verifyByRpc } from './verifyByRpc';

jest.setTimeout(180_000);

/** Blocks of one second each. */
const BLOCKS = 4;

describe('a snapshot of a real geth', () => {
  const geth = installedTool('geth');
  const place = { network: 'devnet', client: 'geth' };
  let work: string;
  let datadir: string;
  let head: RpcBlock;
  let genesisHash: string;
  let live: string;
  let killed: string;
  const at = () => ({ url: `file://${work}/store` });

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-geth-'));
    datadir = join(work, 'node');
    const node = await startGeth(geth, datadir);
    const rpc = executionRpc(node.url);
    do {
      await new Promise(resolve => setTimeout(resolve, 300));
      head = (await rpc.block('latest')) ?? {
        number: 0,
        hash: '',
        timestamp: 0,
      };
    } while (head.number < BLOCKS);
    genesisHash = (await rpc.block(0))?.hash ?? '';
    live = join(work, 'live');
    await cp(datadir, live, {
      recursive: true,
      preserveTimestamps: true,
      filter: path => !path.endsWith('.ipc'),
    });
    await node.stop('SIGTERM');
    const again = await startGeth(geth, join(work, 'killed'));
    await again.stop('SIGKILL');
    killed = join(work, 'killed');
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  const facts = () =>
    testFacts(head.number, {
      chainId: 1337,
      genesisHash,
      block: head,
      clientVersion: '1.17.8',
    });
  const boot = (snapshot: string) =>
    verifyByBoot({ store: at(), ...place, snapshot, binary: geth, threads: 2 });

  async function built(from: string) {
    const result = await build({
      store: at(),
      datadir: from,
      facts: facts(),
      tool: 'test/1',
      threads: 2,
    });
    if (!result.ok || !result.snapshot) throw new Error(JSON.stringify(result));
    return result.snapshot;
  }

  it('boots on another datadir with the same block, and becomes the latest', async () => {
    const snapshot = await built(datadir);
    expect(await boot(snapshot)).toMatchObject({
      ok: true,
      hash: head.hash,
      latest: true,
    });
    const target = join(work, 'elsewhere');
    expect(
      await restore({ store: at(), datadir: target, node: place }),
    ).toMatchObject({ ok: true, snapshot });
    expect(
      await bootGeth(
        geth,
        target,
        { network: 'devnet', history: 'full', block: head },
        30_000,
      ),
    ).toMatchObject({
      hash: head.hash,
    });
    expect(await listSnapshots({ store: at(), ...place })).toMatchObject({
      snapshots: [{ latest: true, verification: { result: 'passed' } }],
    });
  });

  it('is verified by a running client on a copy', async () => {
    const snapshot = await built(datadir);
    const copy = join(work, 'copy');
    const from = { from: snapshot, allowUnverified: true };
    await restore({ store: at(), datadir: copy, node: place, ...from });
    const node = await startGeth(geth, copy);
    const asked = { store: at(), ...place, snapshot, rpcUrl: node.url };
    expect(await verifyByRpc(asked)).toMatchObject({
      ok: true,
      hash: head.hash,
      latest: true,
    });
    await node.stop('SIGTERM');
  });

  it('is not verified by a client that has not reached the block', async () => {
    const snapshot = await built(datadir);
    const node = await startGeth(geth, join(work, 'other'));
    const asked = { store: at(), ...place, snapshot, rpcUrl: node.url };
    expect(await verifyByRpc({ ...asked, timeoutMs: 500 })).toMatchObject({
      ok: false,
      code: 'boot-failed',
    });
    await node.stop('SIGTERM');
  });

  it('contains no secret of the node', async () => {
    const target = join(work, 'secrets');
    await restore({
      store: at(),
      datadir: target,
      node: place,
      allowUnverified: true,
    });
    const names = await readdir(target, { recursive: true });
    expect(
      names.filter(name =>
        /nodekey|jwtsecret|keystore|LOCK|nodes|blobpool/.test(name),
      ),
    ).toEqual([]);
  });

  it('is refused for a datadir in use, and for one after a kill', async () => {
    for (const unclean of [live, killed]) {
      const result = await build({
        store: at(),
        datadir: unclean,
        facts: facts(),
        tool: 'test/1',
        threads: 1,
      });
      expect(result).toMatchObject({ ok: false, code: 'datadir-unclean' });
    }
  });

  it('fails verification if the copy lost its state', async () => {
    const damaged = join(work, 'damaged');
    await cp(datadir, damaged, { recursive: true, preserveTimestamps: true });
    // A journal that is there, newer than the start, and wrong: only booting finds that out.
    const journal = join(damaged, 'geth/triedb/merkle.journal');
    await writeFile(journal, Buffer.alloc((await readFile(journal)).length, 7));
    const snapshot = await built(damaged);
    expect(await boot(snapshot)).toMatchObject({
      ok: false,
      kind: 'corrupt',
      code: 'boot-failed',
    });
    const listed = await listSnapshots({ store: at(), ...place });
    expect(
      listed.ok && listed.snapshots.find(({ id }) => id === snapshot),
    ).toMatchObject({
      latest: false,
      verification: { result: 'failed', failure: 'block-missing' },
    });
  });
});
