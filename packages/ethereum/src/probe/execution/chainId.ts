import { chainId as chain } from '../../health/bounds';
import { quantity } from '../fields';
import { rpcCall } from './rpc';

/** The chain ID that transactions are signed for (EIP-155). */
export const chainId = rpcCall('eth_chainId', [], quantity.pipe(chain));
