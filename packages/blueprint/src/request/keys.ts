/**
 * What one key of a request means.
 * @public
 */
export interface RequestKey {
  /** `nodes[].history` for a key of a list's items. */
  path: string;
  required: boolean;
  about: string;
  /** A value as it is written in YAML. */
  example: string;
}

/**
 * Every key of a request in words, in the order in which people write them. `nodeyard explain`, refusals and the
 * scaffolder action's page all read these sentences; a test compares the paths with the schema.
 * @public
 */
export const requestKeys: readonly RequestKey[] = [
  {
    path: 'apiVersion',
    required: true,
    about: 'The version of the request format.',
    example: 'nodeyard.io/v1',
  },
  {
    path: 'name',
    required: true,
    about:
      'Names the repository, the namespace in the cluster and the system in the catalog. A DNS label of at most 40 characters, and no namespace of Kubernetes, of a cloud or of a platform.',
    example: 'payments-eth',
  },
  {
    path: 'owner',
    required: true,
    about: 'Who runs the nodes: a group or user of the catalog.',
    example: 'group:default/payments',
  },
  {
    path: 'description',
    required: true,
    about: 'What the nodes are for, in a sentence for people.',
    example: 'Sepolia RPC for the payments team',
  },
  {
    path: 'repository',
    required: false,
    about:
      'Where the repository will live, as host, owner and name. With it, CODEOWNERS names the owning group of that host.',
    example: 'github.com/acme/payments-eth',
  },
  {
    path: 'network',
    required: true,
    about: 'The Ethereum network that every node of this repository follows.',
    example: 'sepolia',
  },
  {
    path: 'environments',
    required: true,
    about:
      'Where the nodes are deployed: any of local, staging and production. Each becomes a file in environments/.',
    example: '[staging, production]',
  },
  {
    path: 'nodes',
    required: true,
    about:
      'The nodes; each is an execution client and the consensus client that drives it.',
    example:
      '[{ execution: geth, consensus: lighthouse, history: pre-prague }]',
  },
  {
    path: 'nodes[].execution',
    required: true,
    about:
      'The execution client: it runs transactions, keeps the state and answers JSON-RPC.',
    example: 'geth',
  },
  {
    path: 'nodes[].consensus',
    required: false,
    about:
      'The consensus client: it follows the beacon chain. May be left out only for an execution client that brings its own.',
    example: 'lighthouse',
  },
  {
    path: 'nodes[].history',
    required: false,
    about:
      "How much of the chain's past the node keeps: archive, full, pre-merge, pre-prague, rolling (the client's last days, see \"nodeyard explain\" of it) or aggressive. Without it, the client's usual mode.",
    example: 'pre-prague',
  },
  {
    path: 'nodes[].storage',
    required: false,
    about:
      "The execution client's volume. Without it, the size that the client needs today with room to grow.",
    example: '{ size: 900Gi, className: fast }',
  },
  {
    path: 'nodes[].storage.size',
    required: false,
    about: 'Size of the volume in GiB.',
    example: '900Gi',
  },
  {
    path: 'nodes[].storage.className',
    required: false,
    about: "Storage class of the volume. Without it, the cluster's default.",
    example: 'fast',
  },
  {
    path: 'nodes[].restore',
    required: false,
    about:
      "What the node's chain begins with: latest, the newest verified snapshot of snapshots.store, or none, a sync from its peers. Without it, none.",
    example: 'latest',
  },
  {
    path: 'serve',
    required: false,
    about:
      'A pool of RPC nodes behind one Service, named rpc, that grows and shrinks with load. Its nodes are like the first of nodes, but for what is said here. In the environment local it is one node.',
    example: '{ min: 2, max: 6 }',
  },
  {
    path: 'serve.min',
    required: true,
    about: 'Least number of nodes in the pool.',
    example: '2',
  },
  {
    path: 'serve.max',
    required: true,
    about: 'Greatest number of nodes in the pool.',
    example: '6',
  },
  {
    path: 'serve.execution',
    required: false,
    about: "The pool's execution client. Without it, the first node's.",
    example: 'reth',
  },
  {
    path: 'serve.consensus',
    required: false,
    about:
      "The pool's consensus client. Without it, the first node's, or the one that the execution client brings.",
    example: 'nimbus',
  },
  {
    path: 'serve.history',
    required: false,
    about:
      "How much of the chain's past the pool's nodes keep. Without it, as the first node if that has the same execution client, else the client's usual mode.",
    example: 'pre-prague',
  },
  {
    path: 'serve.storage',
    required: false,
    about:
      "The volume of each of the pool's nodes, which comes and goes with the node: choose a storage class that deletes.",
    example: '{ size: 900Gi, className: fast }',
  },
  {
    path: 'serve.storage.size',
    required: false,
    about: 'Size of the volume in GiB.',
    example: '900Gi',
  },
  {
    path: 'serve.storage.className',
    required: false,
    about: "Storage class of the volume. Without it, the cluster's default.",
    example: 'fast',
  },
  {
    path: 'serve.restore',
    required: false,
    about:
      "What the chain of each of the pool's nodes begins with: latest or none. Without it, as the first node if that has the same execution client and history, else none.",
    example: 'latest',
  },
  {
    path: 'serve.cpu',
    required: false,
    about:
      'Percent of the processor time requested for the execution client, on average over the pool, above which nodes are added. Without it, 70.',
    example: '70',
  },
  {
    path: 'snapshots',
    required: false,
    about:
      'Snapshots of the chain data, from which new nodes start in minutes: where they are kept, and when to take them.',
    example: '{ schedule: "0 3 * * *", store: "s3://eth-snapshots/payments" }',
  },
  {
    path: 'snapshots.schedule',
    required: false,
    about:
      'When to take one of each node: the five fields of a Kubernetes CronJob, in UTC. Without it none are taken, and restore reads what others keep in the store.',
    example: '"0 3 * * *"',
  },
  {
    path: 'snapshots.store',
    required: true,
    about:
      'Where they are kept: s3://bucket/prefix, or where a claim is mounted: file:///snapshots or a folder below file:///mnt. Never with credentials. In a bucket, what is taken for an environment goes below the prefix with its name.',
    example: 's3://eth-snapshots/payments',
  },
  {
    path: 'snapshots.endpoint',
    required: false,
    about: 'Base URL of an S3 server that is not AWS.',
    example: 'https://s3.example.com',
  },
  {
    path: 'snapshots.region',
    required: false,
    about: 'Region of the bucket.',
    example: 'eu-central-1',
  },
  {
    path: 'snapshots.secret',
    required: false,
    about:
      'Secret in the namespace of the nodes with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the bucket. Without it, snapshot-store.',
    example: 'snapshot-store',
  },
];

/** The documentation of the key at a path such as `nodes[0].history`. @internal */
export function requestKey(path: string): RequestKey | undefined {
  const pattern = path.replace(/\[\d+\]/g, '[]');
  return requestKeys.find(key => key.path === pattern);
}

/** Names of the keys one level below a path. @internal */
export function keysBelow(path: string): string[] {
  const pattern = path.replace(/\[\d+\]/g, '[]');
  const prefix = pattern === '' ? '' : `${pattern}.`;
  return requestKeys
    .map(key => key.path)
    .filter(known => known.startsWith(prefix))
    .map(known => known.slice(prefix.length))
    .filter(rest => rest !== '' && !/[.[]/.test(rest));
}
