import { blockNumber as boundedNumber } from '../../health/bounds';
import { quantity } from '../fields';
import { rpcCall } from './rpc';

/** The newest block of the client's own chain, whether its state is there or not. */
export const blockNumber = rpcCall(
  'eth_blockNumber',
  [],
  quantity.pipe(boundedNumber),
);
