import { Agent, request } from 'node:http';
import { nodeHttpFetch, type ProbeFetch } from '@nodeyard/ethereum';

/** HTTP client of probes; `close` ends its connections. */
export interface LoopbackClient {
  fetch: ProbeFetch;
  close(): void;
}

/** The first use of Node's own `fetch` loads undici, which costs 25 MiB: half of the memory of this process. */
export function loopbackFetch(): LoopbackClient {
  // A probe needs one connection to each client, and more only where one refuses batches.
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    maxFreeSockets: 2,
  });
  return {
    fetch: nodeHttpFetch((url, options) => request(url, { ...options, agent })),
    close: () => agent.destroy(),
  };
}
