import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { nodeHttpFetch, type ProbeFetch } from '@nodeyard/ethereum';

const options = {
  keepAlive: true,
  /** Per host and port. A provider may have many nodes there: connections of one that hangs must not keep the others waiting. */
  maxSockets: Infinity,
  /** A probe needs one connection, and more only where a client refuses batches. */
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
 * `fetch`, if the operator has installed a dispatcher for it, for example for a proxy, so that the dispatcher holds for nodes as
 * well. The proxy then resolves names and decides which addresses are called.
 */
export function fetchOfDispatcher(): ProbeFetch | undefined {
  const dispatcher: unknown = Reflect.get(globalThis, GLOBAL_DISPATCHER);
  const isDefault =
    dispatcher === undefined || Object(dispatcher).constructor.name === 'Agent';
  return isDefault ? undefined : (url, request) => fetch(url, request);
}
