import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listSnapshots } from '@nodeyard/snapshots';
import { ProcessGroups } from '../processGroups';
import { gethHome, place } from './home';
import { liveWithSnapshots } from './liveWithSnapshots';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../..');

describe('the real geth of the demo', () => {
  let work: string;
  beforeAll(async () => {
    work = await mkdtemp(resolve(tmpdir(), 'demo-geth-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  const home = () => gethHome(work, 0);

  /** Runs it until it has printed a matching line, and returns its output. */
  async function livedUntil(pattern: RegExp, tools = root): Promise<string[]> {
    const groups = new ProcessGroups();
    const ending = new AbortController();
    const lines: string[] = [];
    await liveWithSnapshots({
      root: tools,
      groups,
      home: home(),
      port: 0,
      everyMs: 1_000,
      secondsPerBlock: 1,
      signal: ending.signal,
      say: line => {
        lines.push(line);
        if (!pattern.test(line)) return;
        ending.abort();
        void groups.stop();
      },
    });
    await groups.stop();
    return lines;
  }

  it('is stopped, captured and restarted, and its snapshot is booted', async () => {
    const lines = await livedUntil(/snapshots? kept/);
    expect(lines).toEqual([
      expect.stringMatching(/^runs geth 1\.\S+, a new chain/),
      expect.stringMatching(/^stopped cleanly at block \d+/),
      expect.stringMatching(/^snapshot \S+: \d+ files, .* of it new/),
      expect.stringMatching(/^runs again/),
      expect.stringMatching(/^snapshot \S+ boots .* the latest now/),
      expect.stringMatching(/^1 snapshot kept, 0 removed$/),
    ]);
    expect(
      await listSnapshots({ store: { url: home().storeUrl }, ...place }),
    ).toMatchObject({
      snapshots: [{ latest: true, verification: { result: 'passed' } }],
    });
  });

  it('continues the chain and the store of the previous demo', async () => {
    const lines = await livedUntil(/snapshots? kept/);
    expect(lines[0]).toMatch(/goes on at block [1-9]/);
    expect(lines).toContain('2 snapshots kept, 0 removed');
  });

  it('starts from its newest snapshot after an unclean stop', async () => {
    await writeFile(home().runs, '');
    const [line] = await livedUntil(/^runs geth/);
    expect(line).toMatch(/goes on at block [1-9]\d*, restored from/);
  });

  it('restarts if no snapshot could be taken', async () => {
    const storeOfNetwork = join(home().storeFolder, place.network);
    await rm(storeOfNetwork, { recursive: true });
    await writeFile(storeOfNetwork, 'in the way');
    const lines = await livedUntil(/^runs again/);
    expect(lines).toContainEqual(
      expect.stringMatching(/^no snapshot: .*devnet/),
    );
  });

  it('is skipped if geth cannot be installed, with the command that shows the reason', async () => {
    const scripts = join(work, 'scripts');
    await mkdir(scripts);
    await writeFile(
      join(scripts, 'install-dependencies.sh'),
      '#!/bin/sh\necho "geth FAILED: no Go"\nexit 1\n',
      { mode: 0o755 },
    );
    expect(await livedUntil(/^skipped/, work)).toEqual([
      expect.stringContaining('scripts/install-dependencies.sh --only geth'),
    ]);
  });
});
