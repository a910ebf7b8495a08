import { historyModes, refusedTag } from '@nodeyard/ethereum';
import type {
  ConsensusClient,
  ExecutionClient,
  HistoryMode,
  Network,
} from '@nodeyard/ethereum';
import { clientCapability } from '../../capabilities';
import type { Facts } from '../../facts';
import { historyModesOn } from '../../plan/history';
import { executionStorage } from '../../plan/storage';
import { EMBEDDED_CONSENSUS } from '../choices';
import { historyTitles } from '../labels';

/** An answer of a list: its value and its label. */
export interface Answer<Name extends string = string> {
  name: Name;
  title: string;
}

/** What networks are for, in the order in which the form lists them. Other networks follow, under their titles. */
const networkTitles: Readonly<Record<string, string>> = {
  sepolia: 'Sepolia, for testing applications',
  hoodi: 'Hoodi, for testing validators and staking',
  mainnet: 'Mainnet',
  devnet: 'A devnet of your own, for trying things out',
};

/** The defaults of the form; other clients follow in the order of the facts. */
const defaultClients = ['geth', 'lighthouse'];

/** Histories as the form lists them: the shortest of the public networks first. */
const historyOrder = Object.keys(historyTitles);

export function networkAnswers({ networks }: Facts): Answer[] {
  const names = Object.keys(networkTitles).filter(name =>
    Object.hasOwn(networks, name),
  );
  return [
    ...names.map(name => ({ name, title: networkTitles[name] ?? name })),
    ...Object.values(networks)
      .filter(({ name }) => !names.includes(name))
      .map(({ name, title }) => ({ name, title })),
  ];
}

/** Execution clients that the chart can deploy on a network. */
export function executionClientsOn(
  network: Network,
  facts: Facts,
): ExecutionClient[] {
  return defaultFirst(
    Object.values(facts.executionClients).filter(
      client =>
        canJoin(client, network) && historyAnswers(client, network).length > 0,
    ),
  );
}

/** Consensus clients for an execution client: its own first, where it has one. */
export function consensusAnswers(
  execution: ExecutionClient,
  network: Network,
  facts: Facts,
): Answer[] {
  const clients = defaultFirst(
    Object.values(facts.consensusClients).filter(client =>
      canJoin(client, network),
    ),
  );
  return [
    ...(execution.embeddedConsensus
      ? [
          {
            name: EMBEDDED_CONSENSUS,
            title: `Caplin, inside ${execution.title}`,
          },
        ]
      : []),
    ...clients.map(({ name, title }) => ({ name, title })),
  ];
}

/**
 * Histories that a client has on a network and whose size is known. An archive of a public network takes terabytes and is left
 * to request files.
 */
export function historyAnswers(
  client: ExecutionClient,
  network: Network,
): Answer<HistoryMode>[] {
  const modes = historyModesOn(client, network).filter(
    mode =>
      executionStorage(client, network.name, mode) !== undefined &&
      (mode !== 'archive' || network.kind === 'devnet'),
  );
  return historyModes
    .filter(mode => modes.includes(mode))
    .sort((a, b) => historyOrder.indexOf(a) - historyOrder.indexOf(b))
    .map(mode => ({ name: mode, title: historyTitle(mode, client, network) }));
}

function historyTitle(
  mode: HistoryMode,
  { rollingDays }: ExecutionClient,
  { kind }: Network,
): string {
  if (mode === 'rolling' && rollingDays !== undefined) {
    return `The last ${rollingDays} days, and no more`;
  }
  return mode === 'full' && kind !== 'devnet'
    ? `${historyTitles.full}, for indexers`
    : historyTitles[mode];
}

function canJoin(
  client: ExecutionClient | ConsensusClient,
  { name }: Network,
): boolean {
  return (
    clientCapability(client).chart &&
    client.networks.includes(name) &&
    refusedTag(client, name, client.image.tag) === undefined
  );
}

function defaultFirst<T extends { name: string }>(clients: readonly T[]): T[] {
  return [...clients].sort(
    (a, b) =>
      Number(defaultClients.includes(b.name)) -
      Number(defaultClients.includes(a.name)),
  );
}

/** Answers that each of several clients offers, each once. */
export function joinedAnswers(lists: readonly Answer[][]): Answer[] {
  const joined = new Map(lists.flat().map(answer => [answer.name, answer]));
  return [...joined.values()];
}
