import type { HistoryMode } from '@nodeyard/ethereum';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { call, toolPath } from './__fixtures__/clients';
import { emptyGenesis, writeEmptyBlocks } from './__testUtils__/emptyBlocks';
import { checkHistory } from './history';

jest.setTimeout(300_000);

/** geth removes no body of the newest 90000 blocks. */
const COUNT = 90_300;
/** Where "pre-merge" and "pre-prague" begin on this chain: geth takes any block for them by its hash. */
const blocks = { merge: 100, prague: 200 };

/** A real geth, whose own words decide whether the check is right. */
describe('history of a geth datadir', () => {
  const geth = toolPath('geth');
  const run = (args: string[]) =>
    promisify(execFile)(geth, args, { timeout: 240_000 });
  let work: string;
  let whole: string;
  let chainHistory: Record<'full' | 'pre-merge' | 'pre-prague', string>;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'history-geth-'));
    whole = join(work, 'whole');
    const file = join(work, 'blocks.rlp');
    const genesis = join(work, 'genesis.json');
    await writeFile(genesis, JSON.stringify(emptyGenesis));
    const { merge, prague } = blocks;
    const hashes = await writeEmptyBlocks(file, COUNT, [merge, prague]);
    chainHistory = {
      full: 'all',
      'pre-merge': `${merge}:${hashes[merge]}`,
      'pre-prague': `${prague}:${hashes[prague]}`,
    };
    await run(['init', '--datadir', whole, '--state.scheme=path', genesis]);
    await run(['import', '--datadir', whole, '--state.scheme=path', file]);
    // The first start moves what is old enough into the ancient store.
    await start(whole, 'full');
  }, 300_000);
  afterAll(() => rm(work, { recursive: true, force: true }));

  /** What geth does with a history: its error, or whether it has block 1 when it serves. */
  async function start(
    datadir: string,
    history: keyof typeof chainHistory,
  ): Promise<{ serves: string } | { stops: string }> {
    const child = spawn(geth, [
      ...['--datadir', datadir, '--networkid', '7332', '--state.scheme=path'],
      ...['--syncmode=full', `--history.chain=${chainHistory[history]}`],
      ...['--nodiscover', '--maxpeers=0', '--nat=none', '--ipcdisable'],
      ...['--port=0', '--authrpc.port=0', '--http', '--http.addr=127.0.0.1'],
      ...['--http.port=0', '--http.api=eth', '--datadir.minfreedisk=0'],
    ]);
    const ended = once(child, 'close');
    let log = '';
    const url = await new Promise<string | undefined>(resolve => {
      child.once('close', () => resolve(undefined));
      child.stderr.on('data', chunk => {
        log += chunk;
        const port = /HTTP server started +endpoint=127\.0\.0\.1:(\d+)\s/.exec(
          log,
        )?.[1];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
    });
    if (!url) {
      return { stops: /Fatal: .*: (.*)/.exec(log)?.[1] ?? log.slice(-500) };
    }
    try {
      await call(url, 'eth_getBlockByNumber', ['0x1', false]);
      return { serves: 'block 1' };
    } catch (error) {
      return { serves: String(error) };
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  }

  const check = (datadir: string, history: HistoryMode, mayPrune = false) =>
    checkHistory({
      ...{ datadir, blocks, history, mayPrune },
      ...{ network: 'devnet', client: 'geth', field: 'nodes.a.execution' },
    });

  const pruning = (datadir: string, history: keyof typeof chainHistory) => [
    ...['prune-history', '--datadir', datadir],
    `--history.chain=${chainHistory[history]}`,
  ];

  /** Run geth's own command, and kill it as soon as it has opened the chain. */
  async function pruneAndKill(datadir: string): Promise<void> {
    const child = spawn(geth, pruning(datadir, 'pre-merge'));
    child.stderr.on('data', chunk => {
      if (/Loaded most recent local block/.test(String(chunk))) {
        child.kill('SIGKILL');
      }
    });
    await once(child, 'close');
  }
  it('is full while nothing was removed', async () => {
    expect(await start(whole, 'full')).toEqual({ serves: 'block 1' });
  });

  it('is pruned if accepted, also after a kill and a restart', async () => {
    const datadir = join(work, 'pruned');
    await cp(whole, datadir, { recursive: true });
    expect(await check(datadir, 'full')).toMatchObject({ ok: true });
    // geth agrees that it must not start so.
    expect(await check(datadir, 'pre-merge')).toMatchObject({
      ok: false,
      message: expect.stringContaining(
        'nodes.a.execution.historyChange: prune',
      ),
    });
    expect(await start(datadir, 'pre-merge')).toEqual({
      stops: 'history pruning required',
    });

    expect(await check(datadir, 'pre-merge', true)).toMatchObject({ ok: true });
    await pruneAndKill(datadir);
    expect(await check(datadir, 'pre-merge', true)).toMatchObject({ ok: true });
    await run(pruning(datadir, 'pre-merge'));
    await run(pruning(datadir, 'pre-merge'));
    expect(await check(datadir, 'pre-merge')).toEqual({
      ok: true,
      message: 'The volume has history pre-merge.',
      warning: undefined,
    });
    expect(await start(datadir, 'pre-merge')).toEqual({
      serves: expect.stringContaining('pruned history unavailable'),
    });

    // It would start, and stay what it is: values would say what is not so.
    expect(await check(datadir, 'full')).toMatchObject({
      ok: false,
      message: expect.stringContaining('the volume has history "pre-merge"'),
    });
    expect(await start(datadir, 'full')).toEqual({
      serves: expect.stringContaining('pruned history unavailable'),
    });
  });

  it('cannot be restored', async () => {
    const datadir = join(work, 'further');
    await cp(whole, datadir, { recursive: true });
    await run(pruning(datadir, 'pre-prague'));
    expect(await check(datadir, 'pre-merge', true)).toMatchObject({
      ok: false,
      message: expect.stringContaining('pruned beyond requested history'),
    });
    expect(await start(datadir, 'pre-merge')).toEqual({
      stops: expect.stringContaining(
        'database pruned beyond requested history',
      ),
    });
    await expect(run(pruning(datadir, 'pre-merge'))).rejects.toThrow(
      'Cannot unprune',
    );
    expect(await check(datadir, 'pre-prague')).toMatchObject({ ok: true });
  });

  it('is unknown on a volume without a mark, except for evidence in files', async () => {
    const datadir = join(work, 'old');
    await cp(whole, datadir, { recursive: true });
    expect(await check(datadir, 'pre-merge')).toMatchObject({
      ok: false,
      message: expect.stringContaining('its oldest body is of block 0'),
    });
    expect(await check(datadir, 'full')).toMatchObject({
      ok: true,
      message: expect.stringContaining('Nothing proves'),
    });
  });
});
