import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { quantity } from '../fields';
import { callRpc, MethodNotFound } from './rpc';

/** Peers of the execution client; `undefined` where it does not offer the `net` methods (anvil; a gateway's list). */
export async function peerCount(
  endpoint: Endpoint,
): Promise<Answer<number | undefined>> {
  const answer = await callRpc(endpoint, 'net_peerCount', [], quantity);
  return !answer.ok && answer.code === MethodNotFound
    ? { ok: true, value: undefined }
    : answer;
}
