import { z } from 'zod';

const TIMEOUT_MS = 10_000;

const answerSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** A call of one method; throws when the node does not answer, or answers with an error. */
export type JsonRpc = (method: string, params: unknown[]) => Promise<unknown>;

/** JSON-RPC of the execution client at a URL. */
export function jsonRpc(url: string): JsonRpc {
  return async (method, params) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { result, error } = answerSchema.parse(await response.json());
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}
