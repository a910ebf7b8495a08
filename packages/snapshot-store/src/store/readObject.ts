import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { corrupt } from '../errors';
import { maxObjectBytes } from '../format/keys';
import type { ReadOptions } from './store';

/** The response exceeds the size of the object's kind, or of the requested range. */
class TooLarge extends Error {}

/**
 * The body, or an error as soon as the signal is aborted: the SDK ignores the signal once it has the headers.
 *
 * Nothing is written into `into` after the promise is settled.
 */
async function readBody(
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

/** A response with an object, or with a range of it. */
interface ObjectResponse {
  body: unknown;
  /** Bytes; undefined for a response in chunks. */
  length: number | undefined;
  etag: string | undefined;
}

/** What differs between the stores over the network. */
interface ObjectSource {
  /** Of the store, for messages. */
  url: string;
  request: () => Promise<ObjectResponse>;
  /** HTTP status of an error that `request` throws. */
  statusOf: (error: unknown) => number | undefined;
  /** Whether a 404 is that of the bucket or container. */
  isMissingStore: (error: unknown) => boolean;
  failure: (verb: string, key: string, error: unknown) => Error;
}

/** Read an object, or a range of it, into memory. @returns undefined if there is none */
export async function readObject(
  { url, request, statusOf, isMissingStore, failure }: ObjectSource,
  key: string,
  { range, into, signal }: ReadOptions,
): Promise<{ bytes: Buffer; etag: string } | undefined> {
  if (range?.length === 0) return { bytes: Buffer.alloc(0), etag: '' };
  try {
    const { body, length, etag = '' } = await request();
    const maxBytes = range?.length ?? maxObjectBytes(key);
    return {
      bytes: await readBody(body, length, maxBytes, into, signal),
      etag,
    };
  } catch (error) {
    if (error instanceof TooLarge && !range) {
      throw corrupt(
        'object-odd',
        `${key} in ${url} ${error.message}: it was not written by these tools. Remove it, and find out what writes to the bucket.`,
      );
    }
    const status = statusOf(error);
    if (status === 404 && !isMissingStore(error)) return undefined;
    if (status === 416) return { bytes: Buffer.alloc(0), etag: '' };
    throw failure('read', key, error);
  }
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
