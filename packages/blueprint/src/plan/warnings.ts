import type { Network } from '@nodeyard/ethereum';
import { known } from '../facts';
import type { Facts } from '../facts';
import type { Warning } from '../problem';
import type { NodeRequest } from '../request/schema';
import { devnet } from './devnet';
import type { PlannedNode } from './nodes';
import type { PlannedPool } from './pool';
import { storesOf } from './snapshots';
import { executionStorage, gibibytes } from './storage';

const DAY_MS = 86_400_000;
const FORK_NEAR_DAYS = 30;
const FACTS_OLD_DAYS = 30;

/** What is allowed and worth a second look, in the order of the request. */
export function warningsAbout(
  request: NodeRequest,
  nodes: readonly PlannedNode[],
  pool: PlannedPool | undefined,
  facts: Facts,
  now: Date,
): Warning[] {
  const network = known(facts.networks, request.network);
  return [
    ...(network ? forkSoon(network, now) : []),
    ...(network ? ownNetwork(network, request) : []),
    ...nodes.flatMap((node, index) =>
      smallDisk(node, `nodes[${index}]`, request, facts),
    ),
    ...(pool ? aboutPool(pool, request, facts) : []),
    ...aboutSnapshots(request),
    ...aboutHistories(request, nodes),
    ...(pool ? [] : aboutGateway(nodes)),
    ...aboutRestores(request, nodes, pool),
    ...majority(nodes, 'execution'),
    ...majority(nodes, 'consensus'),
    ...oldFacts(request, pool ? [...nodes, pool] : nodes, facts, now),
  ];
}

function forkSoon(network: Network, now: Date): Warning[] {
  const fork = network.forks.find(
    ({ time }) => time !== undefined && time * 1000 > now.getTime(),
  );
  if (fork?.time === undefined) return [];
  const days = Math.ceil((fork.time * 1000 - now.getTime()) / DAY_MS);
  if (days > FORK_NEAR_DAYS) return [];
  return [
    {
      path: 'network',
      reason: `${network.title} changes its rules (${fork.name}) in ${days} days`,
      advice:
        'Deploy only client versions that name this fork in their release notes.',
    },
  ];
}

function ownNetwork(
  network: Network,
  { environments }: NodeRequest,
): Warning[] {
  if (network.kind !== 'devnet') return [];
  const genesis = {
    path: 'network',
    reason:
      'a devnet begins where it is deployed, so its genesis must be made first',
    advice: `Put genesis.json, config.yaml and genesis.ssz into a ConfigMap named ${devnet.genesisConfigMap}.`,
  };
  if (!environments.includes('production')) return [genesis];
  return [
    genesis,
    {
      path: 'environments',
      reason: 'a devnet is lost with its volume',
      advice: 'Use mainnet in production.',
    },
  ];
}

function smallDisk(
  node: PlannedNode,
  path: string,
  request: NodeRequest,
  facts: Facts,
): Warning[] {
  const execution = known(facts.executionClients, node.execution);
  const suggested =
    execution &&
    executionStorage(execution, request.network, node.history)?.suggestedGi;
  const size = node.storage?.size;
  if (!size || suggested === undefined || gibibytes(size) >= suggested) {
    return [];
  }
  return [
    {
      path: `${path}.storage.size`,
      reason: `${size} leaves little room to grow: ${suggested}Gi are suggested`,
      advice:
        'Use a storage class that can expand volumes, or ask for more now.',
    },
  ];
}

/** Warnings about the keys of the pool itself; keys that it takes from the first node have their warnings there. */
function aboutPool(
  pool: PlannedPool,
  request: NodeRequest,
  facts: Facts,
): Warning[] {
  const { serve, environments } = request;
  const ownWarnings = smallDisk(pool, 'serve', request, facts).filter(
    ({ path }) => Object.keys(serve ?? {}).includes(path.split('.')[1] ?? ''),
  );
  if (pool.min > 1 || !environments.includes('production')) return ownWarnings;
  return [
    ...ownWarnings,
    {
      path: 'serve.min',
      reason:
        'a pool of one node is unavailable while that node moves to another machine',
      advice: 'Use at least 2 in production.',
    },
  ];
}

