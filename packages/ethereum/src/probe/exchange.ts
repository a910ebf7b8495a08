import { maskStrings } from '../hostile/masker';
import { parseJson } from '../hostile/parseJson';
import { failure, type Answer } from './answer';
import { maxBytesOf, MAX_PARTS } from './limits';
import { networkError } from './networkError';
import { cancelBody, readBody } from './readBody';
import type { ProbeOptions } from './target';

/** An HTTP answer whose body is JSON, or `undefined` when it is not. */
export interface HttpAnswer {
  status: number;
  json: unknown;
  /** The beginning of the body, for error messages. */
  excerpt: string;
  /** Whether the connection was opened for this request; false if unknown. */
  reconnected: boolean;
}

/** An endpoint during one probe. */
export type Endpoint = Pick<ProbeOptions, 'url' | 'fetch' | 'headers'> & {
  signal: AbortSignal;
  /** Requests that have not ended. */
  pending?: number;
  /** Called before each request, with the number of its calls. */
  onRequest?: (calls: number) => void;
  /** Takes out what was sent and must not come back. */
  mask: (text: string) => string;
};

/** Whether the status promises a result. */
export const isSuccess = (status: number) => status >= 200 && status < 300;

/**
 * One HTTP request and its answer; never throws.
 *
 * This is the one place where what a client says comes in: its length and depth are bounded here, and secrets masked.
 *
 * Redirects are not followed: headers with credentials would go along, and a node does not redirect.
 */
export async function exchange(
  endpoint: Endpoint,
  request: {
    /** How failures and {@link maxBytesOf} call it. */
    name: string;
    method: 'GET' | 'POST';
    path: string;
    body?: string;
    /** Default: {@link maxBytesOf} the name. */
    maxBytes?: number;
    /** JSON-RPC calls of a batch. Default: 1. */
    calls?: number;
  },
): Promise<Answer<HttpAnswer>> {
  const { maxBytes = maxBytesOf(request.name) } = request;
  endpoint.onRequest?.(request.calls ?? 1);
  endpoint.pending = (endpoint.pending ?? 0) + 1;
  try {
    const response = await endpoint.fetch(urlOf(endpoint.url, request.path), {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json' }),
        ...endpoint.headers,
      },
      body: request.body,
      signal: endpoint.signal,
      redirect: 'manual',
      maxBytes,
    });
    if (response.status === 401 || response.status === 403) {
      cancelBody(response.body);
      return failure('auth', `HTTP ${response.status}`);
    }
    const { status, reconnected = false } = response;
    const body = await readBody(response, maxBytes);
    if (!body.ok) {
      // The page of a proxy may be longer than any answer, and its status says enough.
      return isSuccess(status)
        ? { ...body, why: `${request.name}: ${body.why}` }
        : {
            ok: true,
            value: { status, json: undefined, excerpt: '', reconnected },
          };
    }
    // Another answer of this client has ended the probe meanwhile.
    endpoint.signal.throwIfAborted();
    const text = endpoint.mask(body.value);
    const parsed = parseJson(body.value, { parts: MAX_PARTS });
    if (!parsed.ok && parsed.excessive) {
      const why = `${request.name}: answer ${parsed.why}`;
      return { ...failure('invalid-response', why), excessive: true };
    }
    const jsonOf = (value: unknown) =>
      text === body.value ? value : maskStrings(value, endpoint.mask);
    return {
      ok: true,
      value: {
        status,
        json: parsed.ok ? jsonOf(parsed.value) : undefined,
        excerpt: excerptOf(text),
        reconnected,
      },
    };
  } catch (error) {
    return networkError(error);
  } finally {
    endpoint.pending = (endpoint.pending ?? 1) - 1;
  }
}

/** A key in the query of the base URL stays behind the path. */
function urlOf(base: string, path: string): string {
  const [beforeQuery = '', ...query] = base.split('?');
  return [`${beforeQuery.replace(/\/+$/, '')}${path}`, ...query].join('?');
}

/** The beginning of something that came from outside, on one line and fit for a log. */
export function excerptOf(text: string): string {
  const line = text.slice(0, 60).replace(/[^\x20-\x7e]+/g, ' ');
  return text.length > 60 ? `${line}…` : line;
}
