import {
  probeExecution,
  provesNetwork,
  type Network,
} from '@nodeyard/ethereum';

const TIMEOUT_MS = 10_000;

/** Which chain a running client is on. */
export interface NodeIdentity {
  chainId: number;
  clientVersion: string;
  /** Hash of block 0: as the client gives it, or the network's where its fork ID follows from that. */
  genesisHash?: string;
  /** Why there is none. */
  genesisUnknown?: string;
}

/**
 * Asks a client which chain it is on. A pruned one has no block 0 to give: its fork ID shows then that it began with the
 * network's.
 *
 * @throws Error when it does not answer
 */
export async function nodeIdentity(
  url: string,
  network: Network | undefined,
): Promise<NodeIdentity> {
  const reply = await probeExecution({ url, fetch, timeoutMs: TIMEOUT_MS });
  if (reply.kind === 'failed') throw new Error(reply.detail);
  const { chainId, clientVersion, genesisHash, forks, unanswered } =
    reply.value;
  if (clientVersion === undefined)
    throw new Error(unanswered?.version?.why ?? 'no web3_clientVersion');
  const proved = network && forks && provesNetwork(network, forks);
  const known = genesisHash ?? (proved ? network.genesisHash : undefined);
  return {
    chainId,
    clientVersion,
    ...(known === undefined
      ? { genesisUnknown: unanswered?.genesis?.why ?? 'no block 0' }
      : { genesisHash: known }),
  };
}
