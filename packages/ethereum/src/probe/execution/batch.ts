import { failure, type Answer, type Failure } from '../answer';
import type { Call } from '../deadline';
import { exchange, isSuccess, type Endpoint } from '../exchange';
import { maxBytesOf } from '../limits';
import type { EndpointMemory } from '../memory';
import {
  callRpc,
  isRpcResponse,
  readResponse,
  requestOf,
  type RpcCall,
} from './rpc';

/** Part of the time of a probe that a batch may take. The rest is for single requests, should it stay unanswered. */
const BATCH_SHARE = 1 / 3;

/** Answers to calls by their names. */
export type AnswersTo<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends RpcCall<infer T>
    ? Answer<T>
    : never;
};

/** How the calls of one probe are sent together. */
export interface Batching {
  memory: EndpointMemory;
  timeoutMs: number;
  /** Set when a response came over a connection that it opened. */
  reconnected?: boolean;
}

/**
 * Sends calls as one JSON-RPC batch. A call that the batch does not answer with exactly one well-formed response is sent by itself,
 * within the same probe, so that it is judged as it would be without batches. A client that does not answer batches gets single
 * requests for some minutes.
 */
export async function callTogether<Calls extends Record<string, RpcCall<any>>>(
  call: Call,
  calls: Calls,
  batching: Batching,
): Promise<AnswersTo<Calls>> {
  const list: Array<RpcCall<unknown>> = Object.values(calls);
  const batch =
    list.length > 1 && batching.memory.acceptsBatches
      ? await call(endpoint => callBatch(endpoint, list, batching))
      : undefined;
  const answers =
    batch?.ok === false
      ? list.map(() => batch)
      : await Promise.all(
          list.map(
            (one, index) =>
              batch?.value[index] ?? call(endpoint => callRpc(endpoint, one)),
          ),
        );
  return Object.fromEntries(
    Object.keys(calls).map((name, index) => [name, answers[index]]),
  ) as AnswersTo<Calls>;
}

/**
 * @returns the answers in the order of the calls, undefined for each call that must be sent by itself; a failure that holds for
 * single requests too
 */
async function callBatch(
  endpoint: Endpoint,
  calls: ReadonlyArray<RpcCall<unknown>>,
  batching: Batching,
): Promise<Answer<Array<Answer<unknown> | undefined>>> {
  const { memory, timeoutMs } = batching;
  const late = lateFailure(timeoutMs * BATCH_SHARE);
  const answer = await Promise.race([
    exchange(endpoint, {
      name: 'batch',
      method: 'POST',
      path: '',
      body: JSON.stringify(
        calls.map((call, index) => requestOf(call, index + 1)),
      ),
      calls: calls.length,
      maxBytes: calls.reduce((sum, { name }) => sum + maxBytesOf(name), 0),
    }),
    late.promise,
  ]);
  late.cancel();
  if (!answer.ok) {
    // Neither depends on the request: a closed port, and an answer after which nothing more is read of this client.
    if (answer.reason === 'refused' || answer.excessive) {
      return answer;
    }
    memory.recordBatch(answer.reason === 'network' ? 'broken' : 'refused');
    return { ok: true, value: [] };
  }
  batching.reconnected ||= answer.value.reconnected;
  const responses = isSuccess(answer.value.status)
    ? responsesById(answer.value.json, calls.length)
    : [];
  const answers = calls.map((call, index) => {
    const json = responses[index];
    return isRpcResponse(json)
      ? readResponse(call, { status: 200, json, excerpt: '' })
      : undefined;
  });
  memory.recordBatch(answers.includes(undefined) ? 'refused' : 'answered');
  return { ok: true, value: answers };
}

/** Responses by the position of their request; undefined if missing or ambiguous. A longer list answers other requests. */
function responsesById(json: unknown, count: number): unknown[] {
  if (!Array.isArray(json) || json.length > count) return [];
  const responses: unknown[] = [];
  const answered = new Set<unknown>();
  for (const response of json) {
    const id: unknown = Object(response).id;
    if (typeof id !== 'number' || !Number.isInteger(id)) continue;
    if (id < 1 || id > count) continue;
    responses[id - 1] = answered.has(id) ? undefined : response;
    answered.add(id);
  }
  return responses;
}

function lateFailure(ms: number): {
  promise: Promise<Failure>;
  cancel: () => void;
} {
  let cancel = () => {};
  const promise = new Promise<Failure>(resolve => {
    const timer = setTimeout(
      () => resolve(failure('timeout', 'batch: no answer in time')),
      ms,
    );
    cancel = () => clearTimeout(timer);
  });
  return { promise, cancel };
}
