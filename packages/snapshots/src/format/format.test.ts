/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { hexDigestOf as documentDigestOf } from '../../../snapshot-store/src/format/digest';
import {
  canonicalJson,
  CHUNK_BYTES,
  type Manifest,
  manifestDigest,
  pathProblem,
  readManifest,
  snapshotId,
  snapshotIdSchema,
} from '@nodeyard/snapshot-store';
import { decodeChunk, encodeChunk, freeChunk } from './chunk';
import {
  decodeIndex,
  encodeIndex,
  ENTRY_BYTES,
  writeEntry,
} from './chunkIndex';
import { digestOf, hexDigestOf } from './digest';
import {
  decodePackTable,
  encodePackEnd,
  packEndBytes,
  PACK_TAIL_BYTES,
  rowCountOfTail,
} from './pack';
import { noise } from '../testing/syntheticDatadir';

/** Documents are beside their schemas, packs and indexes here. */
const golden = (name: string) =>
  readFileSync(
    join(
      __dirname,
      name.startsWith('manifest') ? '../../../snapshot-store/src/format' : '.',
      '__fixtures__',
      name,
    ),
  );
const first = noise('golden', 4096);
const second = Buffer.alloc(904, 'world ');

/** The golden pack's chunks, and the objects that follow from them. */
function twoChunks() {
  const pack = golden('pack.bin');
  const digest = golden('pack.name').toString().trim();
  const dataBytes = pack.length - packEndBytes(2);
  const rows = decodePackTable(
    digest,
    pack.subarray(dataBytes, -PACK_TAIL_BYTES),
    dataBytes,
  );
  const entries = Buffer.alloc(2 * ENTRY_BYTES);
  rows.forEach((row, n) => writeEntry(entries, n, { ...row, pack: 0 }));
  return {
    pack,
    dataBytes,
    digest,
    rows,
    index: encodeIndex(entries, () => digest),
  };
}

/** The manifest of one file that consists of those two chunks. */
function manifestOf(
  change: (stated: Omit<Manifest, 'digest'>) => void = () => {},
): { id: string; bytes: Buffer } {
  const { index } = twoChunks();
  const size = 4096 + 904;
  const stated: Omit<Manifest, 'digest'> = {
    format: 'nodeyard-snapshot/1',
    network: 'devnet',
    chainId: 7332,
    genesisHash: `0x${'11'.repeat(32)}`,
    client: 'geth',
    clientVersion: '1.17.8',
    scheme: 'path',
    history: 'full',
    block: {
      number: 93,
      hash: `0x${'22'.repeat(32)}`,
      timestamp: 1_700_000_000,
    },
    createdAt: '2026-11-23T12:00:00Z',
    tool: '@nodeyard/snapshots/0.1.0',
    parent: null,
    files: [
      {
        path: 'geth/chaindata/000001.sst',
        size,
        mode: 0o644,
        mtime: '1700000000000000000',
        source: '1:2',
        chunkSize: 4096,
        digest: hexDigestOf(Buffer.concat([digestOf(first), digestOf(second)])),
      },
    ],
    indexes: [{ digest: hexDigestOf(index), entries: 2 }],
    totals: { files: 1, bytes: size, chunks: 2, newBytes: 100 },
  };
  change(stated);
  const manifest = { ...stated, digest: manifestDigest(stated) };
  return {
    id: snapshotId(manifest),
    bytes: Buffer.from(`${canonicalJson(manifest)}\n`),
  };
}

describe('the format', () => {
  it('equals the golden files', () => {
    const { pack, dataBytes, digest, rows, index } = twoChunks();
    const { id, bytes } = manifestOf();
    expect(encodePackEnd(rows)).toEqual({
      digest,
      end: pack.subarray(dataBytes),
    });
    expect(hexDigestOf(index)).toBe(golden('index.name').toString().trim());
    expect(id).toBe(golden('manifest.name').toString().trim());
    expect(index.equals(golden('index.bin'))).toBe(true);
    expect(bytes.equals(golden('manifest.json'))).toBe(true);
  });

  it('reads the golden pack', () => {
    const { pack, rows } = twoChunks();
    expect(rowCountOfTail('', pack.subarray(-PACK_TAIL_BYTES))).toBe(2);
    const chunks = rows.map(({ offset, stored, digest, length }) =>
      decodeChunk(pack.subarray(offset, offset + stored), digest, length),
    );
    expect(chunks).toEqual([first, second]);
  });

  it.each([0, 1, 64, 1_024, 1_025, 100_000])(
    'has the same digest of %i bytes by native code as by that of documents',
    size => {
      const bytes = noise('digest', size);
      expect(hexDigestOf(bytes)).toBe(documentDigestOf(bytes));
      expect(hexDigestOf(`ü${size}`)).toBe(documentDigestOf(`ü${size}`));
    },
  );

  it('returns every chunk', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 5000 }),
      fc.nat(200_000).map(size => new Uint8Array(size + 1)),
    );
    fc.assert(
      fc.property(bytes, array => {
        const chunk = Buffer.from(array);
        expect(
          decodeChunk(encodeChunk(chunk), digestOf(chunk), chunk.length),
        ).toEqual(chunk);
      }),
    );
  });

  it('returns the memory of chunks that it allocated, and of no others', () => {
    const chunk = Buffer.alloc(CHUNK_BYTES, 'text');
    const stored = encodeChunk(chunk);
    const again = decodeChunk(stored, digestOf(chunk), chunk.length);
    expect(again).toEqual(chunk);
    freeChunk(again ?? chunk, stored);
    freeChunk(stored, chunk);
    freeChunk(chunk, chunk);
    expect([again?.length, stored.length, chunk.length]).toEqual([
      0,
      0,
      CHUNK_BYTES,
    ]);
  });

  it('does not transfer the pool that Node.js shares among small buffers', () => {
    const neighbour = Buffer.from('neighbour');
    const small = Buffer.from('small');
    expect(small.buffer).toBe(neighbour.buffer);
    freeChunk(small, Buffer.alloc(1));
    expect(neighbour.toString()).toBe('neighbour');
  });

  it('detects any flipped bit of an index', () => {
    const { index } = twoChunks();
    fc.assert(
      fc.property(fc.nat(index.length * 8 - 1), bit => {
        const flipped = Buffer.from(index);
        const byte = flipped.readUInt8(bit >> 3);
        flipped.writeUInt8(byte ^ (1 << (bit & 7)), bit >> 3);
        expect(() => decodeIndex(hexDigestOf(index), flipped)).toThrow(
          'damaged',
        );
      }),
    );
  });

  it('never decompresses beyond the maximum of a chunk', () => {
    const bomb = encodeChunk(Buffer.alloc(4_000_000));
    expect(
      decodeChunk(bomb, digestOf(Buffer.alloc(100_000)), 100_000),
    ).toBeUndefined();
  });

  it.each([
    ['../../etc/cron.d/x', '..'],
    ['/etc/passwd', 'absolute'],
    ['a//b', 'empty'],
    ['a/./b', '"."'],
    ['a\\b', 'backslash'],
    ['a\u0000b', 'control'],
    ['.nodeyard/dirty.json', '.nodeyard'],
    ['.partial/x', '.partial'],
    [`${'x'.repeat(256)}`, 'segment longer'],
    [`${'x/'.repeat(600)}y`, 'longer than 1024'],
  ])('refuses the path %j', (path, why) => {
    expect(pathProblem(path)).toContain(why);
  });

  it('accepts only paths inside the datadir', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', '/', 'ü', '\\', '-') }),
        path => {
          if (pathProblem(path) !== undefined) return;
          expect(join('/datadir', path).startsWith('/datadir/')).toBe(true);
        },
      ),
    );
  });
});

