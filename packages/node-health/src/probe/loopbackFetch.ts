import { Agent, request } from 'node:http';
import { nodeHttpFetch, type ProbeFetch } from '@nodeyard/ethereum';

/** An HTTP client for probing, and the end of its connections. */
export interface LoopbackClient {
  fetch: ProbeFetch;
  close(): void;
}

/** Node's own `fetch` loads undici with its first use, which costs 25 MiB: half of what this process may take. */
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
