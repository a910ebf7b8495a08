import { failure, type Answer } from './answer';
import { networkError } from './networkError';
import { readBody } from './readBody';
import type { ProbeOptions } from './target';

/** An HTTP answer whose body is JSON, or `undefined` when it is not. */
export interface Exchanged {
  status: number;
  json: unknown;
  /** The beginning of the body, for error messages. */
  excerpt: string;
}

/** An endpoint during one probe. */
export type Endpoint = Pick<ProbeOptions, 'url' | 'fetch' | 'headers'> & {
  signal: AbortSignal;
};

/**
 * One HTTP request and its answer; never throws.
 *
 * Redirects are not followed: headers with credentials would go along, and a node does not redirect.
 */
export async function exchange(
  endpoint: Endpoint,
  request: { method: 'GET' | 'POST'; path: string; body?: string },
): Promise<Answer<Exchanged>> {
  try {
    const response = await endpoint.fetch(
      `${endpoint.url.replace(/\/+$/, '')}${request.path}`,
      {
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
      },
    );
    if (response.status === 401 || response.status === 403) {
      response.body?.cancel().catch(() => {});
      return failure('auth', `HTTP ${response.status}`);
    }
    const body = await readBody(response);
    if (!body.ok) {
      return body;
    }
    return {
      ok: true,
      value: {
        status: response.status,
        json: parseJson(body.value),
        excerpt: excerptOf(body.value),
      },
    };
  } catch (error) {
    return networkError(error);
  }
}

/** Whether the status promises a result. */
export const isSuccess = (status: number) => status >= 200 && status < 300;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The beginning of something that came from outside, on one line and fit for a log. */
export function excerptOf(text: string): string {
  const line = text.slice(0, 60).replace(/[^\x20-\x7e]+/g, ' ');
  return text.length > 60 ? `${line}…` : line;
}
