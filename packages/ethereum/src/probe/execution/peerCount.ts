import { peerCount as peers } from '../../health/bounds';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { quantity } from '../fields';
import { callRpc } from './rpc';

/** Peers of the execution client. */
export function peerCount(endpoint: Endpoint): Promise<Answer<number>> {
  return callRpc(endpoint, 'net_peerCount', [], quantity.pipe(peers));
}
