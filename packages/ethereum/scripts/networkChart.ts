import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { ExecutionClient } from '../src/clients/schema';
import type { Network } from '../src/networks/schema';

const charts = resolve(__dirname, '../../../charts');
const SOURCE = 'ethereum-infrastructure';

/** A file that another chart has from `charts/ethereum-infrastructure`, with its origin in the first line. */
export function copyOf(path: string, chart: string) {
  const origin = `Generated: a copy of charts/${SOURCE}/${path}. Do not edit.`;
  const head = path.endsWith('.tpl') ? `{{/* ${origin} */}}` : `# ${origin}`;
  const text = readFileSync(join(charts, SOURCE, path), 'utf8');
  return { file: `../../charts/${chart}/${path}`, text: `${head}\n${text}` };
}

/** What `charts/ethereum-network` has from the chart of nodes: shared templates, and the facts that a gateway needs. */
export function networkChart(
  networks: readonly Network[],
  clients: readonly ExecutionClient[],
) {
  const chart = 'ethereum-network';
  const facts = (folder: string, name: string, value: unknown) => ({
    file: `../../charts/${chart}/files/${folder}/${name}.yaml`,
    text: `# Generated from charts/${SOURCE}/files/${folder}. Do not edit.\n${stringify(
      value,
    )}`,
  });
  const templates = readdirSync(join(charts, SOURCE, 'templates/shared'));
  return [
    ...templates.sort().map(file => copyOf(`templates/shared/${file}`, chart)),
    copyOf('files/namespaces/reserved.yaml', chart),
    copyOf('files/extensions/reserved.yaml', chart),
    facts('networks', 'names', { names: networks.map(({ name }) => name) }),
    facts(
      'clients',
      'ports',
      Object.fromEntries(
        clients.map(({ name, ports: { http, ws } }) => [name, { http, ws }]),
      ),
    ),
  ];
}
