import {
  parseJson,
  readBody,
  redactUrl,
  type ProbeFetch,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { errorMessage } from './errorMessage';
import { retryFor } from './retryFor';

/** Whether the node was ready in time, with the last response. */
export type ReadyResult =
  | { ok: true; summary: string }
  | { ok: false; reason: string };

export interface ReadyOptions {
  /** Base URL of a sidecar, or of a Service of several. */
  url: string;
  fetch: ProbeFetch;
  /** Duration for which a node that is not ready is asked again. */
  waitMs: number;
  intervalMs?: number;
}

/** `/readyz` has one sentence, which is shorter. */
const MAX_BYTES = 16 * 1024;

export const readinessSchema = z.object({
  ready: z.boolean(),
  state: z.string().max(100),
  summary: z.string().max(4_000),
});

/**
 * Requests `/readyz` until a node is ready: a Service of a pool may return the response of a pod that is still syncing.
 */
export async function awaitReady({
  url,
  fetch,
  waitMs,
  intervalMs,
}: ReadyOptions): Promise<ReadyResult> {
  const target = `${url.replace(/\/+$/, '')}/readyz`;
  const result = await retryFor({ waitMs, intervalMs }, () =>
    requestReadiness(target, fetch),
  );
  if (result.ok) return result;
  return {
    ok: false,
    reason: `${redactUrl(url)} was not ready within ${waitMs / 1000} s: ${
      result.reason
    }`,
  };
}

async function requestReadiness(
  url: string,
  fetch: ReadyOptions['fetch'],
): Promise<ReadyResult> {
  try {
    const response = await fetch(url, {
      method: 'GET',
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(3_000),
      redirect: 'manual',
      maxBytes: MAX_BYTES,
    });
    const body = await readBody(response, MAX_BYTES);
    if (!body.ok) return { ok: false, reason: body.why };
    const parsed = parseJson(body.value);
    const readiness = readinessSchema.safeParse(parsed.ok && parsed.value);
    if (!readiness.success) {
      return {
        ok: false,
        reason: `HTTP ${response.status}, and not the readiness of a node`,
      };
    }
    const { ready, state, summary } = readiness.data;
    return ready && response.status === 200
      ? { ok: true, summary: `${state}: ${summary}` }
      : { ok: false, reason: `${state}: ${summary}` };
  } catch (error) {
    return { ok: false, reason: errorMessage(error) };
  }
}
