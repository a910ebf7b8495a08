import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { Header, Pax } from 'tar';
import { IMPORTED, writeDirty } from '../datadir/marker';
import { datadirStatus } from '../restore/status';
import { datadirDigests } from '../testing/datadirDigest';
import { startGeth } from '../testing/devGeth';
import { installedTool } from '../testing/programs';
import { noise, smallDatadir, writeDatadir } from '../testing/syntheticDatadir';
import { bootGeth } from '../verify/bootGeth';
import { executionRpc, type RpcBlock } from '../verify/executionRpc';
import { exportArchive } from './exportArchive';
import { importArchive, type ImportOptions } from './importArchive';

jest.setTimeout(60_000);

type Entry = {
  path: string;
  type?: Header['type'];
  linkpath?: string;
  body?: Buffer | string;
  pax?: Record<string, string>;
};

/** A tar file of any entries, also of those that no program writes. */
function tarFile(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, type, linkpath, body, pax }) => {
    const content = Buffer.from(body ?? '');
    const header = new Header({
      path,
      type: type ?? 'File',
      linkpath,
      size: content.length,
      mode: 0o644,
      mtime: new Date(0),
    });
    const block = Buffer.alloc(512);
    const needsPax = header.encode(block);
    return [
      ...(needsPax ? [new Pax({ path }).encode()] : []),
      ...(pax ? [paxOf(pax)] : []),
      block,
      padded(content),
    ];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function paxOf(records: Record<string, string>): Buffer {
  const body = Object.entries(records)
    .map(([key, value]) => {
      const rest = ` ${key}=${value}\n`;
      const length = String(rest.length + 2).length + rest.length;
      return `${length}${rest}`;
    })
    .join('');
  const block = Buffer.alloc(512);
  new Header({
    path: 'PaxHeader/x',
    type: 'ExtendedHeader',
    size: body.length,
  }).encode(block);
  return Buffer.concat([block, padded(Buffer.from(body))]);
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([
    content,
    Buffer.alloc((512 - (content.length % 512)) % 512),
  ]);
}

const datadirEntries: Entry[] = [
  { path: 'geth/chaindata/MANIFEST-000001', body: 'manifest' },
  { path: 'geth/chaindata/ancient/chain/bodies.meta', body: 'meta' },
];

describe('an archive', () => {
  let work: string;
  let source: string;
  let target: string;

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-exchange-'));
    source = join(work, 'node');
    target = join(work, 'target');
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  const imported = (from: string, options: Partial<ImportOptions> = {}) =>
    importArchive({
      from,
      datadir: target,
      network: 'devnet',
      client: 'geth',
      times: { pauseMs: 1, idleTimeoutMs: 5_000 },
      ...options,
    });

  async function fileOf(bytes: Buffer): Promise<string> {
    const file = join(work, 'archive');
    await writeFile(file, bytes);
    return file;
  }

  /** Nothing is usable, and nothing was written outside. */
  async function expectNothingImported(): Promise<void> {
    expect(
      (await readdir(target)).filter(
        name => !['.partial', '.nodeyard'].includes(name),
      ),
    ).toEqual([]);
    expect((await readdir(work)).sort()).toEqual(
      expect.not.arrayContaining(['escaped']),
    );
  }

  it.each(['tar', 'tar.zst'] as const)(
    'of a datadir as %s is read by tar, and imported again without secrets',
    async format => {
      const long = `geth/chaindata/${'long/'.repeat(60)}file`;
      await writeDatadir(
        source,
        { ...smallDatadir(), [long]: Buffer.from('long path') },
        { 'geth/nodekey': noise('key', 32) },
      );
      const to = join(work, `node.${format}`);
      const result = await exportArchive({
        datadir: source,
        client: 'geth',
        format,
        to,
      });
      if (!result.ok) throw new Error(result.message);
      const sums = execFileSync('sha256sum', ['-c', `node.${format}.sha256`], {
        cwd: work,
        encoding: 'utf8',
      });
      expect(sums).toContain('OK');
      const unpacked = join(work, 'unpacked');
      await mkdir(unpacked);
      const plain = format === 'tar' ? to : join(work, 'plain.tar');
      if (format !== 'tar') {
        const { zstdDecompressSync } = jest.requireActual('node:zlib');
        await writeFile(plain, zstdDecompressSync(await readFile(to)));
      }
      execFileSync('tar', ['-xf', plain, '-C', unpacked]);
      expect(await datadirDigests(unpacked)).toEqual(
        await datadirDigests(source),
      );
      expect(await imported(to, { sha256: result.sha256 })).toMatchObject({
        ok: true,
        files: result.files,
        bytes: result.bytes,
        folder: '',
        skipped: 0,
        unclean: null,
      });
      expect(await datadirDigests(target)).toEqual(
        await datadirDigests(source),
      );
      expect(await datadirStatus(target)).toMatchObject({
        state: 'unknown',
        chain: 'geth',
      });
      expect(await readdir(join(target, 'geth'))).not.toContain('nodekey');
    },
  );

  it('that tar made of a folder above the datadir is imported from that folder', async () => {
    await writeDatadir(source, smallDatadir(), {
      'geth/nodekey': noise('key', 32),
      'keystore/one': noise('one', 32),
    });
    const file = join(work, 'gnu.tar.gz');
    execFileSync('tar', ['-czf', file, '-C', work, './node']);
    expect(await imported(file)).toMatchObject({
      ok: true,
      folder: 'node',
      skipped: 2,
    });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
  });

  it.each<[string, Entry[], string]>([
    ['an absolute path', [{ path: '/escaped' }], 'is absolute'],
    ['a path through ..', [{ path: '../escaped' }], '".." segment'],
    ['.. behind a folder', [{ path: 'geth/../../escaped' }], '".." segment'],
    [
      '.. in a pax record',
      [{ path: 'x', pax: { path: '../escaped' } }],
      '".."',
    ],
    ['a backslash', [{ path: 'geth\\..\\escaped' }], 'backslash'],
    [
      'a symbolic link, and a file through it',
      [
        { path: 'out', type: 'SymbolicLink', linkpath: '..' },
        { path: 'out/escaped', body: 'x' },
      ],
      'SymbolicLink',
    ],
    [
      'a hard link',
      [{ path: 'x', type: 'Link', linkpath: '../archive' }],
      'Link',
    ],
    ['a device', [{ path: 'x', type: 'CharacterDevice' }], 'CharacterDevice'],
    ['a named pipe', [{ path: 'x', type: 'FIFO' }], 'FIFO'],
    ['a file twice', [{ path: 'x' }, { path: 'x' }], 'occurs twice'],
    [
      'names that differ in case',
      [{ path: 'x' }, { path: 'X' }],
      'only in case',
    ],
    ['the state folder', [{ path: '.nodeyard/dirty.json' }], '.nodeyard'],
    [
      'a sparse file',
      [{ path: 'GNUSparseFile.0/x', pax: { 'GNU.sparse.major': '1' } }],
      'sparse',
    ],
    ['too long a segment', [{ path: `x/${'y'.repeat(300)}` }], 'longer than'],
  ])('with %s is refused, and nothing is outside', async (_, entries, why) => {
    const file = await fileOf(tarFile([...datadirEntries, ...entries]));
    expect(await imported(file)).toMatchObject({
      ok: false,
      kind: 'refused',
      code: 'archive-entry',
      message: expect.stringContaining(why),
    });
    await expectNothingImported();
  });

  it('with a file below a file is refused', async () => {
    const entries = [{ path: 'x', body: 'x' }, { path: 'x/y' }];
    const file = await fileOf(tarFile([...datadirEntries, ...entries]));
    expect(await imported(file)).toMatchObject({ ok: false, kind: 'refused' });
    await expectNothingImported();
  });

  it.each<[string, () => Buffer, Partial<ImportOptions>, string]>([
    ['no tar', () => noise('no tar', 5_000), {}, 'archive-malformed'],
    ['empty', () => Buffer.alloc(0), {}, 'archive-malformed'],
    [
      'cut off in a file',
      () =>
        tarFile([{ path: 'x', body: noise('x', 4_000) }]).subarray(0, 2_000),
      {},
      'archive-malformed',
    ],
    [
      'cut off in its compression',
      () => zstdCompressSync(tarFile(datadirEntries)).subarray(0, 60),
      {},
      'archive-malformed',
    ],
    [
      'compressed twice',
      () => gzipSync(gzipSync(tarFile(datadirEntries))),
      {},
      'archive-malformed',
    ],
    [
      'compressed with lz4',
      () => Buffer.from('04224d186040', 'hex'),
      {},
      'archive-malformed',
    ],
    [
      'larger than it may be',
      () => tarFile([{ path: 'x', body: noise('x', 4_000) }]),
      { maxBytes: 3_999 },
      'archive-too-large',
    ],
    [
      'without the files of a datadir',
      () => tarFile([{ path: 'x', body: 'x' }]),
      {},
      'not-a-datadir',
    ],
    [
      'of another checksum',
      () => tarFile(datadirEntries),
      { sha256: '0'.repeat(64) },
      'archive-checksum',
    ],
  ])(
    'that is %s is refused, and a right one follows',
    async (_, bytes, options, code) => {
      expect(await imported(await fileOf(bytes()), options)).toMatchObject({
        ok: false,
        code,
      });
      await expectNothingImported();
      expect(await datadirStatus(target)).toMatchObject({ state: 'dirty' });
      expect(
        await imported(await fileOf(tarFile(datadirEntries))),
      ).toMatchObject({
        ok: true,
        files: 2,
      });
      expect(await datadirStatus(target)).toMatchObject({ chain: 'geth' });
    },
  );

  it('that was being moved into place is moved by the next import', async () => {
    await writeDatadir(source, smallDatadir());
    await mkdir(join(target, '.partial'), { recursive: true });
    execFileSync('cp', ['-a', `${source}/.`, join(target, '.partial')]);
    execFileSync('mv', [join(target, '.partial/db'), target]);
    await writeDirty(target, {
      format: 'nodeyard-dirty/1',
      network: 'devnet',
      client: 'geth',
      snapshot: IMPORTED,
      phase: 'renaming',
      since: '2026-01-01T00:00:00Z',
    });
    expect(await imported('/nothing')).toMatchObject({
      ok: true,
      sha256: null,
    });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
    expect(await datadirStatus(target)).toMatchObject({ chain: 'geth' });
  });

  it('that is not there is named', async () => {
    expect(await imported(join(work, 'nothing'))).toMatchObject({
      ok: false,
      message: expect.stringContaining(join(work, 'nothing')),
    });
  });

  it('of a real geth boots with the same block', async () => {
    const geth = installedTool('geth');
    const node = await startGeth(geth, source);
    const rpc = executionRpc(node.url);
    let head: RpcBlock | undefined;
    do {
      await new Promise(resolve => setTimeout(resolve, 300));
      head = await rpc.block('latest');
    } while (!head || head.number < 2);
    await node.stop('SIGTERM');
    const to = join(work, 'geth.tar.zst');
    const result = await exportArchive({
      datadir: source,
      client: 'geth',
      format: 'tar.zst',
      to,
    });
    if (!result.ok) throw new Error(result.message);
    const { sha256 } = result;
    expect(await imported(to, { sha256 })).toMatchObject({
      ok: true,
      unclean: null,
    });
    const expected = { network: 'devnet', history: 'full', block: head };
    expect(await bootGeth(geth, target, expected, 30_000)).toMatchObject({
      hash: head.hash,
    });
  });

  it('does not replace a chain', async () => {
    await writeDatadir(target, smallDatadir());
    const before = await datadirDigests(target);
    expect(await imported(await fileOf(tarFile(datadirEntries)))).toMatchObject(
      {
        ok: false,
        code: 'datadir-not-empty',
      },
    );
    expect(await datadirDigests(target)).toEqual(before);
  });

  describe('on a server that redirects', () => {
    let server: Server;
    /** `Location` of a path; the archive where there is none. */
    let locations: Record<string, string>;
    let requests: string[];
    beforeEach(async () => {
      locations = {};
      requests = [];
      server = createServer(({ url = '' }, response) => {
        requests.push(url);
        const location = locations[url];
        if (location === undefined) {
          response.end(tarFile(datadirEntries));
        } else {
          response.writeHead(302, { location }).end();
        }
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });
    const urlOf = (path: string) =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

    it('is read from where it is', async () => {
      locations = { '/latest': '/of-today', '/of-today': urlOf('/node.tar') };
      expect(await imported(urlOf('/latest'))).toMatchObject({ ok: true });
      expect(requests).toEqual(['/latest', '/of-today', '/node.tar']);
    });

    it.each([
      ['for ever', '/again', 'redirects more than 5 times'],
      ['to a file', 'file:///etc/passwd', 'redirects to an address of file:'],
      ['to no URL', 'http://:x', 'redirects to no URL'],
    ])('%s is refused', async (_, location, message) => {
      locations = { '/again': location };
      const result = await imported(urlOf('/again'));
      expect(result).toMatchObject({
        ok: false,
        code: 'archive-refused',
        message: expect.stringContaining(message),
      });
      expect(requests.length).toBeLessThanOrEqual(6);
      await expectNothingImported();
    });
  });

  it('whose server goes silent can be cancelled, and is imported by the next command', async () => {
    const bytes = tarFile([
      ...datadirEntries,
      { path: 'geth/chaindata/000001.sst', body: noise('sst', 3_000_000) },
    ]);
    let isSilent = true;
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      if (isSilent) response.write(bytes.subarray(0, 2_000_000));
      else response.end(bytes);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    try {
      const url = `http://127.0.0.1:${port}/node.tar`;
      const stop = new AbortController();
      const cancelled = await imported(url, {
        signal: stop.signal,
        onProgress: ({ doneBytes }) => {
          if (doneBytes >= 2_000_000) setImmediate(() => stop.abort());
        },
      });
      expect(cancelled).toMatchObject({ ok: false, kind: 'cancelled' });
      await expectNothingImported();
      isSilent = false;
      expect(await imported(url)).toMatchObject({ ok: true, files: 3 });
      expect(await datadirStatus(target)).toMatchObject({ chain: 'geth' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  describe('on a server that breaks off', () => {
    let server: Server;
    let ranges: (string | undefined)[];
    let bytes: Buffer;
    let breaks: number;
    let etag: (request: number) => string;
    let knowsRanges: boolean;

    beforeEach(async () => {
      ranges = [];
      breaks = 3;
      knowsRanges = true;
      etag = () => '"one"';
      bytes = tarFile([
        ...datadirEntries,
        { path: 'geth/chaindata/000001.sst', body: noise('sst', 3_000_000) },
      ]);
      server = createServer((request, response) => {
        const { range } = request.headers;
        ranges.push(range);
        const current = etag(ranges.length);
        const isRange =
          knowsRanges && range && request.headers['if-range'] === current;
        const at = isRange ? Number(/\d+/.exec(range)?.[0]) : 0;
        response.writeHead(isRange ? 206 : 200, {
          etag: current,
          'content-length': bytes.length - at,
          ...(isRange
            ? {
                'content-range': `bytes ${at}-${bytes.length - 1}/${
                  bytes.length
                }`,
              }
            : {}),
        });
        if (ranges.length > breaks) {
          response.end(bytes.subarray(at));
        } else {
          response.write(bytes.subarray(at, at + 700_000), () =>
            response.destroy(),
          );
        }
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = () =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/node.tar`;

    it('is continued where it broke', async () => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(await imported(url(), { sha256 })).toMatchObject({
        ok: true,
        readBytes: bytes.length,
        sha256,
      });
      expect(ranges).toHaveLength(4);
      expect(ranges[0]).toBeUndefined();
      expect(ranges.slice(1)).toEqual(
        Array(3).fill(expect.stringMatching(/^bytes=\d+-$/)),
      );
    });

    it('is read from a server that closes the connection before it was read', async () => {
      breaks = 0;
      const closing = createServer((_, response) => {
        response.shouldKeepAlive = false;
        response.end(bytes);
      });
      await new Promise<void>(resolve => {
        closing.listen(0, '127.0.0.1', resolve);
      });
      const { port } = closing.address() as AddressInfo;
      try {
        expect(await imported(`http://127.0.0.1:${port}/x`)).toMatchObject({
          ok: true,
          readBytes: bytes.length,
        });
      } finally {
        closing.close();
      }
    });

    it.each<[string, () => void]>([
      ['was replaced meanwhile', () => (etag = n => `"${n}"`)],
      ['cannot be continued', () => (knowsRanges = false)],
    ])('is refused if it %s', async (_, change) => {
      change();
      expect(await imported(url())).toMatchObject({
        ok: false,
        code: 'archive-changed',
      });
      await expectNothingImported();
    });

    it('is unavailable if nothing proves that the rest belongs to it', async () => {
      etag = () => 'W/"weak"';
      expect(await imported(url())).toMatchObject({
        ok: false,
        kind: 'store-unavailable',
        code: 'archive-unavailable',
      });
      await expectNothingImported();
    });
  });
});
