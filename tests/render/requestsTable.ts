import { resolve } from 'node:path';
import { environmentsOf } from './environments';
import { parseManifests } from './manifests';
import { run } from './program';
import { requestsOf, sum, type Requests } from './requests';

/**
 * What each environment asks a cluster for, as a table of Markdown: of what is rendered, and so only with the charts of
 * others in vendor/charts (make vendor-charts).
 *
 *   scripts/with-node.sh yarn tsx tests/render/requestsTable.ts [DIR]
 */
const directory = resolve(process.argv[2] ?? resolve(__dirname, '../..'));
const layers = ['local-registry', 'istio', 'observability', 'ethereum'];
const GI = 2 ** 30;
const rows = [
  [
    'environment',
    'layer',
    'pods',
    'cores',
    'memory',
    'volumes',
    'on each machine',
  ],
  ['---', '---', '---:', '---:', '---:', '---:', '---'],
];

for (const environment of environmentsOf(directory)) {
  const asked = layers.map(layer => ({
    layer,
    ...requested(environment, layer),
  }));
  for (const { layer, ...requests } of asked) {
    if (requests.pods > 0) rows.push(row(environment, layer, requests));
  }
  rows.push(row(environment, '**all**', sum(asked)));
}
process.stdout.write(rows.map(cells => `| ${cells.join(' | ')} |\n`).join(''));

function requested(environment: string, layer: string): Requests {
  const rendered = run(
    'helmfile',
    [
      '--quiet',
      '--environment',
      environment,
      '--selector',
      `layer=${layer}`,
    ].concat(['template', '--skip-deps']),
    { cwd: directory },
  );
  if (rendered.ok) return requestsOf(parseManifests(rendered.output));
  if (rendered.reason.includes('no releases found')) return sum([]);
  throw new Error(rendered.reason);
}

function row(environment: string, layer: string, asked: Requests): string[] {
  const inGi = (bytes: number) => `${Math.round((bytes / GI) * 10) / 10}Gi`;
  return [
    environment,
    layer,
    String(asked.pods),
    (Math.round(asked.cpu * 10) / 10).toFixed(1),
    inGi(asked.memory),
    asked.volumes > 0 ? `${asked.volumes}, ${inGi(asked.storage)}` : '-',
    asked.machineCpu > 0
      ? `${Math.round(asked.machineCpu * 1000)}m, ${Math.round(
          asked.machineMemory / 2 ** 20,
        )}Mi`
      : '-',
  ];
}
