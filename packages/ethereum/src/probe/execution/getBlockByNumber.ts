import { z } from 'zod';
import { blockNumber, secondsTime } from '../../health/bounds';
import { failure, type Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { hash, quantity } from '../fields';
import { callRpc } from './rpc';

const blockSchema = z.object(
  {
    number: quantity.pipe(blockNumber),
    hash,
    timestamp: quantity.pipe(secondsTime),
  },
  'expected a block',
);

export type Block = z.infer<typeof blockSchema>;

/** The head's number, hash and time (seconds since the epoch), without its transactions. */
export async function latestBlock(endpoint: Endpoint): Promise<Answer<Block>> {
  return requireBlock(
    await getBlockByNumber(endpoint, 'latest', blockSchema.nullable()),
    'latest',
  );
}

/** Hash of block 0. A pruned client may refuse it, or answer null. */
export async function genesisHash(endpoint: Endpoint): Promise<Answer<string>> {
  const answer = requireBlock(
    await getBlockByNumber(
      endpoint,
      '0x0',
      blockSchema
        .refine(({ number }) => number === 0, {
          message: 'expected block 0',
          path: ['number'],
        })
        .nullable(),
    ),
    '0x0',
  );
  return answer.ok ? { ok: true, value: answer.value.hash } : answer;
}

/** `null` is an answer of the API, which says that the client does not have the block, so it is a valid response. */
function requireBlock(
  answer: Answer<Block | null>,
  block: 'latest' | '0x0',
): Answer<Block> {
  if (!answer.ok) {
    return answer;
  }
  return answer.value === null
    ? failure(
        'rpc-error',
        `eth_getBlockByNumber(${block}): no such block`,
        null,
      )
    : { ok: true, value: answer.value };
}

function getBlockByNumber<T>(
  endpoint: Endpoint,
  block: 'latest' | '0x0',
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  return callRpc(
    endpoint,
    'eth_getBlockByNumber',
    [block, false],
    schema,
    `eth_getBlockByNumber(${block})`,
  );
}
