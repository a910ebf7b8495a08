import type { IncomingMessage } from 'node:http';
import { parseJson } from '@nodeyard/ethereum';
import { asSourceError, SourceError } from './sourceError';

/** An answer of which the first bytes have been read, and how to go on. */
export interface Begun {
  /** All that has been read; at least as much as was asked for, unless the answer ended. */
  first: Buffer;
  rest: AsyncIterator<Buffer>;
}

/** Reads until `length` bytes are there. */
export async function begin(
  incoming: IncomingMessage,
  length: number,
): Promise<Begun> {
  const rest: AsyncIterator<Buffer> = incoming[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let read = 0;
  while (read < length) {
    const chunk = await next(rest);
    if (chunk === undefined) break;
    chunks.push(chunk);
    read += chunk.length;
  }
  return { first: Buffer.concat(chunks), rest };
}

/** The next bytes; undefined at the end. */
export async function next(
  rest: AsyncIterator<Buffer>,
): Promise<Buffer | undefined> {
  try {
    const { done, value } = await rest.next();
    return done ? undefined : value;
  } catch (error) {
    throw asSourceError(error);
  }
}

/** Reads a small answer to its end, as JSON. */
export async function readJson(
  incoming: IncomingMessage,
  mostBytes: number,
): Promise<unknown> {
  const { first } = await begin(incoming, mostBytes + 1);
  if (first.length > mostBytes) {
    incoming.destroy();
    throw new SourceError(`sends more than ${mostBytes} bytes of JSON`);
  }
  const parsed = parseJson(first.toString());
  if (parsed.ok) return parsed.value;
  throw new SourceError(
    parsed.excessive
      ? `sends JSON that ${parsed.why}`
      : 'sends what is not JSON',
  );
}
