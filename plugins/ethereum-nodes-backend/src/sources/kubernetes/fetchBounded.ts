import { createMasker } from '@nodeyard/ethereum';
import { failedRequest, readBoundedText, tooLarge } from './boundedAnswer';
import type { ClusterAnswer, RequestLimits } from './ClusterAccess';
import { findCredentials } from './findCredentials';

/**
 * One GET with `fetch`, or one POST with JSON. Redirects are not followed, because the pod behind the proxy of an API server is
 * untrusted. Credentials are masked in the response.
 */
export async function fetchBounded(
  fetchUrl: typeof fetch,
  url: string,
  headers: Record<string, string>,
  limits: RequestLimits,
  json?: string,
): Promise<ClusterAnswer> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await fetchUrl(url, {
      ...(json === undefined
        ? { headers }
        : {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: json,
          }),
      redirect: 'manual',
      signal: AbortSignal.any([limits.signal, timeout]),
    });
    const body = response.body
      ? await readBoundedText(response.body, limits.maxBytes)
      : '';
    if (body === undefined) return tooLarge(limits);
    const mask = createMasker(findCredentials(headers));
    return { kind: 'answer', status: response.status, body: mask(body) };
  } catch (error) {
    return failedRequest(error, timeout, limits);
  }
}
