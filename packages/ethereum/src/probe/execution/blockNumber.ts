import { blockNumber as boundedNumber } from '../../health/bounds';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { quantity } from '../fields';
import { callRpc } from './rpc';

/** The newest block of the client's own chain, whether its state is there or not. */
export function blockNumber(endpoint: Endpoint): Promise<Answer<number>> {
  return callRpc(endpoint, 'eth_blockNumber', [], quantity.pipe(boundedNumber));
}
