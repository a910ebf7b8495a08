import { isError } from '@backstage/errors';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ClusterAnswer, RequestLimits } from './ClusterAccess';

type NoAnswer = Extract<ClusterAnswer, { kind: 'none' }>;

/**
 * Reads the body of a response.
 * @returns undefined if it is larger than the limit
 */
export async function readBoundedText(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

export function tooLarge({ maxBytes }: RequestLimits): NoAnswer {
  return {
    kind: 'none',
    reason: 'too-large',
    detail: say('answer-too-large', { bytes: maxBytes }),
  };
}

/** @param timeout - the signal of the request's timeout */
export function failedRequest(
  error: unknown,
  timeout: AbortSignal,
  { timeoutMs }: RequestLimits,
): NoAnswer {
  return timeout.aborted
    ? {
        kind: 'none',
        reason: 'timeout',
        detail: say('answer-late', { ms: timeoutMs }),
      }
    : { kind: 'none', reason: 'unreachable', detail: rootCauseMessage(error) };
}

/** Message of the innermost cause: "connect ECONNREFUSED 127.0.0.1:6443" instead of "fetch failed". */
function rootCauseMessage(error: unknown): string {
  if (!isError(error)) return String(error);
  const { cause, errors } = error;
  if (cause) return rootCauseMessage(cause);
  return Array.isArray(errors) && errors.length > 0
    ? rootCauseMessage(errors[0])
    : error.message;
}
