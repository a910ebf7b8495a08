import {
  endpointFault,
  networks,
  shownUrl,
  type Network,
} from '@nodeyard/ethereum';
import { ChainFacts } from '../build/build';
import { plainVersion } from '../datadir/version';
import { refused, unavailable } from '../stopped';
import { executionRpc, RpcBlock } from '../verify/executionRpc';
import { nodeIdentity, NodeIdentity } from '../verify/nodeIdentity';
import { Given, OptionSpecs, UsageError } from './options';

export const factOptions = {
  'client-version': {
    kind: 'string',
    value: 'V',
    help: 'version that wrote the datadir, as 1.17.8',
  },
  block: { kind: 'string', value: 'N', help: 'head at the clean stop' },
  'block-hash': { kind: 'string', value: 'HASH', help: 'its hash' },
  'block-time': { kind: 'string', value: 'SECONDS', help: 'its timestamp' },
  'from-rpc': {
    kind: 'string',
    value: 'URL',
    help: 'ask a node on this very chain for what of these is left out',
  },
  history: {
    kind: 'string',
    value: 'MODE',
    help: 'history mode of the datadir',
  },
  scheme: {
    kind: 'string',
    value: 'NAME',
    help: 'storage scheme of the datadir: path or hash for geth',
  },
  'chain-id': {
    kind: 'string',
    value: 'N',
    help: 'only for networks whose facts do not say it',
  },
  'genesis-hash': {
    kind: 'string',
    value: 'HASH',
    help: 'likewise: hash of block 0, for devnets',
  },
} as const satisfies OptionSpecs;

/** What the manifest will say of the chain: from options, the network's facts, and a node where one is asked. */
export async function chainFacts(given: Given): Promise<ChainFacts> {
  const url = given.text('from-rpc');
  const network = given.name('network');
  const facts = networks[network];
  const node = url ? await asked(url, given.count('block'), facts) : undefined;
  const genesisHash =
    hashOption(given, 'genesis-hash') ??
    facts?.genesisHash ??
    node?.genesisHash;
  const chainId = given.count('chain-id') ?? node?.chainId ?? facts?.chainId;
  if (chainId === undefined)
    throw new UsageError(
      `--chain-id is missing: the facts of networks do not know "${network}".`,
    );
  if (genesisHash === undefined)
    throw new UsageError(
      node
        ? `--genesis-hash is missing: the facts of "${network}" do not say it, and the node of --from-rpc does not give block 0 (${node.genesisUnknown}). Give it.`
        : `--genesis-hash is missing: the facts of "${network}" do not say it. Give it, or a node with --from-rpc.`,
    );
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
  return {
    network,
    chainId,
    genesisHash,
    client: given.name('client'),
    clientVersion: plainVersion(
      needed(
        given,
        'client-version',
        given.text('client-version') ?? node?.clientVersion,
      ),
    ),
    scheme: given.text('scheme') ?? null,
    history: given.text('history') ?? null,
    block: {
      number: needed(
        given,
        'block',
        given.count('block') ?? node?.block.number,
      ),
      hash: needed(
        given,
        'block-hash',
        hashOption(given, 'block-hash') ?? node?.block.hash,
      ),
      timestamp: given.count('block-time') ?? node?.block.timestamp ?? 0,
    },
  };
}

type NodeFacts = NodeIdentity & { block: RpcBlock };

async function asked(
  url: string,
  number: number | undefined,
  facts: Network | undefined,
): Promise<NodeFacts> {
  const shown = shownUrl(url);
  const fault = endpointFault(url);
  if (fault !== undefined)
    throw new UsageError(
      `--from-rpc "${shown}" ${fault}. Give the address of a node's JSON-RPC, for example http://127.0.0.1:8545.`,
    );
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
      `${shown} does not answer as an execution client: ${
        error instanceof Error ? error.message : String(error)
      }. Give --block and --block-hash instead.`,
    );
  }
  throw refused(
    'block-missing',
    `${shown} does not have block ${number ?? 'latest'}. Correct --block.`,
  );
}

function needed<T>(given: Given, name: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new UsageError(
    `--${name} is missing${
      given.text('from-rpc') ? '' : '; a node can tell it with --from-rpc'
    }.`,
  );
}

function hashOption(given: Given, name: string): string | undefined {
  const value = given.text(name)?.toLowerCase();
  if (value !== undefined && !/^0x[0-9a-f]{64}$/.test(value))
    throw new UsageError(
      `--${name} is "${value}"; a hash is 0x and 64 hex digits.`,
    );
  return value;
}
