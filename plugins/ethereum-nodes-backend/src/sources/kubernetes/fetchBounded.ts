import { isError } from '@backstage/errors';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { masker } from '@nodeyard/ethereum';
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
    const body = await readBoundedText(response, limits.maxBytes);
    if (body === undefined) {
      return {
        kind: 'none',
        reason: 'too-large',
        detail: say('answer-too-large', { bytes: limits.maxBytes }),
      };
    }
    const mask = masker(findCredentials(headers));
    return { kind: 'answer', status: response.status, body: mask(body) };
  } catch (error) {
    if (timeout.aborted) {
      return {
        kind: 'none',
        reason: 'timeout',
        detail: say('answer-late', { ms: limits.timeoutMs }),
      };
    }
    return {
      kind: 'none',
      reason: 'unreachable',
      detail: rootCauseMessage(error),
    };
  }
}

async function readBoundedText(
  response: Response,
  maxBytes: number,
): Promise<string | undefined> {
  if (!response.body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.length;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Message of the innermost cause: "connect ECONNREFUSED 127.0.0.1:6443" instead of "fetch failed". */
export function rootCauseMessage(error: unknown): string {
  if (!isError(error)) return String(error);
  const { cause, errors } = error;
  if (cause) return rootCauseMessage(cause);
  return Array.isArray(errors) && errors.length > 0
    ? rootCauseMessage(errors[0])
    : error.message;
}
