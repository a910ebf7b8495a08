import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { executionClients } from '@nodeyard/ethereum';
import { build } from '../builder/build';
import { listSnapshots } from '@nodeyard/snapshot-store';
import { holdsChain } from '../restore/holdsChain';
import { restore } from '../restore/restore';
import { datadirStatus } from '../restore/status';
import { clientTrees as trees } from '../testing/clientTrees';
import { testFacts } from '../testing/syntheticDatadir';
import { verifyStore } from '../verify/verifyStore';

const clients = Object.keys(executionClients);

describe('what the files of a datadir prove', () => {
  let work: string;
  let datadir: string;
  const store = () => ({ url: `file://${work}/store` });

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-chain-'));
    datadir = join(work, 'node');
    await mkdir(datadir);
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  async function write(paths: readonly string[], below = '') {
    for (const path of paths) {
      const file = join(datadir, below, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `content of ${path}`);
    }
  }

  const built = (client: string, exclude: string[] = []) =>
    build({
      store: store(),
      datadir,
      facts: testFacts(5, { client, scheme: null, history: null }),
      tool: 'test/1',
      threads: 1,
      exclude,
    });

  it('has a tree for every client', () => {
    expect(Object.keys(trees).sort()).toEqual([...clients].sort());
  });

  describe.each(clients)('of %s', client => {
    const tree = () => trees[client] ?? [];

    it('accepts a started node, as a chain and for a snapshot that verifies', async () => {
      await write(tree());
      expect(await holdsChain(datadir, client)).toBe(true);
      expect(await datadirStatus(datadir)).toMatchObject({ chain: client });
      expect(await built(client)).toMatchObject({ ok: true });
      expect(
        await verifyStore({ store: store(), network: 'devnet', client }),
      ).toMatchObject({ ok: true, problems: [] });
    });

    it('takes configuration and logs for an empty volume', async () => {
      await write(['reth.toml', 'logs/node.log', 'lost+found/x']);
      expect(await holdsChain(datadir, client)).toBe(false);
      expect(await datadirStatus(datadir)).toMatchObject({ chain: null });
      expect(await built(client)).toMatchObject({
        ok: false,
        code: 'not-a-datadir',
      });
    });

    it('refuses a copy that was unpacked too deep, and names its folder', async () => {
      await write(tree(), 'backup/mainnet');
      const refusal = {
        code: 'datadir-nested',
        message: expect.stringContaining(`${datadir}/backup/mainnet is one`),
      };
      expect(await built(client)).toMatchObject({ ok: false, ...refusal });
      await expect(holdsChain(datadir, client)).rejects.toMatchObject(refusal);
    });

    it.each(executionClients[client as 'geth'].datadir.required)(
      'refuses a datadir without %s, also if it is excluded',
      async glob => {
        await write(tree());
        expect(await built(client, [glob])).toMatchObject({
          ok: false,
          code: 'not-a-datadir',
          message: expect.stringContaining(`--exclude leaves out ${glob}`),
        });
      },
    );

    it('keeps the chain of another client', async () => {
      const other = clients.find(name => name !== client) ?? '';
      await write(trees[other] ?? []);
      expect(await holdsChain(datadir, client)).toBe(true);
    });
  });

  it('refuses a database that Nethermind has marked as corrupt', async () => {
    await write([
      ...(trees.nethermind ?? []),
      'nethermind_db/mainnet/state/corrupt.marker',
    ]);
    const refusal = {
      ok: false,
      code: 'not-a-datadir',
      message: expect.stringContaining(
        'marked its database as corrupt with nethermind_db/mainnet/state/corrupt.marker',
      ),
    };
    expect(await built('nethermind')).toMatchObject(refusal);
    expect(await built('nethermind', ['**/corrupt.marker'])).toMatchObject(
      refusal,
    );
  });

  it('restores beside configuration and logs, even if they are newer', async () => {
    await write(trees.reth ?? []);
    await built('reth');
    await rm(datadir, { recursive: true });
    await write(['reth.toml', 'logs/node.log']);
    expect(
      await restore({
        store: store(),
        datadir,
        node: { network: 'devnet', client: 'reth' },
        allowUnverified: true,
        from: await newest(),
        threads: 1,
      }),
    ).toMatchObject({ ok: true, deleted: 0 });
    expect(await holdsChain(datadir, 'reth')).toBe(true);
  });

  async function newest(): Promise<string> {
    const listed = await listSnapshots({
      store: store(),
      network: 'devnet',
      client: 'reth',
    });
    return listed.ok ? listed.snapshots[0]?.id ?? '' : '';
  }
});
