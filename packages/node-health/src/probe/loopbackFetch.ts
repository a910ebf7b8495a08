import { Agent, request, type ClientRequest } from 'node:http';
import type { ProbeFetch, ProbeRequest } from '@nodeyard/ethereum';

/** An HTTP client for probing, and the end of its connections. */
export interface LoopbackClient {
  fetch: ProbeFetch;
  close(): void;
}

/**
 * Makes an HTTP client for probing on `node:http`.
 *
 * The first use of Node's own `fetch` loads undici, which costs 25 MiB: half of what this process may take, and web streams cost most
 * of the time of a small response. Like `fetch` it rejects with the signal's reason when it was aborted, else with a `TypeError`
 * whose `cause` carries the code.
 */
export function loopbackFetch(): LoopbackClient {
  // A probe needs one connection to each client, and more only where one refuses batches.
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    maxFreeSockets: 2,
  });
  return {
    fetch: (url, probe) =>
      new Promise((resolve, reject) => {
        const { method, headers, body, signal } = probe;
        const outgoing = request(url, { agent, method, headers, signal });
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
      }),
    close: () => agent.destroy(),
  };
}

function collectBody(
  outgoing: ClientRequest,
  { maxBytes }: Pick<ProbeRequest, 'maxBytes'>,
  fail: (cause: unknown) => void,
  done: (status: number, chunks: Buffer[]) => void,
): void {
  outgoing.once('response', incoming => {
    const { statusCode = 0 } = incoming;
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) {
        done(statusCode, chunks);
        outgoing.destroy();
      }
    });
    incoming.once('end', () => done(statusCode, chunks));
    incoming.once('error', fail);
  });
}
