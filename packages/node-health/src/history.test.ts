import { HISTORY_MARK, type HistoryMode } from '@nodeyard/ethereum';
import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './cli';
import { checkHistory } from './history';

describe('node-health history', () => {
  let datadir: string;
  beforeEach(async () => {
    datadir = await mkdtemp(join(tmpdir(), 'history-'));
  });
  afterEach(async () => {
    await chmod(datadir, 0o755);
    await rm(datadir, { recursive: true });
  });

  const check = (history: HistoryMode, mayPrune = false) =>
    checkHistory({
      datadir,
      network: 'sepolia',
      client: 'geth',
      history,
      field: 'nodes.geth-0.execution',
      mayPrune,
    });
  const mark = async () =>
    JSON.parse(await readFile(join(datadir, HISTORY_MARK), 'utf8'));
  const begin = async () => {
    await mkdir(join(datadir, 'geth/chaindata'), { recursive: true });
    await writeFile(join(datadir, 'geth/chaindata/CURRENT'), 'MANIFEST-000001');
  };

  it('marks an empty volume, and enforces the mark once it has a chain', async () => {
    expect(await check('full')).toMatchObject({ ok: true });
    expect(await mark()).toEqual({
      format: 'nodeyard-history/1',
      network: 'sepolia',
      client: 'geth',
      history: 'full',
      asked: 'full',
    });
    expect(await readdir(join(datadir, '.nodeyard'))).toEqual(['history.json']);
    await begin();
    expect(await check('full')).toMatchObject({ ok: true });
    expect(await check('pre-merge')).toMatchObject({
      ok: false,
      message: expect.stringContaining('the volume has history "full"'),
    });
    expect(await check('pre-merge', true)).toMatchObject({ ok: true });
  });

  it('accepts a volume with a chain and without a mark, and records no history', async () => {
    await begin();
    expect(await check('full')).toMatchObject({ ok: true });
    expect(await mark()).toMatchObject({ history: null, asked: 'full' });
  });

  it('ignores a damaged mark', async () => {
    await begin();
    await mkdir(join(datadir, '.nodeyard'));
    await writeFile(join(datadir, HISTORY_MARK), '{"format":');
    expect(await check('full')).toMatchObject({ ok: true });
    expect(await mark()).toMatchObject({ history: null });
  });

  it.each([HISTORY_MARK, `${HISTORY_MARK}.new`])(
    'neither waits for a named pipe nor follows a link in the place of %s',
    async place => {
      const other = join(datadir, 'other');
      await begin();
      await mkdir(join(datadir, '.nodeyard'));
      await writeFile(other, 'kept');
      const path = join(datadir, place);
      const put = [
        async () => execFileSync('mkfifo', [path]),
        () => symlink(path, path),
        () => symlink(other, path),
      ];
      for (const inTheWay of put) {
        await rm(path, { force: true });
        await inTheWay();
        expect(await check('full')).toEqual({
          ok: true,
          message: expect.any(String),
        });
        await rm(join(datadir, HISTORY_MARK));
      }
      expect(await readFile(other, 'utf8')).toBe('kept');
    },
  );

  it('follows no link of the folder, neither to read its mark nor to write one', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await begin();
    await check('full');
    const theirs = JSON.stringify({ ...(await mark()), history: 'archive' });
    await writeFile(join(elsewhere, 'history.json'), theirs);
    await rm(join(datadir, '.nodeyard'), { recursive: true });
    await symlink(elsewhere, join(datadir, '.nodeyard'));
    expect(await check('full')).toMatchObject({
      ok: true,
      warning: expect.stringMatching(
        /\.nodeyard is a symbolic link or a file.*Remove it/,
      ),
    });
    expect(await readdir(elsewhere)).toEqual(['history.json']);
    expect(await readFile(join(elsewhere, 'history.json'), 'utf8')).toBe(
      theirs,
    );
    await rm(elsewhere, { recursive: true });
  });

  it('lets a node start if its mark cannot be written, and warns', async () => {
    await writeFile(join(datadir, '.nodeyard'), 'in the way');
    expect(await check('full')).toMatchObject({
      ok: true,
      warning: expect.stringMatching(/cannot write .*history\.json/),
    });
  });

  describe('as a command', () => {
    let errors = '';
    beforeEach(() => {
      errors = '';
      jest.spyOn(process.stdout, 'write').mockReturnValue(true);
      jest.spyOn(process.stderr, 'write').mockImplementation(text => {
        errors += text;
        return true;
      });
    });
    afterEach(() => jest.restoreAllMocks());
    const run = (...more: string[]) =>
      main([
        ...['history', '--datadir', datadir, '--network', 'sepolia'],
        ...['--client', 'geth', '--field', 'nodes.geth-0.execution', ...more],
      ]);

    it('exits with 0, or with 1 and one line with the reason if the client may not start', async () => {
      expect(await run('--history', 'full')).toBe(0);
      await begin();
      expect(await run('--history', 'pre-merge')).toBe(1);
      expect(errors).toMatch(
        /^nodes\.geth-0\.execution\.history "pre-merge": the volume has history "full"\. .*\n$/m,
      );
      expect(await run('--history', 'pre-merge', '--may-prune')).toBe(0);
    });

    it('names the fix for an unreadable volume', async () => {
      // A name longer than any may be: root is refused that as well.
      const unreadable = `/${'x'.repeat(300)}`;
      expect(await run('--history', 'full', '--datadir', unreadable)).toBe(1);
      expect(errors).toMatch(
        /^nodes\.geth-0\.execution\.history "full": the volume cannot be read \(ENAMETOOLONG.*readable by the user.*\n$/,
      );
    });

    it.each([
      [['--history', 'most'], '--history is "most"; use one of archive, full'],
      [['--history', 'full', '--client', 'parity'], '--client is "parity"'],
      [['--history', 'full', '--field', ''], '--field are required'],
      [['--histori', 'full'], '--histori'],
    ])('exits with 2 on %j', async (options, words) => {
      expect(await run(...options)).toBe(2);
      expect(errors).toContain(words);
    });
  });
});
