import type { IncomingMessage, request, RequestOptions } from 'node:http';
import { createMasker } from '@nodeyard/ethereum';
import { failedRequest, readBoundedText, tooLarge } from './boundedAnswer';
import type { ClusterAnswer, RequestLimits } from './ClusterAccess';
import { findCredentials } from './findCredentials';

/**
 * One GET, or one POST with JSON, with the HTTP client of Node.js, which accepts the certificates of a kubeconfig. Redirects are not
 * followed. Credentials are masked in the response.
 */
export async function requestBounded(
  client: { request: typeof request },
  url: URL,
  options: RequestOptions,
  limits: RequestLimits,
  json?: string,
): Promise<ClusterAnswer> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = AbortSignal.any([limits.signal, timeout]);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      client
        .request(url, { ...withJsonBody(options, json), signal }, resolve)
        .on('error', reject)
        .end(json);
    });
    const body = await readBoundedText(response, limits.maxBytes);
    if (body === undefined) return tooLarge(limits);
    return {
      kind: 'answer',
      status: response.statusCode ?? 0,
      body: createMask(options)(body),
    };
  } catch (error) {
    return failedRequest(error, timeout, limits);
  }
}

function withJsonBody(options: RequestOptions, json?: string): RequestOptions {
  if (json === undefined) return options;
  const sent = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(json),
  };
  return {
    ...options,
    method: 'POST',
    headers: { ...options.headers, ...sent },
  };
}

function createMask({
  headers,
  auth,
}: RequestOptions): (text: string) => string {
  const password = auth?.slice(auth.indexOf(':') + 1);
  return createMasker([
    ...findCredentials(headers ?? {}),
    ...(password ? [password] : []),
  ]);
}
