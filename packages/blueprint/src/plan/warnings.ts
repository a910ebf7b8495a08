import { asMessage, type Network } from '@nodeyard/ethereum';
import { known } from '../facts';
import type { Facts } from '../facts';
import { joined } from '../messages/lists';
import { requestMessage } from '../messages/requestMessages';
import { warningOf } from '../problem';
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
    warningOf(
      'network',
      requestMessage('fork-soon', {
        network: network.title,
        fork: fork.name,
        days,
      }),
      requestMessage('deploy-fork-ready', {}),
    ),
  ];
}

function ownNetwork(
  network: Network,
  { environments }: NodeRequest,
): Warning[] {
  if (network.kind !== 'devnet') return [];
  const genesis = warningOf(
    'network',
    requestMessage('devnet-genesis', {}),
    requestMessage('make-genesis', { name: devnet.genesisConfigMap }),
  );
  if (!environments.includes('production')) return [genesis];
  return [
    genesis,
    warningOf(
      'environments',
      requestMessage('devnet-in-production', {}),
      requestMessage('use-mainnet', {}),
    ),
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
    warningOf(
      `${path}.storage.size`,
      requestMessage('disk-tight', { size, suggested }),
      requestMessage('expand-later', {}),
    ),
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
    warningOf(
      'serve.min',
      requestMessage('pool-of-one', {}),
      requestMessage('use-two', {}),
    ),
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
    warningOf(
      'snapshots',
      requestMessage('stopped-for-snapshot', {}),
      requestMessage('add-node-or-pool', {}),
    ),
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
      warningOf(
        'snapshots',
        requestMessage('mixed-snapshots', {
          client,
          histories: joined('together', [...histories]),
        }),
        requestMessage('one-history', {}),
      ),
    ];
  });
}

/**
 * Behind one gateway (exposure.rpc of an environment) a question about an old block must not depend on who is asked; where there
 * is a pool the gateway asks that alone. The least is what each client makes of it.
 */
function aboutGateway(nodes: readonly PlannedNode[]): Warning[] {
  const kept = new Map(
    nodes.map(({ execution, history }) =>
      ['rolling', 'aggressive'].includes(history)
        ? [
            `${history} of ${execution}`,
            requestMessage('history-of-client', { history, client: execution }),
          ]
        : [history, asMessage(history)],
    ),
  );
  if (kept.size < 2) return [];
  return [
    warningOf(
      'nodes',
      requestMessage('mixed-histories', {
        histories: joined('listed', [...kept.values()]),
      }),
      requestMessage('one-history-or-pool', {}),
    ),
  ];
}

/** Without a snapshot a node that was promised one waits; it does not fall back to a sync. */
function aboutRestores(
  request: NodeRequest,
  nodes: readonly PlannedNode[],
  pool: PlannedPool | undefined,
): Warning[] {
  const { network, serve } = request;
  const stores = joined('together', storesOf(request));
  const restored = [
    ...nodes.map((node, index) => [`nodes[${index}].restore`, node] as const),
    ...(pool && serve?.restore ? [['serve.restore', pool] as const] : []),
  ].filter(([, { restore }]) => restore);
  return restored.map(([path, { name, execution, history }]) =>
    warningOf(
      path,
      requestMessage('waits-for-snapshot', {
        node: name,
        stores,
        client: execution,
        network,
        history,
      }),
      requestMessage('sync-first', {}),
    ),
  );
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
    warningOf(
      'nodes',
      requestMessage('majority', { share, nodes: names.length, client }),
      requestMessage(`diversify-${layer}`, {}),
    ),
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
      warningOf(
        '',
        requestMessage('facts-old', { name, days, checkedAt }),
        requestMessage('update-facts', {}),
      ),
    ];
  });
}
