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
  /** Masks secrets that were sent. */
  mask: (text: string) => string;
};

/** Whether a status is 2xx. */
export const isSuccess = (status: number) => status >= 200 && status < 300;

/**
 * One HTTP request and its answer; never throws.
 *
 * All answers of clients pass here: their length and depth are bounded, and secrets masked.
 *
 * Redirects are not followed: they would forward headers with credentials, and nodes do not redirect.
 */
export async function exchange(
  endpoint: Endpoint,
  request: {
    /** Name of the call in failures and {@link maxBytesOf}. */
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
      // An error page of a proxy may be too long; its status is sufficient.
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

/** Appends the path before the query of the base URL, which may contain a key. */
function urlOf(base: string, path: string): string {
  const [beforeQuery = '', ...query] = base.split('?');
  return [`${beforeQuery.replace(/\/+$/, '')}${path}`, ...query].join('?');
}

/** First characters of a text from outside, on one line and safe for logs. */
export function excerptOf(text: string): string {
  const line = text.slice(0, 60).replace(/[^\x20-\x7e]+/g, ' ');
  return text.length > 60 ? `${line}…` : line;
}
