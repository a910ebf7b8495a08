import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import type { PlannedPool } from '../plan/pool';
import type { EnvironmentName, NodeRequest } from '../request/schema';
import { deniedTraffic, poolBounds } from './environmentSettings';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import {
  restoreValues,
  snapshotStoreValues,
  snapshotValues,
} from './snapshots';
import { yamlText } from './yaml';

/** `environments/<name>.yaml` for each environment that was asked for. */
export function environmentFiles(plan: Plan): RepositoryFile[] {
  return plan.request.environments.map(name =>
    textFile(
      `environments/${name}.yaml`,
      yamlText(stateValues(plan, name), comment(name)),
    ),
  );
}

/** What the helmfile reads; the root's own environments/ explain each key. */
function stateValues(plan: Plan, name: EnvironmentName) {
  const { request, nodes, pool, devnet } = plan;
  return {
    namespace: request.name,
    platform: { infrastructure: infrastructureValues(request, name) },
    network: request.network,
    ...(devnet
      ? {
          networkConfig: {
            existingConfigMap: devnet.genesisConfigMap,
            ...(nodes.length > 1 || pool ? { bootNode: nodes[0].name } : {}),
          },
        }
      : {}),
    owner: {
      team: request.owner,
      system: `system:default/${request.name}`,
    },
    ...snapshotStoreValues(plan, name),
    nodes: Object.fromEntries(
      nodes.map((node, index) => [
        node.name,
        {
          ...nodeValues(
            node,
            index === 0 ? devnet?.interopValidators : undefined,
          ),
          ...snapshotValues(plan),
        },
      ]),
    ),
    ...(pool ? { serve: { [pool.name]: poolValues(pool, name) } } : {}),
  };
}

/**
 * The team's own namespace and its guards, and nothing that belongs to a whole cluster: other teams have theirs in it.
 *
 * The quota bounds mistakes, not growth. In production nothing passes, in either direction, but what a policy of the nodes
 * names; elsewhere pods of the team's own may call out, so that trying things stays easy.
 */
function infrastructureValues(
  { repository }: NodeRequest,
  name: EnvironmentName,
) {
  return {
    enabled: true,
    ...(repository === undefined ? {} : { repository }),
    namespace: {
      podSecurity: 'restricted',
      defaultDeny: deniedTraffic(name),
      quota: { pods: 100, persistentvolumeclaims: 50 },
    },
  };
}

function poolValues(pool: PlannedPool, name: EnvironmentName) {
  const { min, max } = poolBounds(name, pool);
  const { cpu } = pool;
  return {
    ...nodeValues(pool, undefined),
    autoscaling: {
      minReplicas: min,
      maxReplicas: max,
      ...(cpu === undefined ? {} : { targetCPUUtilizationPercentage: cpu }),
    },
  };
}

function nodeValues(node: PlannedNode, interopValidators: string | undefined) {
  const { component, execution, consensus, history } = node;
  const { executionGi, consensusGi } = node;
  return {
    entityRef: `component:default/${component}`,
    execution: {
      client: execution,
      history,
      ...storageValues(executionGi, node.storage),
    },
    ...(consensus === undefined
      ? {}
      : {
          consensus: {
            client: consensus,
            ...storageValues(consensusGi),
            ...(interopValidators === undefined ? {} : { interopValidators }),
          },
        }),
    ...restoreValues(node),
  };
}

/**
 * The size as a number, also where the request has none: a StatefulSet's volume claims cannot be changed, and the sizes
 * that the chart suggests change with what is known about the clients.
 */
function storageValues(
  gib: number | undefined,
  asked: PlannedNode['storage'] = {},
) {
  const { className, size = gib === undefined ? undefined : `${gib}Gi` } =
    asked;
  const storage = {
    ...(size === undefined ? {} : { size }),
    ...(className === undefined ? {} : { storageClassName: className }),
  };
  return Object.keys(storage).length > 0 ? { storage } : {};
}

function comment(name: EnvironmentName): string {
  return [
    `What runs in the environment "${name}". Edit it and run "make diff ENV=${name}".`,
    'Everything but "namespace" and "platform" goes to the charts: a value of charts/ethereum-infrastructure at the top is of each',
    'node and pool, and wins over values/; below nodes.<name> it is of one node. Values of charts/ethereum-network stand at the top,',
    'too. The sizes of volumes are written out because Kubernetes refuses another size for a node that',
    'exists.',
    '',
    '"platform.infrastructure" brings the namespace with its guards: any key of namespaceDefaults of charts/platform may stand',
    'there. Where your account may not make one, say "create: false"; a namespace that exists and does not belong to this repository',
    'is refused until you say ADOPT=<namespace>. Groups that may look at the nodes, or restart and scale them, go below "access":',
    'access: { view: [my-readers], operate: [my-team] }',
    '',
    'Name the context of your kubeconfig, so that this environment never lands in the cluster of another. Without it, it',
    'goes to whichever cluster is the current one:',
    `kubeContext: the-cluster-of-${name}`,
    '',
    'Callers reach JSON-RPC of each node. To let them use listed methods only, at one address for all nodes, see "The RPC',
    'gateway" in the chart\'s README; then "make rpc-methods" prints the list:',
    'exposure: { rpc: gateway }',
    '',
    'Only pods of this namespace may call JSON-RPC. To let an application in another namespace in, add it:',
    'networkPolicy:',
    '  rpcFrom:',
    '    - podSelector: {}',
    '    - namespaceSelector:',
    '        matchLabels: { kubernetes.io/metadata.name: my-application }',
  ].join('\n');
}
