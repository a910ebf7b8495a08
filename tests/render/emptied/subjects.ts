import { consensusClients } from '../../../packages/ethereum/src/clients/generated';
import { ensurePresent } from '../../ensurePresent';
import type { Path } from './keys';

export const layers = [
  'infrastructure',
  'local-registry',
  'istio',
  'observability',
  'ethereum',
] as const;
/** A folder of helmfiles/. */
export type Layer = (typeof layers)[number];

/** Which file is emptied key by key, in which environment that shows. */
export interface Subject {
  file: string;
  /** The environment's own file where it is another; else `file` is the environment. */
  trial?: unknown;
  /** Layers that read it. */
  layers: (key: Path) => readonly Layer[];
}

/** An environment of the repository. `namespace`, `kubeContext` and `platform` are read by all layers, the rest by the nodes'. */
export function environment(name: string): Subject {
  return {
    file: `environments/${name}.yaml`,
    layers: ([top, layer]) => {
      if (top === 'platform') {
        return layer === 'registry'
          ? ['infrastructure', 'local-registry']
          : layers;
      }
      return top === 'namespace' || top === 'kubeContext'
        ? layers
        : ['ethereum'];
    },
  };
}

/** A file of values/, in an environment that reads it. */
export function layerFile(file: string): Subject {
  const match = /^values\/(.*)\/([^/]*)\.yaml$/.exec(file);
  const folder = ensurePresent(match?.[1]);
  const name = ensurePresent(match?.[2]);
  const isConsensus = Object.hasOwn(consensusClients, name);
  const clients = {
    execution: { client: isConsensus ? 'geth' : name },
    consensus: { client: isConsensus ? name : 'lodestar' },
  };
  const chosen: Record<string, { layer: Layer; values: object }> = {
    ethereum: { layer: 'ethereum', values: {} },
    networks: { layer: 'ethereum', values: { network: name } },
    clients: { layer: 'ethereum', values: { nodes: { trial: clients } } },
    platform: {
      layer: 'infrastructure',
      values: {
        platform: {
          infrastructure: { enabled: true, cluster: { enabled: true } },
        },
      },
    },
    istio: {
      layer: 'istio',
      values: {
        platform: {
          istio: {
            enabled: true,
            mode: name === 'sidecar' ? 'sidecar' : 'ambient',
            gateway: {
              hostname: 'rpc.example.org',
              certificate: { secret: 'rpc-tls' },
              sourceRanges: ['203.0.113.0/24'],
              routesFrom: ['ethereum'],
            },
          },
        },
      },
    },
    observability: {
      layer: 'observability',
      values: {
        platform: {
          observability: {
            enabled: true,
            profile: folder.endsWith('small') ? 'small' : 'full',
            storage: {
              region: 'a',
              buckets: { loki: 'b', mimir: 'c' },
              existingSecret: 'd',
            },
          },
        },
      },
    },
  };
  const { layer, values } = ensurePresent(
    chosen[ensurePresent(folder.split('/')[0])],
  );
  return {
    file,
    trial: { network: 'hoodi', ...values },
    layers: () => [layer],
  };
}
