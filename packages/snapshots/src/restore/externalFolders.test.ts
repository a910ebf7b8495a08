import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { datadirDigests } from '../testing/datadirDigest';
import { startGeth } from '../testing/devGeth';
import { installedTool } from '../testing/programs';
import { testFacts } from '../testing/syntheticDatadir';
import { bootGeth } from '../verify/bootGeth';
import { executionRpc, type RpcBlock } from '../verify/executionRpc';
import { verifyByBoot } from '../verify/verifyByBoot';
import { holdsChain } from './holdsChain';
import { plan } from './plan';
import { restore, type RestoreOptions } from './restore';

jest.setTimeout(180_000);

const FREEZER = 'geth/chaindata/ancient';

describe('a geth whose freezer is elsewhere', () => {
  const geth = installedTool('geth');
  let work: string;
  let datadir: string;
  let ancient: string;
  let head: RpcBlock;
  let snapshot: string;
  const store = () => ({ url: `file://${work}/store` });

  const built = (options: { external?: Map<string, string> } = {}) =>
    build({
      store: store(),
      datadir,
      facts: testFacts(head.number, { chainId: 1337, block: head }),
      tool: 'test/1',
      threads: 1,
      ...options,
    });

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-external-'));
    datadir = join(work, 'node');
    ancient = join(work, 'ancient');
    const node = await startGeth(geth, datadir, ['--datadir.ancient', ancient]);
    const rpc = executionRpc(node.url);
    do {
      await new Promise(resolve => setTimeout(resolve, 300));
      head = (await rpc.block('latest')) ?? head;
    } while (!head || head.number < 2);
    await node.stop('SIGTERM');
    const result = await built({ external: new Map([[FREEZER, ancient]]) });
    if (!result.ok) throw new Error(result.message);
    snapshot = result.snapshot ?? '';
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  const restored = (to: string, options: Partial<RestoreOptions> = {}) =>
    restore({
      store: store(),
      datadir: to,
      node: { network: 'devnet', client: 'geth' },
      from: snapshot,
      allowUnverified: true,
      threads: 1,
      ...options,
    });

  it('is not captured without it, and the message has the option', async () => {
    expect(await built()).toMatchObject({
      ok: false,
      code: 'not-a-datadir',
      message: expect.stringContaining(`--external ${FREEZER}=<folder>`),
    });
  });

  it('boots from one folder', async () => {
    expect(
      await verifyByBoot({
        store: store(),
        network: 'devnet',
        client: 'geth',
        snapshot,
        binary: geth,
        threads: 1,
      }),
    ).toMatchObject({ ok: true, hash: head.hash });
  });

  it('is restored to both folders, boots from them, and is updated in both', async () => {
    const target = join(work, 'target');
    const external = new Map([[FREEZER, join(work, 'target-ancient')]]);
    expect(await restored(target, { external })).toMatchObject({ ok: true });
    expect(await readdir(join(target, 'geth/chaindata'))).not.toContain(
      'ancient',
    );
    expect(await datadirDigests(join(work, 'target-ancient'))).toEqual(
      await datadirDigests(ancient),
    );
    const binary = join(work, 'geth-with-freezer');
    await writeFile(
      binary,
      `#!/bin/sh\nexec '${geth}' --datadir.ancient '${work}/target-ancient' "$@"\n`,
      { mode: 0o755 },
    );
    expect(
      await bootGeth(
        binary,
        target,
        { network: 'devnet', history: 'full', block: head },
        60_000,
      ),
    ).toMatchObject({ hash: head.hash });
    expect(await restored(target, { force: true })).toMatchObject({
      ok: false,
      code: 'external-folder',
    });
    await writeFile(join(work, 'target-ancient/chain/surplus.cdat'), 'surplus');
    expect(await restored(target, { external, force: true })).toMatchObject({
      ok: true,
    });
    expect(await datadirDigests(join(work, 'target-ancient'))).toEqual(
      await datadirDigests(ancient),
    );
  });

  it('is captured through a symbolic link, and restored through one only if it is given', async () => {
    const linked = join(datadir, FREEZER);
    await symlink(ancient, linked);
    try {
      expect(await built()).toMatchObject({ ok: true, readBytes: 0 });
      const target = join(work, 'linked');
      const elsewhere = join(work, 'linked-ancient');
      await mkdir(join(target, 'geth/chaindata'), { recursive: true });
      await mkdir(elsewhere);
      await symlink(elsewhere, join(target, FREEZER));
      expect(await restored(target)).toMatchObject({
        ok: false,
        code: 'datadir-odd-file',
      });
      expect(await readdir(elsewhere)).toEqual([]);
      const external = new Map([[FREEZER, elsewhere]]);
      expect(await restored(target, { external })).toMatchObject({ ok: true });
      expect(await datadirDigests(elsewhere)).toEqual(
        await datadirDigests(ancient),
      );
    } finally {
      await rm(linked);
    }
  });

  it.each<[string, () => Promise<Map<string, string>> | Map<string, string>]>([
    [
      'a folder that geth does not accept elsewhere',
      () => new Map([['geth', `${work}/x`]]),
    ],
    [
      'a folder inside of the datadir',
      () => new Map([[FREEZER, `${work}/odd/y`]]),
    ],
    ['the parent of the datadir', () => new Map([[FREEZER, work]])],
    [
      'a file',
      async () => {
        await writeFile(`${work}/file`, '');
        return new Map([[FREEZER, `${work}/file`]]);
      },
    ],
    [
      'a folder that the datadir has itself',
      async () => {
        await mkdir(`${work}/odd/${FREEZER}`, { recursive: true });
        return new Map([[FREEZER, `${work}/z`]]);
      },
    ],
  ])('refuses %s and writes nothing', async (_, external) => {
    await mkdir(join(work, 'odd'), { recursive: true });
    expect(
      await restored(join(work, 'odd'), { external: await external() }),
    ).toMatchObject({ ok: false, code: 'external-folder' });
  });

  it('counts a freezer elsewhere as a chain', async () => {
    const empty = join(work, 'empty');
    expect(await holdsChain(empty, 'geth', new Map([[FREEZER, ancient]]))).toBe(
      true,
    );
    expect(await holdsChain(empty, 'geth')).toBe(false);
  });

  it('moves between one folder and two without a copy of what is equal', async () => {
    const one = join(work, 'one');
    await restored(one);
    const moved = join(work, 'moved');
    await cp(one, moved, { recursive: true, preserveTimestamps: true });
    await rename(join(moved, FREEZER), join(work, 'moved-ancient'));
    const planned = await plan({
      store: store(),
      datadir: moved,
      external: new Map([[FREEZER, join(work, 'moved-ancient')]]),
      node: { network: 'devnet', client: 'geth' },
      from: snapshot,
      allowUnverified: true,
      threads: 1,
    });
    expect(planned).toMatchObject({ ok: true, fetchBytes: 0, delete: [] });
  });
});
