import { currentFacts, known } from '../facts';
import { historyModesOn } from '../plan/history';
import { executionStorage } from '../plan/storage';
import { readLayers } from './layers';
import type { Layers } from './layers';
import {
  below,
  fillFrom,
  overlay,
  settingsIn,
  under,
  valueAt,
} from './setting';
import type { Setting, Values } from './setting';

export type NodeSettings =
  | {
      ok: true;
      /** Of the node itself. */
      node: Setting[];
      /** Of all that its release brings. */
      release: Setting[];
    }
  | { ok: false; problem: string };

/** Keys of the chart's values that nodes are made from; all others are the release's own. */
const ofNodes = [
  'only',
  'nodes',
  'serve',
  'clients',
  'nodeDefaults',
  'serveDefaults',
];

/**
 * Every setting of one node or pool in an environment, and the layer that it came from: what the chart makes of
 * `nodes.<name>`, `clients.<client>`, its defaults and the facts (templates/_node.tpl), and then what the release has beside.
 */
export function nodeSettings(
  root: string,
  environment: string,
  node: string,
): NodeSettings {
  const result = readLayers(root, environment, node);
  if (!result.ok) return result;
  const { layers } = result;
  const values = overlay(...layers.settings);
  const ofRelease = values.filter(
    ({ path: [top = ''] }) => !ofNodes.includes(top),
  );
  return {
    ok: true,
    node: ofNode(values, layers, node).sort(byPath),
    release: ofRelease.sort(byPath),
  };
}

function ofNode(values: Setting[], layers: Layers, node: string): Setting[] {
  const own = below(values, layers.kind, node);
  const defaults = overlay(
    below(values, 'nodeDefaults'),
    layers.kind === 'serve' ? below(values, 'serveDefaults') : [],
  );
  const clients: Record<string, string | undefined> = {
    execution: layers.execution,
    consensus: layers.consensus,
  };
  const ofClients = Object.entries(clients).flatMap(([layer, client]) =>
    client === undefined
      ? []
      : under(
          layer,
          fillFrom(
            facts(layers.network, client, [
              ...below(values, 'clients', client),
              ...below(own, layer),
            ]),
            overlay(
              below(defaults, layer),
              below(values, 'clients', client),
              below(own, layer),
            ),
          ),
        ),
  );
  const rest = overlay(defaults, own).filter(
    ({ path: [top = ''] }) => !(top in clients),
  );
  return [...ofClients, ...rest];
}

/** Defaults from a client's data file, which values and environments override. */
function facts(
  network: string,
  name: string,
  configured: Setting[],
): Setting[] {
  const execution = known(currentFacts.executionClients, name);
  const consensus = known(currentFacts.consensusClients, name);
  const client = execution ?? consensus;
  if (!client) return [];
  const { digest, ...image } = client.image;
  const isOtherImage = ['repository', 'tag'].some(key =>
    valueAt(configured, 'image', key),
  );
  const history =
    execution &&
    historyModesOn(execution, known(currentFacts.networks, network)).find(
      (mode, _, [first]) => mode === (valueAt(configured, 'history') || first),
    );
  const figures =
    execution && history
      ? executionStorage(execution, network, history)
      : known(consensus?.storage ?? {}, network);
  const memory = network === 'mainnet' ? client.memoryGi : undefined;
  const suggested: Values = {
    image: { ...image, ...(digest && !isOtherImage ? { digest } : {}) },
    ...(history ? { history } : {}),
    ...(figures ? { storage: { size: `${figures.suggestedGi}Gi` } } : {}),
    ...(memory ? { resources: { requests: { memory: `${memory}Gi` } } } : {}),
  };
  return settingsIn(
    suggested,
    `charts/ethereum-infrastructure/files/clients/${name}.yaml`,
  );
}

/** By code units, which no locale changes. */
function byPath(a: Setting, b: Setting): number {
  const [left, right] = [a.path.join('.'), b.path.join('.')];
  return Number(left > right) - Number(left < right);
}
