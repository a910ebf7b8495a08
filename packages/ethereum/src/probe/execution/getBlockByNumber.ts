import { z } from 'zod';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { hash, quantity } from '../fields';
import { callRpc } from './rpc';

/** 2100-01-01: no chain has a block from beyond it, and dates stay sane. */
const LatestTimestamp = 4102444800;

const blockSchema = z.object(
  {
    number: quantity,
    hash,
    timestamp: quantity.refine(
      time => time <= LatestTimestamp,
      'expected a time before 2100',
    ),
  },
  'expected a block',
);

export type Block = z.infer<typeof blockSchema>;

/** A block's number, hash and time (seconds since the epoch), without its transactions. */
export function getBlockByNumber(
  endpoint: Endpoint,
  block: 'latest' | '0x0',
): Promise<Answer<Block>> {
  return callRpc(
    endpoint,
    'eth_getBlockByNumber',
    [block, false],
    blockSchema.refine(({ number }) => block === 'latest' || number === 0, {
      message: 'expected block 0',
      path: ['number'],
    }),
    `eth_getBlockByNumber(${block})`,
  );
}
