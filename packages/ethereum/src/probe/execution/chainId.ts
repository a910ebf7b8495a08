import { chainId as chain } from '../../health/bounds';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { quantity } from '../fields';
import { callRpc } from './rpc';

/** The chain ID that transactions are signed for (EIP-155). */
export function chainId(endpoint: Endpoint): Promise<Answer<number>> {
  return callRpc(endpoint, 'eth_chainId', [], quantity.pipe(chain));
}
