import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { refused } from '@nodeyard/snapshot-store';
import { malformed } from './extractTar';

/** Formats by the first bytes of a file. */
const magics: readonly {
  name: string;
  bytes: number[];
  decoder?: () => Transform;
}[] = [
  {
    name: 'zstd',
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    decoder: createZstdDecompress,
  },
  { name: 'gzip', bytes: [0x1f, 0x8b], decoder: createGunzip },
  { name: 'lz4', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58] },
];
const MAGIC_BYTES = 4;
/** How far an archive may expand. */
interface ExpansionLimits {
  /** Decompressed bytes for each compressed one. */
  ratio: number;
  /** Decompressed bytes that any archive may have. */
  graceBytes: number;
}
const expansionLimits: ExpansionLimits = {
  ratio: 1_000,
  graceBytes: 2 ** 30,
};

/**
 * The tar stream of an archive, by its first bytes: uncompressed, zstd or gzip.
 *
 * @throws SnapshotError `refused` for other formats, for one that is compressed twice, and for one that expands too far
 */
export async function* decompressed(
  chunks: AsyncIterable<Buffer>,
  limits = expansionLimits,
): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const counter = { read: 0 };
  try {
    const head = await headOf(iterator);
    yield* decoded(head, wholeOf(head, iterator, counter), counter, limits);
  } finally {
    await iterator.return?.();
  }
}

async function headOf(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < MAGIC_BYTES) {
    const { done, value } = await iterator.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* wholeOf(
  head: Buffer,
  iterator: AsyncIterator<Buffer>,
  counter: { read: number },
): AsyncGenerator<Buffer> {
  counter.read += head.length;
  yield head;
  for (;;) {
    const { done, value } = await iterator.next();
    if (done) return;
    counter.read += value.length;
    yield value;
  }
}

async function* decoded(
  head: Buffer,
  whole: AsyncGenerator<Buffer>,
  counter: { read: number },
  { ratio, graceBytes }: ExpansionLimits,
): AsyncGenerator<Buffer> {
  const found = formatOf(head);
  if (!found) {
    yield* whole;
    return;
  }
  if (!found.decoder) {
    throw refused(
      'archive-malformed',
      `The archive is compressed with ${found.name}. Decompress it on the way in: ${found.name} -dc archive | snapshot-builder import --from -`,
    );
  }
  const decoder = found.decoder();
  let failure: unknown;
  pipeline(Readable.from(whole), decoder, error => {
    failure = error;
  });
  let written = 0;
  try {
    for await (const chunk of decoder) {
      if (written === 0 && formatOf(chunk)) {
        throw malformed('it is compressed twice');
      }
      written += chunk.length;
      if (written > graceBytes && written > counter.read * ratio) {
        throw refused(
          'archive-too-large',
          `The archive is not imported: it expands to more than ${ratio} times its size, which chain data never does. Get it from its publisher again.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const cause = failure ?? error;
    throw isDecoderError(cause) ? malformed(cause.message) : cause;
  }
}

function formatOf(head: Buffer) {
  return magics.find(({ bytes }) =>
    bytes.every((byte, at) => head[at] === byte),
  );
}

/** By its code: `instanceof` does not work for errors of another realm. */
function isDecoderError(error: unknown): error is { message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    /^(Z_|ZSTD_|ERR_)/.test(String(error.code))
  );
}