/** The only node is unavailable during its snapshot. */
function aboutSnapshots({
  snapshots,
  nodes,
  serve,
  environments,
}: NodeRequest): Warning[] {
  if (snapshots?.schedule === undefined || nodes.length > 1 || serve) return [];
  if (!environments.includes('production')) return [];
  return [
    {
      path: 'snapshots',
      reason:
        'the only node is unavailable while it is stopped for its snapshot',
      advice: 'Ask for a second node, or a pool.',
    },
  ];
}

/** A store has one `latest` for each client, and a snapshot of one history does not suit a node of another. */
function aboutHistories(
  { snapshots }: NodeRequest,
  nodes: readonly PlannedNode[],
): Warning[] {
  if (snapshots?.schedule === undefined) return [];
  const clients = [...new Set(nodes.map(({ execution }) => execution))];
  return clients.flatMap(client => {
    const histories = new Set(
      nodes.flatMap(({ execution, history }) =>
        execution === client ? [history] : [],
      ),
    );
    if (histories.size < 2) return [];
    return [
      {
        path: 'snapshots',
        reason: `snapshots of ${client} with histories ${[...histories].join(
          ' and ',
        )} share one place, and latest is the newest of them, whichever it is of`,
        advice:
          'Give these nodes one history, or restore from a snapshot by its ID: latest of another history is refused.',
      },
    ];
  });
}

/**
 * Behind one gateway (exposure.rpc of an environment) a question about an old block must not depend on who is asked; where there
 * is a pool the gateway asks that alone. The least is what each client makes of it.
 */
function aboutGateway(nodes: readonly PlannedNode[]): Warning[] {
  const kept = nodes.map(({ execution, history }) =>
    ['rolling', 'aggressive'].includes(history)
      ? `${history} of ${execution}`
      : history,
  );
  const histories = [...new Set(kept)];
  if (histories.length < 2) return [];
  return [
    {
      path: 'nodes',
      reason: `the nodes keep different histories (${histories.join(
        ', ',
      )}): a gateway over them has only those that keep the most for questions about old blocks, and callers of a node's own Service get what that node keeps`,
      advice:
        'Give them one history, or a pool to the callers, if old blocks are asked for.',
    },
  ];
}

/** Without a snapshot a node that was promised one waits; it does not fall back to a sync. */
function aboutRestores(
  request: NodeRequest,
  nodes: readonly PlannedNode[],
  pool: PlannedPool | undefined,
): Warning[] {
  const { network, serve } = request;
  const stores = storesOf(request).join(' and ');
  const restored = [
    ...nodes.map((node, index) => [`nodes[${index}].restore`, node] as const),
    ...(pool && serve?.restore ? [['serve.restore', pool] as const] : []),
  ].filter(([, { restore }]) => restore);
  return restored.map(([path, { name, execution, history }]) => ({
    path,
    reason: `${name} waits until ${stores} has a verified snapshot of ${execution} on ${network} with history ${history}`,
    advice:
      'Let the first node of a network sync instead, unless others keep their snapshots there.',
  }));
}

/** A fault in a client that runs more than half of the nodes takes the service with it. */
function majority(
  nodes: readonly PlannedNode[],
  layer: 'execution' | 'consensus',
): Warning[] {
  const names = nodes.flatMap(node => node[layer] ?? []);
  const client = [...new Set(names)].find(
    name => names.filter(other => other === name).length * 2 > names.length,
  );
  if (nodes.length < 2 || client === undefined) return [];
  const share = names.filter(name => name === client).length;
  return [
    {
      path: 'nodes',
      reason: `${share} of ${names.length} nodes run ${client}: one fault in it stops them all`,
      advice: `Give other nodes another ${layer} client as soon as the chart deploys one that suits you.`,
    },
  ];
}

function oldFacts(
  request: NodeRequest,
  nodes: readonly PlannedNode[],
  facts: Facts,
  now: Date,
): Warning[] {
  const network = known(facts.networks, request.network);
  const clients = nodes.flatMap(node => [
    known(facts.executionClients, node.execution),
    known(facts.consensusClients, node.consensus),
  ]);
  const used = [...new Set([network, ...clients])].flatMap(fact => fact ?? []);
  return used.flatMap(({ name, checkedAt }) => {
    const days = Math.floor((now.getTime() - Date.parse(checkedAt)) / DAY_MS);
    if (days <= FACTS_OLD_DAYS) return [];
    return [
      {
        path: '',
        reason: `what is known about ${name} was checked ${days} days ago (${checkedAt})`,
        advice:
          'Update to a newer release of the blueprint, or compare versions and forks yourself.',
      },
    ];
  });
}
