import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { nodeHttpFetch, type ProbeFetch } from '@nodeyard/ethereum';

const options = {
  keepAlive: true,
  /** Per endpoint. A probe needs one connection, and more only where a client refuses batches or leaves a request unanswered. */
  maxSockets: 8,
  maxFreeSockets: 1,
};

/** HTTP client of probes, which keeps a connection to each endpoint between polls. */
export class HttpClient {
  private readonly http = new HttpAgent(options);
  private readonly https = new HttpsAgent(options);

  /** @param lookupOf - resolves the host of a URL; absent: DNS */
  constructor(lookupOf?: (url: URL) => LookupFunction) {
    this.fetch = nodeHttpFetch((url, request) => {
      const isHttps = url.protocol === 'https:';
      return (isHttps ? requestHttps : requestHttp)(url, {
        ...request,
        headers: { 'user-agent': 'nodeyard', ...request.headers },
        agent: isHttps ? this.https : this.http,
        ...(lookupOf && { lookup: lookupOf(url) }),
      });
    });
  }

  readonly fetch: ProbeFetch;

  /** Closes idle connections at once, and the others after their request. */
  close(): void {
    for (const agent of [this.http, this.https]) {
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy();
      }
    }
  }
}

/** Where all copies of undici, that of Node.js included, keep the dispatcher of `fetch`. */
const GLOBAL_DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/**
 * HTTP client for listed nodes. If the operator has installed a dispatcher for `fetch`, for example for a proxy, `fetch` is used, so
 * that the dispatcher holds for nodes as well.
 */
export function createListedFetch(): ProbeFetch {
  const client = new HttpClient();
  return (url, request) => {
    const dispatcher: unknown = Reflect.get(globalThis, GLOBAL_DISPATCHER);
    const isDefault =
      dispatcher === undefined ||
      Object(dispatcher).constructor.name === 'Agent';
    return isDefault ? client.fetch(url, request) : fetch(url, request);
  };
}
