import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { corrupt } from '../errors';

/** The response exceeds the size of the object's kind, or of the requested range. */
export class TooLarge extends Error {}

/**
 * The body, or an error as soon as the signal is aborted: the SDK ignores the signal once it has the headers.
 *
 * Nothing is written into `into` after the promise is settled.
 */
export async function readBody(
  body: unknown,
  length: number | undefined,
  maxBytes: number,
  into: Buffer | undefined,
  signal?: AbortSignal,
): Promise<Buffer> {
  if (!(body instanceof Readable) || length === undefined) {
    throw new Error('the response has no body or no content length');
  }
  if (length > maxBytes) {
    body.destroy();
    throw new TooLarge(
      `has ${length} bytes, where at maxBytes ${maxBytes} belong`,
    );
  }
  const bytes =
    into && into.length >= length ? into : Buffer.allocUnsafeSlow(length);
  let filled = 0;
  body.on('data', (part: Buffer) => {
    filled += part.copy(bytes, filled);
  });
  const stop = () => body.destroy(new Error('the response timed out'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await finished(body);
    if (filled !== length) throw new Error('the connection was closed early');
    return bytes.subarray(0, length);
  } finally {
    signal?.removeEventListener('abort', stop);
    body.destroy();
  }
}

/** The error of an object that these tools did not write. */
export function unexpectedObject(object: string, { message }: TooLarge) {
  return corrupt(
    'object-odd',
    `${object} ${message}: it was not written by these tools. Remove it, and find out what writes to the bucket.`,
  );
}
