import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/** The part of `fetch` that probes use: plain HTTP, a text body, a status and a stream. */
type ProbeFetch = (
  url: string,
  init?: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    signal?: AbortSignal;
  },
) => Promise<{ status: number; body: ReadableStream }>;

/** A `fetch` for probes; `close` ends its connections. */
export interface LoopbackClient {
  fetch: typeof fetch;
  close(): void;
}

/**
 * Implements the part of `fetch` that probes use on `node:http`.
 *
 * The first use of Node's own `fetch` loads undici, which costs 25 MiB: half of the memory of this process. As there, the promise
 * rejects with the signal's reason after an abort, else with a `TypeError` whose `cause` has the error code.
 */
export function loopbackFetch(): LoopbackClient {
  // One probe makes seven calls to each layer at the same time.
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    maxFreeSockets: 8,
  });
  const probeFetch: ProbeFetch = (
    url,
    { method = 'GET', headers, body, signal } = {},
  ) =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { agent, method, headers, signal });
      outgoing.once('response', incoming =>
        resolve({
          status: incoming.statusCode ?? 0,
          body: Readable.toWeb(incoming),
        }),
      );
      outgoing.once('error', cause =>
        reject(
          signal?.aborted
            ? signal.reason
            : new TypeError('fetch failed', { cause }),
        ),
      );
      outgoing.end(body);
    });
  // A real Response needs undici; probes use only these two fields.
  return { fetch: probeFetch as typeof fetch, close: () => agent.destroy() };
}
