import { z } from 'zod';
import { errorCode } from '../../health/bounds';
import { failure, type Answer } from '../answer';
import { exchange, excerptOf, isSuccess, type Endpoint } from '../exchange';
import { validate } from '../validate';

/** No longer than the answer that it came in. */
const errorSchema = z.object({
  error: z.object({ code: errorCode, message: z.string() }),
});
const resultSchema = z.object({ result: z.unknown() });

/**
 * Calls one JSON-RPC method and checks its result.
 *
 * @param name - how failures call it, e.g. `eth_getBlockByNumber(latest)`
 */
export async function callRpc<T>(
  endpoint: Endpoint,
  method: string,
  params: unknown[],
  schema: z.ZodType<T>,
  name = method,
): Promise<Answer<T>> {
  const answer = await exchange(endpoint, {
    name,
    method: 'POST',
    path: '',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  if (!answer.ok) {
    return answer;
  }
  const { status, json, excerpt } = answer.value;
  // Some clients send JSON-RPC errors with a 4xx or 5xx status: the error says more than the status.
  const rpcError = errorSchema.safeParse(json);
  if (rpcError.success) {
    const { code, message } = rpcError.data.error;
    return failure(
      'rpc-error',
      `${name}: error ${code}: ${excerptOf(message)}`,
      code,
    );
  }
  if (!isSuccess(status)) {
    return failure('http', `${name}: HTTP ${status}`);
  }
  const envelope = resultSchema.safeParse(json);
  if (!envelope.success || envelope.data.result === undefined) {
    return failure(
      'invalid-response',
      `${name}: expected a JSON-RPC answer, got "${excerpt}"`,
    );
  }
  return validate(schema, envelope.data.result, name);
}
