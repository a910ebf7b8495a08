import type { IncomingMessage } from 'node:http';
import { parseJson } from '@nodeyard/ethereum';
import { toSourceError, SourceError } from './sourceError';

/** A response body whose first bytes have been read. */
export interface PartialBody {
  /** Bytes read so far: at least the requested length, unless the body ended. */
  first: Buffer;
  rest: AsyncIterator<Buffer>;
}

/** Reads at least `length` bytes, or to the end. */
export async function readFirst(
  incoming: IncomingMessage,
  length: number,
): Promise<PartialBody> {
  const rest: AsyncIterator<Buffer> = incoming[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let read = 0;
  while (read < length) {
    const chunk = await readNext(rest);
    if (chunk === undefined) break;
    chunks.push(chunk);
    read += chunk.length;
  }
  return { first: Buffer.concat(chunks), rest };
}

/** Reads the next bytes; undefined at the end. */
export async function readNext(
  rest: AsyncIterator<Buffer>,
): Promise<Buffer | undefined> {
  try {
    const { done, value } = await rest.next();
    return done ? undefined : value;
  } catch (error) {
    throw toSourceError(error);
  }
}

/** Reads a small response as JSON. */
export async function readJson(
  incoming: IncomingMessage,
  maxBytes: number,
): Promise<unknown> {
  const { first } = await readFirst(incoming, maxBytes + 1);
  if (first.length > maxBytes) {
    incoming.destroy();
    throw new SourceError(`returned more than ${maxBytes} bytes of JSON`);
  }
  const parsed = parseJson(first.toString());
  if (parsed.ok) return parsed.value;
  throw new SourceError(
    parsed.excessive
      ? `returned JSON that ${parsed.why}`
      : 'returned invalid JSON',
  );
}
