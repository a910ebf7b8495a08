import {
  probeExecution,
  provesNetwork,
  type Network,
} from '@nodeyard/ethereum';

const TIMEOUT_MS = 10_000;

/** Chain and version of a running client. */
export interface NodeIdentity {
  chainId: number;
  clientVersion: string;
  /** Hash of block 0: from the client, or the network's if the client's fork ID matches it. */
  genesisHash?: string;
  /** Why it is unknown. */
  genesisUnknown?: string;
}

/**
 * Queries the chain of a client. A pruned client does not have block 0: its fork ID then proves the genesis of the network.
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
  if (clientVersion === undefined) {
    throw new Error(unanswered?.version?.why ?? 'no web3_clientVersion');
  }
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
