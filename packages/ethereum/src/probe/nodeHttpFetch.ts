import type { ClientRequest, RequestOptions } from 'node:http';
import type { ProbeFetch, ProbeRequest } from './target';

/** Starts a request with `node:http` or `node:https`. @public */
export type StartRequest = (
  url: URL,
  options: Pick<RequestOptions, 'method' | 'headers' | 'signal'>,
) => ClientRequest;

/**
 * An HTTP client for probes on the HTTP client of Node.js: the web streams of `fetch` cost most of the time of a small response.
 *
 * Redirects are not followed, and compressed responses are not requested. Like `fetch` it rejects with the signal's reason when it was
 * aborted, else with a `TypeError` whose `cause` has the code.
 * @public
 */
export function nodeHttpFetch(start: StartRequest): ProbeFetch {
  return (url, probe) =>
    new Promise((resolve, reject) => {
      const { method, headers, body, signal } = probe;
      const outgoing = start(new URL(url), { method, headers, signal });
      const fail = (cause: unknown) =>
        reject(
          signal.aborted
            ? signal.reason
            : new TypeError('fetch failed', { cause }),
        );
      outgoing.once('error', fail);
      collectBody(outgoing, probe, fail, (status, chunks) =>
        resolve({
          status,
          body: chunks,
          reconnected: !outgoing.reusedSocket,
        }),
      );
      outgoing.end(body);
    });
}

function collectBody(
  outgoing: ClientRequest,
  { maxBytes }: Pick<ProbeRequest, 'maxBytes'>,
  fail: (cause: unknown) => void,
  done: (status: number, chunks: Uint8Array[]) => void,
): void {
  outgoing.once('response', incoming => {
    const { statusCode = 0 } = incoming;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes > maxBytes) {
        done(statusCode, chunks);
        outgoing.destroy();
      }
    });
    incoming.once('end', () => done(statusCode, chunks));
    incoming.once('error', fail);
  });
}
