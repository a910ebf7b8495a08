import { peerCount as peers } from '../../health/bounds';
import { quantity } from '../fields';
import { rpcCall } from './rpc';

/** Peers of the execution client. */
export const peerCount = rpcCall('net_peerCount', [], quantity.pipe(peers));
