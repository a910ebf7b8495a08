import type { IncomingMessage } from 'node:http';
import { version } from '../../package.json';
import { asSourceError, SourceError } from './sourceError';

const MAX_HEADER_BYTES = 16 * 1024;

/** One request to a source. */
export interface Request {
  url: string;
  accept: string;
  /** Ends request and answer, whenever it is aborted; nothing else bounds their time. */
  signal: AbortSignal;
}

/**
 * Asks a source, and gives its answer when that is a 200 in plain bytes. TLS is loaded with the first https source: most
 * sidecars never need it, and it costs 10 MiB.
 *
 * Redirects are not followed: what was configured is what is trusted.
 */
export async function openUpstream({
  url,
  accept,
  signal,
}: Request): Promise<IncomingMessage> {
  const { request } = url.startsWith('https:')
    ? await import('node:https')
    : await import('node:http');
  const headers = {
    accept,
    'accept-encoding': 'identity',
    'user-agent': `node-health/${version}`,
  };
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(url, {
      agent: false,
      headers,
      maxHeaderSize: MAX_HEADER_BYTES,
      signal,
    });
    outgoing.once('response', resolve);
    outgoing.on('error', error => reject(asSourceError(error)));
    outgoing.end();
  });
  // A reader gets the error from the stream; an answer that is dropped unread has no reader.
  incoming.on('error', () => {});
  const refusal = whyUnusable(incoming);
  if (refusal === undefined) return incoming;
  incoming.destroy();
  throw new SourceError(refusal, 'failed', incoming.statusCode);
}

function whyUnusable({
  statusCode = 0,
  headers,
}: IncomingMessage): string | undefined {
  if (statusCode >= 300 && statusCode < 400) {
    return `redirects to ${String(headers.location).slice(0, 200)}`;
  }
  if (statusCode !== 200) return `answers HTTP ${statusCode}`;
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity'
    ? undefined
    : `sends ${encoding.slice(0, 20)}, which it was not asked for`;
}

/** Media type of an answer, without its parameters. */
export function mediaType({ headers }: IncomingMessage): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase();
}
