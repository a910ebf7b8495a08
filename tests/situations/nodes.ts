import { merge, type Values } from '../integration/deployment';

/** What the settings of a node are made of. */
export interface Means {
  /** Flags of Lodestar for the node that others begin with, and for the others. */
  flags: { boots: string[]; follows: string[] };
  namespace: string;
  versions: Values;
}

interface NodeKind {
  /** Laid over the node's settings. */
  settings?: (means: Means) => Values;
  /** Laid over the environment when this node is deployed. */
  environment?: Values;
}

const idle = ['/usr/local/bin/node', '-e', 'setInterval(() => {}, 1e6)'];
const consensusNever = {
  consensus: { command: idle.slice(0, 1), args: idle.slice(1), extraArgs: [] },
};
const withGenesis = (existingConfigMap: string): Values => ({
  networkConfig: { existingConfigMap },
});

/** EthereumJS in the place of geth. Its copy of genesis.json is made by the init container (images/build.sh). */
const ethereumjs = ({ versions }: Means): Values => ({
  execution: {
    image: {
      repository: 'nodeyard.test/ethereumjs',
      tag: String(versions.ethereumjs),
    },
    env: { NODE_OPTIONS: '--max-old-space-size=512' },
    extraArgs: [],
    command: [
      '/usr/local/bin/node',
      '/app/node_modules/@ethereumjs/client/dist/esm/bin/cli.js',
    ],
    args: [
      ...['--gethGenesis=/data/genesis.json', '--dataDir=/data/chain'],
      ...['--rpc', '--rpcAddr=0.0.0.0', '--rpcPort=8545'],
      // It writes one in any case, and `false` is a name to it.
      ...['--logFile=/tmp/ethereumjs.log', '--logRotate=false'],
      ...['--rpcEngine', '--rpcEngineAddr=127.0.0.1', '--rpcEnginePort=8551'],
      ...['--jwtSecret=/secrets/jwt/jwt.hex', '--wsEnginePort=8552'],
      ...['--discDns=false', '--discV4=false', '--port=30303'],
      ...['--prometheus', '--prometheusPort=6060'],
    ],
  },
});

/** The nodes of the test's network by what is done to them. The first makes the blocks, and all others begin with it. */
export const nodeKinds = {
  maker: {
    settings: ({ flags }) => ({
      execution: { resources: requests('200m') },
      consensus: {
        resources: requests('300m'),
        validator: { resources: requests('200m') },
        // Who begins at a checkpoint asks it for a state.
        args: [...flags.boots, '--rest.namespace=*'],
      },
    }),
  },
  steady: {},
  killed: {},
  alone: { settings: () => consensusNever },
  secret: {
    settings: () => ({
      execution: { extraArgs: ['--authrpc.jwtsecret=/tmp/own.hex'] },
    }),
  },
  cut: {},
  foreign: { environment: withGenesis('genesis-other') },
  clock: {
    settings: () => ({ consensus: { image: { tag: 'clock' } } }),
    environment: { nodeHealth: { image: { tag: 'clock' } } },
  },
  small: {},
  snap: {
    settings: ({ flags, namespace }) => ({
      execution: { extraArgs: ['--syncmode=snap'] },
      consensus: {
        args: [
          ...flags.follows,
          `--checkpointSyncUrl=http://geth-0-headless.${namespace}.svc.cluster.local:9596`,
          '--safe-slots-to-import-optimistically=0',
        ],
      },
    }),
  },
  old: { environment: withGenesis('genesis-old') },
  early: { environment: withGenesis('genesis-early') },
  ethereumjs: { settings: ethereumjs },
  'ethereumjs-alone': {
    settings: means => merge(ethereumjs(means), consensusNever),
  },
} satisfies Record<string, NodeKind>;

export type NodeName = keyof typeof nodeKinds;

/** In the order of their numbers. */
export const nodeNames: readonly NodeName[] = Object.keys(nodeKinds).filter(
  (name): name is NodeName => name in nodeKinds,
);

/** Name of its release, StatefulSet and Service, as the generated repository gives it. */
export const releaseOf = (name: NodeName) => `geth-${nodeNames.indexOf(name)}`;

export const kindOf = (name: NodeName): NodeKind => nodeKinds[name];

/** `nodes` of the environment. */
export function nodeSettings(means: Means): Values {
  const settingsOf = (name: NodeName): Values =>
    merge(
      {
        execution: { storage: { size: '1Gi' }, resources: requests('20m') },
        consensus: {
          storage: { size: '1Gi' },
          resources: requests('20m'),
          args: means.flags.follows,
        },
      },
      kindOf(name).settings?.(means) ?? {},
    );
  return Object.fromEntries(
    nodeNames.map(name => [releaseOf(name), settingsOf(name)]),
  );
}

/** Little, so that there is room: what nodes use is what the machine has left. */
export function requests(cpu: string): Values {
  return { requests: { cpu, memory: '64Mi' } };
}
