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
  if (!(body instanceof Readable)) throw new Error('the response has no body');
  if (length !== undefined && length > maxBytes) {
    body.destroy();
    throw tooLarge(length, maxBytes);
  }
  const target =
    length === undefined ? growingTarget(maxBytes) : fixedTarget(length, into);
  body.on('data', (part: Buffer) => {
    if (!target.append(part)) body.destroy(tooLarge(undefined, maxBytes));
  });
  const stop = () => body.destroy(new Error('the response timed out'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await finished(body);
    const bytes = target.bytes();
    if (length !== undefined && bytes.length !== length) {
      throw new Error('the connection was closed early');
    }
    return bytes;
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

/** Where a body is collected. */
interface BodyTarget {
  /** @returns false if the body is too large */
  append(part: Buffer): boolean;
  bytes(): Buffer;
}

function fixedTarget(length: number, into: Buffer | undefined): BodyTarget {
  const bytes =
    into && into.length >= length ? into : Buffer.allocUnsafeSlow(length);
  let filled = 0;
  return {
    append: part => {
      filled += part.copy(bytes, filled);
      return true;
    },
    bytes: () => bytes.subarray(0, filled),
  };
}

/** For responses in chunks, whose length is unknown; the HTTP parser reports one that is cut short. */
function growingTarget(maxBytes: number): BodyTarget {
  const parts: Buffer[] = [];
  let length = 0;
  return {
    append: part => {
      length += part.length;
      if (length <= maxBytes) parts.push(part);
      return length <= maxBytes;
    },
    bytes: () => Buffer.concat(parts),
  };
}

function tooLarge(length: number | undefined, maxBytes: number): TooLarge {
  const size = length ?? `more than ${maxBytes}`;
  return new TooLarge(`has ${size} bytes, where at most ${maxBytes} belong`);
}
