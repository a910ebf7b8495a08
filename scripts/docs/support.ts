import {
  consensusClients,
  executionClients,
  type ConsensusClient,
  type ExecutionClient,
} from '@nodeyard/ethereum';
import { markdownTable } from './marked';

type Client = ExecutionClient | ConsensusClient;

/**
 * Versions of the programs in a record of `make test-situations`, by name.
 *
 * @throws Error when the record has no line of versions
 */
export function readVersions(record: string): Map<string, string> {
  const line = /^(?:[\w-]+ \d[\w.]*(?:, )?){2,}$/m.exec(record)?.[0];
  if (!line) throw new Error('tests/situations/RECORD.md names no versions');
  return new Map(
    line.split(', ').map(entry => entry.split(' ') as [string, string]),
  );
}

/** The clients of the facts, the networks of each, and the strongest proof that exists for it. */
export function supportTable(versions: ReadonlyMap<string, string>): string {
  const rows = (clients: Record<string, Client>, layer: string) =>
    Object.values(clients)
      .filter(({ deployable }) => deployable.chart)
      .map(client => [
        client.title,
        layer,
        `\`${client.image.tag}\``,
        client.networks.join(', '),
        proofOf(client, versions.get(client.name)),
      ]);
  return markdownTable(
    ['client', 'layer', 'deployed release', 'networks', 'proven by'],
    [
      ...rows(executionClients, 'execution'),
      ...rows(consensusClients, 'consensus'),
    ],
  );
}

/** Networks and history modes of each client of the chart. */
export function chartTable(): string {
  const rows = (clients: Record<string, Client>, layer: string) =>
    Object.values(clients)
      .filter(({ deployable }) => deployable.chart)
      .map(client => [
        client.name,
        layer,
        client.networks.join(', '),
        historyOf(client),
      ]);
  return markdownTable(
    ['client', 'layer', 'networks', '`history`'],
    [
      ...rows(executionClients, 'execution'),
      ...rows(consensusClients, 'consensus'),
    ],
  );
}

function historyOf(client: Client): string {
  if (client.layer === 'consensus') return '';
  const days = client.rollingDays ? ` (${client.rollingDays} days)` : '';
  return client.history
    .map(mode => (mode === 'rolling' ? `${mode}${days}` : mode))
    .join(', ');
}

/** Flags of consensus clients for a server of the Builder API. */
export function builderTable(): string {
  return markdownTable(
    ['consensus client', 'flags'],
    Object.values(consensusClients)
      .filter(({ deployable }) => deployable.chart)
      .map(({ title, builderFlags = [] }) => [
        title,
        builderFlags
          .map(flag => `\`${flag.replace('{url}', 'URL')}\``)
          .join(', ') || 'none',
      ]),
  );
}

function proofOf({ checkedAt }: Client, version: string | undefined): string {
  return version === undefined
    ? `rendering (\`make test-matrix\`), not by running it; facts from its sources, checked on ${checkedAt}`
    : `running ${version} (\`make test-cluster\`, \`make test-situations\`: [last run](tests/situations/RECORD.md)), and rendering`;
}
