import { z } from 'zod';
import { blockNumber, secondsTime } from '../../health/bounds';
import { failure } from '../answer';
import { hash, quantity } from '../fields';
import { rpcCall, type RpcCall } from './rpc';

const blockSchema = z.object(
  {
    number: quantity.pipe(blockNumber),
    hash,
    timestamp: quantity.pipe(secondsTime),
    /** Absent where it is no hash: it is compared only. */
    parentHash: hash.optional().catch(undefined),
  },
  'expected a block',
);

export type Block = z.infer<typeof blockSchema>;

/** The head's number, hash and time (seconds since the epoch), without its transactions. */
export const latestBlock = getBlockByNumber('latest', blockSchema.nullable());

/** Hash of block 0. A pruned client may refuse it, or answer null. */
export const genesisHash = mapped(
  getBlockByNumber(
    '0x0',
    blockSchema
      .refine(({ number }) => number === 0, {
        message: 'expected block 0',
        path: ['number'],
      })
      .nullable(),
  ),
  ({ hash: blockHash }) => blockHash,
);

/** `null` is an answer of the API, which says that the client does not have the block, so it is a valid response. */
function getBlockByNumber(
  block: 'latest' | '0x0',
  schema: z.ZodType<Block | null>,
): RpcCall<Block> {
  const call = rpcCall(
    'eth_getBlockByNumber',
    [block, false],
    schema,
    `eth_getBlockByNumber(${block})`,
  );
  return {
    ...call,
    read: result => {
      const answer = call.read(result);
      if (!answer.ok) return answer;
      return answer.value === null
        ? failure('rpc-error', `${call.name}: no such block`, null)
        : { ok: true, value: answer.value };
    },
  };
}

function mapped<T, U>(call: RpcCall<T>, map: (value: T) => U): RpcCall<U> {
  return {
    ...call,
    read: result => {
      const answer = call.read(result);
      return answer.ok ? { ok: true, value: map(answer.value) } : answer;
    },
  };
}
