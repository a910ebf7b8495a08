import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of Ethereum nodes in permission rules. @public */
export const RESOURCE_TYPE_ETHEREUM_NODE = 'ethereum-node';

/** Seeing a node: its state, its history and where it runs. @public */
export const ethereumNodeReadPermission = createPermission({
  name: 'ethereum-nodes.node.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ETHEREUM_NODE,
});

/** Seeing the fleet page and its totals (over the nodes that the caller may see). @public */
export const ethereumFleetReadPermission = createPermission({
  name: 'ethereum-nodes.fleet.read',
  attributes: { action: 'read' },
});

/** @public */
export const ethereumNodesPermissions = [
  ethereumNodeReadPermission,
  ethereumFleetReadPermission,
];
