import { ensurePresent } from '../ensurePresent';
import type {
  Client,
  ConsensusClient,
  ExecutionClient,
} from '../../packages/ethereum/src/clients/schema';
import { compareTags } from '../../packages/ethereum/src/clients/version';
import { clientsOf } from './combinations';
import { SIZE } from './matrixValues';
import { listening } from './peerPorts';

/** Where every client is at home, and where forks refuse the fewest of the older releases. */
export const NETWORK = 'mainnet';

/** A client at one of its releases, as a node of the chart's values. */
export interface ReleaseNode {
  name: string;
  client: Client;
  tag: string;
  /** Names of `p2p.nodePorts` that it listens on. */
  listens: string[];
  values: Record<string, unknown>;
}

/** Each client at each of its `releasesOf`, with each history, and alone where it can be: a list for each client. */
export function releaseNodes(chart: string): ReleaseNode[][] {
  const clients = clientsOf(chart);
  return clients.map(client =>
    releasesOf(client).flatMap((tag, release) =>
      pairsOf(client, clients).map(
        ({ execution, consensus, history }, pair) => {
          const image = { tag };
          return {
            name: `${client.name}-${release}-${pair}`,
            client,
            tag,
            listens: listening(execution, consensus, { [client.layer]: tag }),
            values: {
              execution: {
                client: execution.name,
                history,
                storage: { size: SIZE },
                ...(execution === client ? { image } : {}),
              },
              ...(consensus && {
                consensus: {
                  client: consensus.name,
                  ...(consensus === client ? { image } : {}),
                },
              }),
            },
          };
        },
      ),
    ),
  );
}

/** A client's oldest, pinned and newest release, and both sides of each at which a flag or a port changes. */
function releasesOf({
  image,
  minimumTags = {},
  versions = [],
}: Client): string[] {
  const [oldest = image.tag] = Object.values(minimumTags).sort(
    (a, b) => compareTags(a, b) ?? 0,
  );
  const changes = versions
    .flatMap(({ from, until }) => [from, until])
    .filter(tag => tag !== undefined)
    .flatMap(tag => [justBefore(tag), tag]);
  // A tag that names no release is taken for the newest.
  const tags = new Set([oldest, image.tag, ...changes, 'latest']);
  return [...tags].filter(
    tag => (compareTags(tag, minimumTags[NETWORK] ?? tag) ?? 0) >= 0,
  );
}

/** A tag between a release and the one before it: `26.9.999` for `26.10.0`. */
function justBefore(tag: string): string {
  const numbers = tag.match(/\d+/g)?.map(Number) ?? [];
  const last = numbers.findLastIndex(number => number > 0);
  const before = numbers.map((number, place) => {
    if (place < last) return number;
    return place === last ? number - 1 : 999;
  });
  return tag.replace(/\d+/g, () => String(before.shift()));
}

interface Pair {
  execution: ExecutionClient;
  consensus?: ConsensusClient;
  history: string;
}

/** Its partner is at the release of the facts. */
function pairsOf(client: Client, clients: readonly Client[]): Pair[] {
  const partner = (name: string) => clients.find(one => one.name === name);
  if (client.layer === 'consensus') {
    const execution = partner('geth') as ExecutionClient;
    return [
      {
        execution,
        consensus: client,
        history: ensurePresent(execution.history[0]),
      },
    ];
  }
  const consensus = partner('lighthouse') as ConsensusClient;
  return [
    ...client.history.map(history => ({
      execution: client,
      consensus,
      history,
    })),
    ...(client.embeddedConsensus
      ? [{ execution: client, history: ensurePresent(client.history[0]) }]
      : []),
  ];
}
