import { gzipSync, zstdCompressSync } from 'node:zlib';
import { noise } from '../testing/syntheticDatadir';
import { decompressed } from './compression';

const MIB = 2 ** 20;

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1_000) {
    yield bytes.subarray(at, at + 1_000);
  }
}

/** Number of bytes that an archive expands to, or the error. */
async function expanded(
  bytes: Buffer,
  limits = { ratio: 100, graceBytes: 4 * MIB },
): Promise<{ written: number; error?: unknown }> {
  let written = 0;
  try {
    for await (const chunk of decompressed(chunksOf(bytes), limits)) {
      written += chunk.length;
    }
    return { written };
  } catch (error) {
    return { written, error };
  }
}

describe('a compressed archive', () => {
  it.each([
    ['zstd', zstdCompressSync],
    ['gzip', gzipSync],
  ])(
    'of %s that expands too far is refused on the way',
    async (_, compress) => {
      const { written, error } = await expanded(
        compress(Buffer.alloc(64 * MIB)),
      );
      expect(error).toMatchObject({
        kind: 'refused',
        code: 'archive-too-large',
        message: expect.stringContaining('more than 100 times its size'),
      });
      expect(written).toBeGreaterThanOrEqual(4 * MIB - 2 ** 17);
      expect(written).toBeLessThan(8 * MIB);
    },
  );

  it.each([
    ['expands less', noise('archive', 6 * MIB)],
    ['is small', Buffer.alloc(3 * MIB)],
  ])('that %s is read whole', async (_, bytes) => {
    expect(await expanded(zstdCompressSync(bytes))).toEqual({
      written: bytes.length,
    });
  });
});
