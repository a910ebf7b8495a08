import type {
  ProbeFetch,
  ProbeRequest,
  ProbeResponse,
} from '@nodeyard/ethereum';
import { Agent, type Dispatcher, getGlobalDispatcher } from 'undici';

/** Lifetime of an idle connection, unless the server announces a shorter one: longer than most polling periods. */
const KEEP_ALIVE_MS = 90_000;

export const connectionLimits = {
  /** To one endpoint: a probe needs one, and another where a request stays unanswered. */
  connections: 2,
  keepAliveTimeout: KEEP_ALIVE_MS,
  keepAliveMaxTimeout: KEEP_ALIVE_MS,
};

/** Notes which endpoints have been connected to, so that a response shows whether its connection is new. */
class Connections {
  private readonly opened = new Map<string, number>();
  private count = 0;

  constructor(dispatcher: Dispatcher) {
    dispatcher.on('connect', ({ origin }) => {
      this.count += 1;
      this.opened.set(origin, this.count);
    });
    dispatcher.on('disconnect', ({ origin }) => this.opened.delete(origin));
  }

  /** Number of the newest connection to an endpoint; undefined if there is none. */
  newest(origin: string): number | undefined {
    return this.opened.get(origin);
  }
}

/**
 * HTTP client of probes, on a dispatcher of undici: `fetch` without web streams, which cost most of the time of a small request.
 * Redirects are not followed, and compressed responses are not requested.
 */
export function fetchThrough(dispatcher: Dispatcher): ProbeFetch {
  const connections = new Connections(dispatcher);
  return (url, request) => {
    const { origin, pathname, search } = new URL(url);
    const before = connections.newest(origin);
    return send(dispatcher, { origin, path: pathname + search }, request).then(
      response => ({
        ...response,
        reconnected: connections.newest(origin) !== before,
      }),
    );
  };
}

function send(
  dispatcher: Dispatcher,
  target: { origin: string; path: string },
  { method, headers, body, signal, maxBytes }: ProbeRequest,
): Promise<ProbeResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let bytes = 0;
    let controller: Dispatcher.DispatchController | undefined;
    const abort = () => {
      reject(signal.reason);
      controller?.abort(signal.reason);
    };
    const end = () => {
      signal.removeEventListener('abort', abort);
      resolve({ status, body: chunks });
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    dispatcher.dispatch(
      {
        ...target,
        method,
        headers: { 'user-agent': 'nodeyard', ...headers },
        body,
        // The probe has a deadline, and aborts.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart: started => {
          controller = started;
          if (signal.aborted) started.abort(signal.reason);
        },
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: (responding, chunk) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > maxBytes) {
            end();
            responding.abort(new Error('The response is too long'));
          }
        },
        onResponseEnd: end,
        onResponseError: (_, error) => {
          signal.removeEventListener('abort', abort);
          reject(error);
        },
      },
    );
  });
}

/**
 * HTTP client for listed nodes. A dispatcher that the operator has installed, for example for a proxy, is used; otherwise one that
 * keeps connections between polls.
 */
export function createNodeFetch(): ProbeFetch {
  const kept = fetchThrough(new Agent(connectionLimits));
  let installed: { dispatcher: Dispatcher; fetch: ProbeFetch } | undefined;
  return (url, request) => {
    const dispatcher = getGlobalDispatcher();
    // The default of Node.js, of whichever copy of undici.
    if (dispatcher.constructor.name === 'Agent') return kept(url, request);
    if (installed?.dispatcher !== dispatcher) {
      installed = { dispatcher, fetch: fetchThrough(dispatcher) };
    }
    return installed.fetch(url, request);
  };
}
