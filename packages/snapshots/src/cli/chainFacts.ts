import {
  endpointFault,
  findNetwork,
  redactUrl,
  type Network,
} from '@nodeyard/ethereum';
import { Option } from 'commander';
import { normalizeVersion } from '../datadir/version';
import {
  type ChainFacts,
  messageOf,
  refused,
  unavailable,
} from '@nodeyard/snapshot-store';
import { executionRpc, type RpcBlock } from '../verify/executionRpc';
import { nodeIdentity, type NodeIdentity } from '../verify/nodeIdentity';
import { UsageError } from './options';
import { count, hash, text } from './values';

/** Options about the chain, as commander parses them. */
export interface ChainOptions {
  network: string;
  client: string;
  clientVersion?: string;
  block?: number;
  blockHash?: string;
  blockTime?: number;
  fromRpc?: string;
  history?: string;
  scheme?: string;
  chainId?: number;
  genesisHash?: string;
}

export const chainOptions: readonly Option[] = [
  new Option(
    '--client-version <version>',
    'version that wrote the datadir, such as 1.17.8',
  ).argParser(text),
  new Option('--block <n>', 'head at the clean shutdown').argParser(count),
  new Option('--block-hash <hash>', 'hash of the head').argParser(hash),
  new Option(
    '--block-time <seconds>',
    'timestamp of the head, in seconds since 1970',
  ).argParser(count),
  new Option(
    '--from-rpc <url>',
    "query this node's JSON-RPC for any of the options above that were not given",
  ).argParser(text),
  new Option('--history <mode>', 'history mode of the datadir').argParser(text),
  new Option(
    '--scheme <name>',
    'storage scheme of the datadir: path or hash for geth',
  ).argParser(text),
  new Option(
    '--chain-id <n>',
    'chain ID; needed for devnets without --from-rpc',
  ).argParser(count),
  new Option(
    '--genesis-hash <hash>',
    'hash of block 0; needed for devnets without --from-rpc',
  ).argParser(hash),
].map(option => option.helpGroup('Chain:'));

/** The chain's facts for the manifest: from options, from the network's facts, and from a node if one is named. */
export async function chainFacts(options: ChainOptions): Promise<ChainFacts> {
  const { network, client, fromRpc } = options;
  const facts = findNetwork(network);
  const node = fromRpc
    ? await queryNode(fromRpc, options.block, facts)
    : undefined;
  const genesisHash =
    options.genesisHash ?? facts?.genesisHash ?? node?.genesisHash;
  const chainId = options.chainId ?? node?.chainId ?? facts?.chainId;
  if (chainId === undefined) {
    throw new UsageError(
      `--chain-id is missing: there are no facts of a network "${network}". Give it, or a node with --from-rpc.`,
    );
  }
  if (genesisHash === undefined) {
    throw new UsageError(
      node
        ? `--genesis-hash is missing: the facts of "${network}" do not contain it, and the node of --from-rpc does not give block 0 (${node.genesisUnknown}). Give it.`
        : `--genesis-hash is missing: the facts of "${network}" do not contain it. Give it, or a node with --from-rpc.`,
    );
  }
  if (
    facts?.kind === 'public' &&
    (chainId !== facts.chainId ||
      genesisHash !== facts.genesisHash ||
      (node?.genesisHash ?? genesisHash) !== genesisHash)
  ) {
    throw refused(
      'wrong-network',
      `This is not ${network}: its chain ID is ${facts.chainId} and its genesis ${facts.genesisHash}. Correct --network.`,
    );
  }
  const need = <T>(flag: string, value: T | undefined): T => {
    if (value !== undefined) return value;
    throw new UsageError(
      `${flag} is missing. Give it${
        fromRpc ? '' : ', or a node with --from-rpc'
      }.`,
    );
  };
  return {
    network,
    chainId,
    genesisHash,
    client,
    clientVersion: normalizeVersion(
      need('--client-version', options.clientVersion ?? node?.clientVersion),
    ),
    scheme: options.scheme ?? null,
    history: options.history ?? null,
    block: {
      number: need('--block', options.block ?? node?.block.number),
      hash: need('--block-hash', options.blockHash ?? node?.block.hash),
      timestamp: options.blockTime ?? node?.block.timestamp ?? 0,
    },
  };
}

type NodeFacts = NodeIdentity & { block: RpcBlock };

async function queryNode(
  url: string,
  number: number | undefined,
  facts: Network | undefined,
): Promise<NodeFacts> {
  const shown = redactUrl(url);
  const fault = endpointFault(url);
  if (fault !== undefined) {
    throw new UsageError(
      `--from-rpc "${shown}" ${fault}. Give the address of a node's JSON-RPC, for example http://127.0.0.1:8545.`,
    );
  }
  const rpc = executionRpc(url);
  try {
    const [identity, block] = await Promise.all([
      nodeIdentity(url, facts),
      rpc.block(number ?? 'latest'),
    ]);
    if (block) return { ...identity, block };
  } catch (error) {
    throw unavailable(
      'rpc-unavailable',
      `${shown} does not answer as an execution client: ${messageOf(
        error,
      )}. Give --block and --block-hash instead.`,
    );
  }
  throw refused(
    'block-missing',
    `${shown} does not have block ${number ?? 'latest'}. Correct --block.`,
  );
}
