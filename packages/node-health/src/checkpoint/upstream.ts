import type { IncomingMessage } from 'node:http';
import { version } from '../../package.json';
import { toSourceError, SourceError } from './sourceError';

const MAX_HEADER_BYTES = 16 * 1024;

/** One request to a source. */
export interface UpstreamRequest {
  url: string;
  accept: string;
  /** Aborts request and response; there is no other timeout. */
  signal: AbortSignal;
}

/**
 * Sends a GET request and returns the response.
 *
 * TLS is loaded with the first https source: most sidecars never need it, and it costs 10 MiB.
 *
 * Redirects are not followed: only configured hosts are trusted.
 *
 * @throws SourceError unless the response is a 200 without content encoding
 */
export async function openUpstream({
  url,
  accept,
  signal,
}: UpstreamRequest): Promise<IncomingMessage> {
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
    outgoing.on('error', error => reject(toSourceError(error)));
    outgoing.end();
  });
  // Readers get the error from the stream; a response that is dropped unread has none.
  incoming.on('error', () => {});
  const refusal = refusalReason(incoming);
  if (refusal === undefined) return incoming;
  incoming.destroy();
  throw new SourceError(refusal, 'failed', incoming.statusCode);
}

function refusalReason({
  statusCode = 0,
  headers,
}: IncomingMessage): string | undefined {
  if (statusCode >= 300 && statusCode < 400) {
    return `redirected to ${String(headers.location).slice(0, 200)}`;
  }
  if (statusCode !== 200) return `returned HTTP ${statusCode}`;
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity'
    ? undefined
    : `used the content encoding ${encoding.slice(
        0,
        20,
      )}, which was not requested`;
}

/** Media type of a response, without parameters. */
export function mediaType({ headers }: IncomingMessage): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase();
}
