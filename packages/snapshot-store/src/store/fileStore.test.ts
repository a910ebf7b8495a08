import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from './fileStore';

describe('a folder as a store', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'snapshots-folder-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('does not wait for a lock that cannot be created on a full disk', async () => {
    const store = new FileStore(`file://${folder}`, folder);
    await store.write('latest.json', Buffer.from('a'));
    const found = await store.read('latest.json');
    // No file system of a test is full of inodes at just that moment.
    const full = Object.assign(new Error('full'), {
      code: 'ENOSPC',
      syscall: 'open',
    });
    const { open } = fs;
    jest
      .spyOn(fs, 'open')
      .mockImplementation((path, ...more) =>
        `${path}`.includes('lock') ? Promise.reject(full) : open(path, ...more),
      );
    await expect(
      store.write('latest.json', Buffer.from('b'), {
        condition: { etag: found?.etag ?? '' },
      }),
    ).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('Make room'),
    });
  });
});
