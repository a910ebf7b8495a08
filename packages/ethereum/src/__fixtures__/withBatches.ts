import type { ProbeFetch } from '../probe/target';

/** A response of a JSON-RPC batch. */
export type BatchResponse = Record<string, unknown>;

/** What an execution client that takes batches was asked. */
export interface BatchLog {
  /** Names of the calls of each batch. */
  batches: string[][];
  /** Methods and paths that were asked for by themselves. */
  single: string[];
}

/**
 * A client that answers JSON-RPC batches with what it answers to their calls alone.
 *
 * @param answer - makes the HTTP answer of a batch from its responses
 */
export function withBatches(
  fetch: typeof globalThis.fetch,
  answer: (responses: BatchResponse[]) => Response | Promise<Response> =
    responses => Response.json(responses),
): { fetch: ProbeFetch; log: BatchLog } {
  const log: BatchLog = { batches: [], single: [] };
  const batching: ProbeFetch = async (url, request) => {
    const calls = request.body === undefined ? undefined : JSON.parse(request.body);
    if (!Array.isArray(calls)) {
      log.single.push(calls?.method ?? new URL(url).pathname);
      return fetch(url, request);
    }
    log.batches.push(calls.map(({ method }) => method));
    const responses = await Promise.all(
      calls.map(async call => {
        const response = await fetch(url, {
          ...request,
          body: JSON.stringify({ ...call, id: 1 }),
        });
        return { ...(await response.json()), id: call.id };
      }),
    );
    return answer(responses);
  };
  return { fetch: batching, log };
}
