import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/** What probing needs of `fetch`: plain HTTP, a text as body, a status and a stream back. */
type ProbeFetch = (
  url: string,
  init?: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    signal?: AbortSignal;
  },
) => Promise<{ status: number; body: ReadableStream }>;

/** A `fetch` for probing, and the end of its connections. */
export interface LoopbackClient {
  fetch: typeof fetch;
  close(): void;
}

/**
 * Makes a `fetch` on `node:http`, as far as probing needs one.
 *
 * The first use of Node's own `fetch` loads undici, which costs 25 MiB: half of what this process may take. Like that
 * one it rejects with the signal's reason when it was aborted, else with a `TypeError` whose `cause` carries the code.
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
  // A real Response cannot be made without undici; probing reads no more than these two of its fields.
  return { fetch: probeFetch as typeof fetch, close: () => agent.destroy() };
}
