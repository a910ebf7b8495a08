import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeChunk } from '../format/chunk';
import { digestOf } from '../format/digest';
import { CHUNK_BYTES, FileStore, keys } from '@nodeyard/snapshot-store';
import { Tree } from '../files/tree';
import { RangeFetcher } from './rangeFetcher';

describe('a chunk that goes to several files', () => {
  let work: string;

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-fetch-'));
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  it('keeps its memory until all are written, even if one of them fails', async () => {
    const store = new FileStore(`file://${work}`, work);
    const chunk = Buffer.alloc(CHUNK_BYTES, 'text');
    const bytes = encodeChunk(chunk);
    const pack = 'ab'.repeat(32);
    await store.write(keys.pack(pack), bytes);
    const files = [1, 2, 3, 4].map(n => `${n}.sst`);
    for (const file of files) await writeFile(join(work, file), '');
    const tree = new Tree(work);
    const fetcher = new RangeFetcher(store, tree);
    const fetched = fetcher.fetch({
      kind: 'fetch',
      pack,
      offset: 0,
      length: bytes.length,
      chunks: [
        {
          digest: digestOf(chunk),
          offset: 0,
          stored: bytes.length,
          length: chunk.length,
          targets: ['no/such', ...files].map(path => ({
            path,
            offset: 0,
          })),
        },
      ],
    });
    await expect(fetched).rejects.toMatchObject({ code: 'datadir-unwritable' });
    for (const file of files) {
      expect(chunk.equals(await readFile(join(work, file)))).toBe(true);
    }
    await fetcher.close().catch(() => {});
    await tree.close();
  });
});
