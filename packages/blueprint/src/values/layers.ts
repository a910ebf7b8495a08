import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { present } from './present';
import { isValues, settingsIn } from './setting';
import type { Setting, Values } from './setting';

/** Keys of an environment that the helmfiles keep to themselves. */
const ofHelmfile = [
  'namespace',
  'kubeContext',
  'upgrades',
  'force',
  'platform',
];

/** A node or pool of an environment, and the layers of values that it is made from, the most general first. */
export interface Layers {
  kind: 'nodes' | 'serve';
  network: string;
  execution: string;
  consensus?: string;
  settings: Setting[][];
}

export type LayersResult =
  | { ok: true; layers: Layers }
  | { ok: false; problem: string };

/** Reads what `helmfiles/ethereum` hands to the chart for one node or pool. */
export function readLayers(
  root: string,
  environment: string,
  node: string,
): LayersResult {
  const file = `environments/${environment}.yaml`;
  if (!existsSync(join(root, file))) {
    const names = readdirSync(join(root, 'environments')).join(', ');
    return { ok: false, problem: `there is no ${file}. There are: ${names}` };
  }
  const values = valuesIn(root, file);
  const nodes = mapping(values.nodes);
  const pools = mapping(values.serve);
  const isNode = Object.hasOwn(nodes, node);
  if (!isNode && !Object.hasOwn(pools, node)) {
    const names = [...Object.keys(nodes), ...Object.keys(pools)].join(', ');
    return {
      ok: false,
      problem: `${file} has neither a node nor a pool ${node}. It has: ${names}`,
    };
  }
  const kind = isNode ? 'nodes' : 'serve';
  const own = mapping((isNode ? nodes : pools)[node]);
  // A pool that reads a node's database is of that node's client.
  const source = mapping(nodes[text(own.syncNode) ?? '']);
  const client = (layer: string) =>
    text(mapping(own[layer]).client) ?? text(mapping(source[layer]).client);
  const network = text(values.network) ?? '';
  const [execution = '', consensus] = [
    client('execution'),
    client('consensus'),
  ];
  const files = [
    'charts/ethereum-infrastructure/values.yaml',
    'values/ethereum/global.yaml',
    `values/networks/${network}.yaml`,
    `values/clients/${execution}.yaml`,
    ...(consensus === undefined ? [] : [`values/clients/${consensus}.yaml`]),
  ].filter(path => existsSync(join(root, path)));
  const chosen = Object.fromEntries(
    Object.entries({
      ...values,
      nodes: {},
      serve: {},
      [kind]: { [node]: own },
    }).filter(([key]) => !ofHelmfile.includes(key)),
  );
  return {
    ok: true,
    layers: {
      kind,
      network,
      execution,
      consensus,
      settings: [
        ...files.map(path => settingsIn(valuesIn(root, path), path)),
        settingsIn(chosen, file),
      ],
    },
  };
}

function valuesIn(root: string, path: string): Values {
  const values = present(parse(readFileSync(join(root, path), 'utf8')) ?? {});
  if (!isValues(values)) throw new Error(`${path} is not a YAML mapping`);
  return values;
}

function mapping(value: unknown): Values {
  return isValues(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
