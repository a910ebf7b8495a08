import { versionText } from '../fields';
import { rpcCall } from './rpc';

/** What the client calls itself, e.g. `Geth/v1.17.10-stable/linux-amd64/go1.26.8`. */
export const clientVersion = rpcCall('web3_clientVersion', [], versionText);
