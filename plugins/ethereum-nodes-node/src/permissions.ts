import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { RESOURCE_TYPE_ETHEREUM_NODE } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { z } from 'zod';

/**
 * One condition on nodes: the field has one of the values. A node without the field has none of them.
 * @public
 */
export interface EthereumNodeFilter {
  field: 'ownerRef' | 'network' | 'cluster' | 'namespace';
  values: string[];
}

/** Bounded by what a database query takes. */
const anyOf = z.array(z.string().max(2000)).max(10_000);

/** @public */
export const ethereumNodeResourceRef = createPermissionResourceRef<
  EthereumNode,
  EthereumNodeFilter
>().with({
  pluginId: 'ethereum-nodes',
  resourceType: RESOURCE_TYPE_ETHEREUM_NODE,
});

/** Nodes owned by one of the given entities. @public */
export const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description: 'Allow nodes that are owned by one of the given entities',
  resourceRef: ethereumNodeResourceRef,
  paramsSchema: z.object({
    owners: anyOf.describe(
      'Full entity references, e.g. group:default/payments',
    ),
  }),
  apply: (node, { owners }) => has(node.ownerRef, owners.map(lowerCase)),
  toQuery: ({ owners }) => ({
    field: 'ownerRef',
    values: owners.map(lowerCase),
  }),
});

/** Nodes of one of the given networks. @public */
export const hasNetwork = createPermissionRule({
  name: 'HAS_NETWORK',
  description: 'Allow nodes of one of the given networks',
  resourceRef: ethereumNodeResourceRef,
  paramsSchema: z.object({
    networks: anyOf.describe('Network names, e.g. sepolia'),
  }),
  apply: (node, { networks }) => has(node.network, networks),
  toQuery: ({ networks }) => ({ field: 'network', values: networks }),
});

/** Nodes in one of the given Kubernetes clusters. @public */
export const hasCluster = createPermissionRule({
  name: 'HAS_CLUSTER',
  description:
    'Allow nodes in one of the given Kubernetes clusters; static nodes are in none',
  resourceRef: ethereumNodeResourceRef,
  paramsSchema: z.object({
    clusters: anyOf.describe('Names as the Kubernetes plugin has them'),
  }),
  apply: (node, { clusters }) => has(node.cluster, clusters),
  toQuery: ({ clusters }) => ({ field: 'cluster', values: clusters }),
});

/** Nodes in one of the given Kubernetes namespaces. @public */
export const hasNamespace = createPermissionRule({
  name: 'HAS_NAMESPACE',
  description:
    'Allow nodes in one of the given Kubernetes namespaces, in whichever cluster',
  resourceRef: ethereumNodeResourceRef,
  paramsSchema: z.object({ namespaces: anyOf }),
  apply: (node, { namespaces }) => has(node.namespace, namespaces),
  toQuery: ({ namespaces }) => ({ field: 'namespace', values: namespaces }),
});

/** @public */
export const ethereumNodePermissionRules = {
  isOwnedBy,
  hasNetwork,
  hasCluster,
  hasNamespace,
};

const conditionExports = createConditionExports({
  resourceRef: ethereumNodeResourceRef,
  rules: ethereumNodePermissionRules,
});

/**
 * The rules as conditions, for permission policies.
 * @public
 */
export const ethereumNodeConditions = conditionExports.conditions;

/**
 * Makes a policy's decision on `ethereum-nodes.node.read` depend on the node.
 *
 * @example
 * ```ts
 * if (isPermission(request.permission, ethereumNodeReadPermission)) {
 *   return createEthereumNodeConditionalDecision(
 *     request.permission,
 *     ethereumNodeConditions.isOwnedBy({ owners: user.info.ownershipEntityRefs }),
 *   );
 * }
 * ```
 * @public
 */
export const createEthereumNodeConditionalDecision =
  conditionExports.createConditionalDecision;

function has(value: string | undefined, values: string[]): boolean {
  return value !== undefined && values.includes(value);
}

/** Entity references compare without regard to case; ours are stored in lower case. */
function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
