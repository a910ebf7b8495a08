import { formatHistory } from '../plan/history';
import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import type { PlannedPool } from '../plan/pool';
import {
  entityLinks,
  nodeAnnotations,
  repositoryAnnotations,
} from './annotations';
import { apiName, namespaceName } from './entityNames';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { openRpcDocument } from './openRpc';
import { yamlText } from './yaml';

const API_VERSION = 'backstage.io/v1alpha1';

/** `catalog-info.yaml`: the system, a component per node and for the pool, the API that they serve and the namespace they run in. */
export function catalogInfoFile(plan: Plan): RepositoryFile {
  const entities = [
    system(plan),
    namespace(plan),
    api(plan),
    ...plan.nodes.map(node => component(plan, node)),
    ...(plan.pool ? [poolComponent(plan, plan.pool)] : []),
  ];
  return textFile(
    'catalog-info.yaml',
    entities.map(entity => `---\n${yamlText(entity)}`).join(''),
  );
}

function system({ request }: Plan) {
  return {
    apiVersion: API_VERSION,
    kind: 'System',
    metadata: {
      name: request.name,
      description: request.description,
      annotations: {
        ...repositoryAnnotations(request),
        'backstage.io/techdocs-ref': 'dir:.',
      },
      tags: ['ethereum', request.network],
      links: entityLinks(request),
    },
    spec: { owner: request.owner, type: 'ethereum-nodes' },
  };
}

function namespace({ request }: Plan) {
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: namespaceName(request.name),
      description: `Kubernetes namespace ${request.name}, one in the cluster of each environment`,
    },
    spec: {
      type: 'kubernetes-namespace',
      owner: request.owner,
      system: request.name,
    },
  };
}

function api({ request, nodes, pool }: Plan) {
  return {
    apiVersion: API_VERSION,
    kind: 'API',
    metadata: {
      name: apiName(request.name),
      description: `Ethereum JSON-RPC of ${request.network}`,
      annotations: {
        ...repositoryAnnotations(request),
        'backstage.io/techdocs-entity': `system:default/${request.name}`,
      },
      tags: ['ethereum', 'json-rpc'],
    },
    spec: {
      type: 'openrpc',
      lifecycle: lifecycle({ request }),
      owner: request.owner,
      system: request.name,
      definition: openRpcDocument(request, pool ? [pool, ...nodes] : nodes),
    },
  };
}

function component({ request }: Plan, node: PlannedNode) {
  const clients =
    node.consensus === undefined
      ? [node.execution]
      : [node.execution, node.consensus];
  return {
    apiVersion: API_VERSION,
    kind: 'Component',
    metadata: {
      name: node.component,
      description: `${clients.join(' with ')} on ${
        request.network
      }, history ${formatHistory(node)}`,
      annotations: nodeAnnotations(request, node.component),
      tags: ['ethereum', request.network, ...clients],
      links: entityLinks(request),
    },
    spec: {
      type: 'ethereum-node',
      lifecycle: lifecycle({ request }),
      owner: request.owner,
      system: request.name,
      providesApis: [apiName(request.name)],
      dependsOn: [`resource:default/${namespaceName(request.name)}`],
    },
  };
}

/** A node like the others to the catalog, with more pods than one. */
function poolComponent(plan: Plan, pool: PlannedPool) {
  const { metadata, spec, ...entity } = component(plan, pool);
  return {
    ...entity,
    metadata: {
      ...metadata,
      description: `${pool.min} to ${pool.max} nodes for callers: ${metadata.description}`,
    },
    spec: { ...spec, type: 'ethereum-node-pool' },
  };
}

function lifecycle({ request }: Pick<Plan, 'request'>): string {
  return request.environments.includes('production')
    ? 'production'
    : 'experimental';
}
