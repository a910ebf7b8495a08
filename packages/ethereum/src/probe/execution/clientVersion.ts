import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { versionText } from '../fields';
import { callRpc } from './rpc';

/** What the client calls itself, e.g. `Geth/v1.17.10-stable/linux-amd64/go1.26.8`. */
export function clientVersion(endpoint: Endpoint): Promise<Answer<string>> {
  return callRpc(endpoint, 'web3_clientVersion', [], versionText);
}
