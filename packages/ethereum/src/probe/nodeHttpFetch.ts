import type { ProbeFetch, ProbeRequest } from './target';

/** The part of Node's `http.IncomingMessage` that is used; this package runs in browsers, too. @public */
export interface IncomingResponse {
  statusCode?: number;
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  once(event: 'end', listener: () => void): unknown;
  once(event: 'error', listener: (error: unknown) => void): unknown;
}

/** The part of Node's `http.ClientRequest` that is used. @public */
export interface OutgoingRequest {
  reusedSocket: boolean;
  once(event: 'error', listener: (error: unknown) => void): unknown;
  once(
    event: 'response',
    listener: (response: IncomingResponse) => void,
  ): unknown;
  end(body?: string): unknown;
  destroy(): unknown;
}

/** Starts a request with `node:http` or `node:https`. @public */
export type StartRequest = (
  url: URL,
  options: Pick<ProbeRequest, 'method' | 'headers'>,
) => OutgoingRequest;

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
      signal.throwIfAborted();
      const outgoing = start(new URL(url), { method, headers });
      // Node's own option `signal` listens to a dozen events of the stream.
      const abort = () => {
        reject(signal.reason);
        outgoing.destroy();
      };
      signal.addEventListener('abort', abort, { once: true });
      const fail = (cause: unknown) => {
        signal.removeEventListener('abort', abort);
        reject(new TypeError('fetch failed', { cause }));
      };
      outgoing.once('error', fail);
      collectBody(outgoing, probe, fail, (status, chunks) => {
        signal.removeEventListener('abort', abort);
        resolve({
          status,
          body: chunks,
          reconnected: !outgoing.reusedSocket,
        });
      });
      outgoing.end(body);
    });
}

function collectBody(
  outgoing: OutgoingRequest,
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
