import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  clientSchema,
  historyModes,
  type Client,
  type ConsensusClient,
  type ExecutionClient,
  type HistoryMode,
} from '../../packages/ethereum/src/clients/schema';
import {
  networkFileSchema,
  withNetworks,
} from '../../packages/ethereum/src/networks/networkFile';
import type { Network } from '../../packages/ethereum/src/networks/schema';

/** One node that a user might request, and why the chart must refuse it: texts that its message holds, none if it is right. */
export interface Combination {
  name: string;
  network: Network;
  execution: ExecutionClient;
  /** Absent: what the execution client brings itself, if it does. */
  consensus?: ConsensusClient;
  history: HistoryMode;
  refusals: string[];
}

/** Every execution client with every consensus client and without one, on every network, with every history. */
export function allCombinations(chart: string): Combination[] {
  const clients = clientsOf(chart);
  const consensus = clients.filter(client => client.layer === 'consensus');
  return factsOf(chart, 'networks', networkFileSchema).flatMap(network =>
    clients
      .filter(client => client.layer === 'execution')
      .flatMap(execution =>
        [...consensus, undefined].flatMap(partner =>
          historyModes.map(history =>
            combination(network, execution, partner, history),
          ),
        ),
      ),
  );
}

function combination(
  network: Network,
  execution: ExecutionClient,
  consensus: ConsensusClient | undefined,
  history: HistoryMode,
): Combination {
  const name = [execution.name, consensus?.name ?? 'alone', history].join('-');
  const clients = [execution, ...(consensus ? [consensus] : [])]
    .filter(client => !client.networks.includes(network.name))
    .map(
      client =>
        `nodes.${name}.${client.layer}.client "${client.name}" does not support network "${network.name}"`,
    );
  if (!consensus && !execution.embeddedConsensus) {
    clients.push(`nodes.${name}.consensus.client is missing`);
  }
  const fits =
    execution.history.includes(history) &&
    (history !== 'pre-merge' || network.historyBlocks?.merge !== undefined) &&
    (history !== 'pre-prague' || network.historyBlocks?.prague !== undefined);
  return {
    name,
    network,
    execution,
    consensus,
    history,
    // A history is judged only where the clients are right: before, there is nothing to judge it by.
    refusals:
      clients.length > 0 || fits
        ? clients
        : [`nodes.${name}.execution.history "${history}" is not what`],
  };
}

/** All clients, with the networks whose files list them. */
export function clientsOf(chart: string): Client[] {
  const networks = factsOf(chart, 'networks', networkFileSchema);
  return factsOf(
    chart,
    'clients',
    z.preprocess(file => withNetworks(file, networks), clientSchema),
  );
}

/** All data files of a kind. */
export function factsOf<Facts>(
  chart: string,
  kind: string,
  schema: z.ZodType<Facts>,
): Facts[] {
  const folder = join(chart, 'files', kind);
  return readdirSync(folder)
    .sort()
    .map(file => schema.parse(parse(readFileSync(join(folder, file), 'utf8'))));
}