describe('readManifest', () => {
  const fileOf = ({ files }: Omit<Manifest, 'digest'>) =>
    ensurePresent(files[0]);
  const refusal = (change: (stated: Omit<Manifest, 'digest'>) => void) => {
    const { id, bytes } = manifestOf(change);
    return () => readManifest(id, bytes);
  };

  it('reads a manifest', () => {
    const { id, bytes } = manifestOf();
    expect(readManifest(id, bytes).block.number).toBe(93);
  });

  it.each([
    ['a path with ..', '../x'],
    ['an absolute path', '/etc/cron.d/x'],
    ['a node key', 'geth/nodekey'],
    ['a JWT secret', 'geth/jwtsecret'],
    ['its own marker', '.nodeyard/restored.json'],
  ])('refuses %s', (_, path) => {
    expect(refusal(stated => (fileOf(stated).path = path))).toThrow(
      /It was not made by these tools/,
    );
  });

  it('refuses a duplicate path', () => {
    expect(refusal(stated => stated.files.push({ ...fileOf(stated) }))).toThrow(
      'twice',
    );
  });

  it('refuses a file that is a folder as well', () => {
    expect(
      refusal(stated =>
        stated.files.push({
          ...fileOf(stated),
          path: 'geth/chaindata/000001.sst/x',
        }),
      ),
    ).toThrow(/file and a folder/);
  });

  it.each([
    [
      'a size that is not that of its chunks',
      (stated: Omit<Manifest, 'digest'>) => (fileOf(stated).size = 5_000_000),
    ],
    [
      'totals that are not those of its files',
      (stated: Omit<Manifest, 'digest'>) => (stated.totals.bytes = 1),
    ],
    [
      'huge numbers',
      (stated: Omit<Manifest, 'digest'>) => (fileOf(stated).size = 2 ** 50),
    ],
  ])('refuses %s', (_, change) => {
    expect(refusal(change)).toThrow(/its (totals|indexes)/);
  });

  it.each([
    ['a negative size', { size: -1 }],
    ['a size beyond all disks', { size: 2 ** 51 }],
    ['a mode with setuid', { mode: 0o4755 }],
    ['a chunk size that is no power of two', { chunkSize: 5000 }],
    ['an unknown member', { link: '/etc' }],
  ])('refuses %s', (_, member) => {
    expect(refusal(stated => Object.assign(fileOf(stated), member))).toThrow(
      /files\.0/,
    );
  });

  it.each([
    '2026-02-30T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T12:60:00Z',
    '0000-00-00T00:00:00Z',
  ])('refuses the invalid time %s', createdAt => {
    expect(refusal(stated => (stated.createdAt = createdAt))).toThrow(
      /createdAt: expected an existing date and time/,
    );
    const id = `93-${createdAt.replace(/[-:]/g, '')}-0a1b2c3d`;
    expect(snapshotIdSchema.safeParse(id).success).toBe(false);
  });

  it('reads IDs of valid times only', () => {
    const id = '93-20240229T235959Z-0a1b2c3d';
    expect(snapshotIdSchema.safeParse(id).success).toBe(true);
    expect(snapshotIdSchema.safeParse('latest').success).toBe(false);
  });

  it('detects any change', () => {
    const { id, bytes } = manifestOf();
    const altered = Buffer.from(
      bytes.toString().replace('"number":93', '"number":94'),
    );
    expect(() => readManifest(id, altered)).toThrow('altered or damaged');
    expect(() => readManifest(id, bytes.subarray(0, 100))).toThrow('not JSON');
  });
});
