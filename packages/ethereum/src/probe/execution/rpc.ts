import { z } from 'zod';
import { errorCode } from '../../health/bounds';
import { failure, type Answer } from '../answer';
import {
  exchange,
  excerptOf,
  isSuccess,
  type Endpoint,
  type HttpAnswer,
} from '../exchange';
import { validate } from '../validate';

/** No longer than the answer that it came in. */
const errorSchema = z.object({
  error: z.object({ code: errorCode, message: z.string() }),
});

/** A JSON-RPC request, and how its result is read. */
export interface RpcCall<T> {
  /** Name in failures, e.g. `eth_getBlockByNumber(latest)`. */
  name: string;
  method: string;
  params: unknown[];
  read: (result: unknown) => Answer<T>;
}

/** A request whose result has a schema. */
export function rpcCall<T>(
  method: string,
  params: unknown[],
  schema: z.ZodType<T>,
  name = method,
): RpcCall<T> {
  return {
    name,
    method,
    params,
    read: result => validate(schema, result, name),
  };
}

/** Sends one JSON-RPC request and checks its result. */
export async function callRpc<T>(
  endpoint: Endpoint,
  call: RpcCall<T>,
): Promise<Answer<T>> {
  const answer = await exchange(endpoint, {
    name: call.name,
    method: 'POST',
    path: '',
    body: JSON.stringify(requestOf(call, 1)),
  });
  return answer.ok ? readResponse(call, answer.value) : answer;
}

/** The JSON-RPC request object of a call. */
export function requestOf(
  { method, params }: RpcCall<unknown>,
  id: number,
): object {
  return { jsonrpc: '2.0', id, method, params };
}

/** Reads the JSON-RPC response to a call. */
export function readResponse<T>(
  { name, read }: RpcCall<T>,
  { status, json, excerpt }: Pick<HttpAnswer, 'status' | 'json' | 'excerpt'>,
): Answer<T> {
  // Some clients send JSON-RPC errors with a 4xx or 5xx status: the error says more than the status.
  const rpcError = hasField(json, 'error')
    ? errorSchema.safeParse(json)
    : undefined;
  if (rpcError?.success) {
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
  const result = hasField(json, 'result')
    ? Reflect.get(json, 'result')
    : undefined;
  if (result === undefined) {
    return failure(
      'invalid-response',
      `${name}: expected a JSON-RPC answer, got "${excerpt}"`,
    );
  }
  return read(result);
}

/** Whether a value is a JSON-RPC response: with a result, or with a valid error. */
export function isRpcResponse(json: unknown): boolean {
  return (
    (hasField(json, 'result') && Reflect.get(json, 'result') !== undefined) ||
    errorSchema.safeParse(json).success
  );
}

function hasField(json: unknown, field: string): json is object {
  return typeof json === 'object' && json !== null && field in json;
}
