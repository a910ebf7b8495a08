import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './program';
import type { Subject } from './subject';

const NODE_CHART = 'charts/ethereum-infrastructure';
const ENVIRONMENT = 'production';

/** `helm template` of one chart. */
export function release(
  name: string,
  chart: string,
  values: readonly string[],
): Subject {
  return {
    name,
    render: () =>
      run(
        'helm',
        [
          ...['template', 'bench', chart, '--namespace', 'ethereum'],
          ...values.flatMap(file => ['--values', file]),
        ],
        '.',
      ),
  };
}

/** The nodes of environments/production.yaml, with the values that helmfile passes for each. */
export function productionNodes(root: string, scratch: string): Subject[] {
  const folder = join(scratch, 'values');
  mkdirSync(folder);
  run(
    'helmfile',
    [
      ...['--environment', ENVIRONMENT, '--quiet'],
      ...['--selector', 'layer=ethereum,tier=node', 'write-values'],
      ...['--output-file-template', join(folder, '{{ .Release.Name }}.yaml')],
    ],
    root,
  );
  const files = readdirSync(folder);
  if (files.length === 0) {
    throw new Error('environments/production.yaml has no nodes');
  }
  return files.map(file =>
    release(`production ${basename(file, '.yaml')}`, join(root, NODE_CHART), [
      join(folder, file),
    ]),
  );
}

/** One geth and Lighthouse with default settings, and the same without a part of the chart. */
export function parts(root: string, scratch: string): Subject[] {
  const chart = join(root, NODE_CHART);
  const values = [join(chart, 'ci/sepolia-values.yaml')];
  const without = (part: string) => {
    const copy = join(scratch, `without-${basename(part)}`);
    cpSync(chart, copy, { recursive: true });
    rmSync(join(copy, part), { recursive: true });
    return copy;
  };
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  writeFileSync(
    join(empty, 'Chart.yaml'),
    'apiVersion: v2\nname: empty\nversion: 0.1.0\n',
  );
  return [
    release('start of helm', empty, []),
    release('geth and Lighthouse', chart, values),
    release('... without schema', without('values.schema.json'), values),
    release('... without templates', without('templates'), values),
  ];
}

/** Every release of the layer `ethereum` of production, by the helmfile of all layers. */
export function production(name: string, root: string): Subject {
  return {
    name,
    render: () =>
      run(
        'helmfile',
        [
          ...['--selector', 'layer=ethereum', '--environment', ENVIRONMENT],
          ...['--quiet', 'template'],
        ],
        root,
      ),
  };
}

/** The same by the command of the repository, with its files and its environment variables. */
export function productionByMake(root: string): Subject {
  return {
    name: 'production by make template',
    render: () => run('make', ['template', `ENV=${ENVIRONMENT}`], root),
  };
}
