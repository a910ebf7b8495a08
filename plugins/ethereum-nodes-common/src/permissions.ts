import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of Ethereum nodes in permission rules. @public */
export const RESOURCE_TYPE_ETHEREUM_NODE = 'ethereum-node';

/** Read a node: its state, its history and its place. @public */
export const ethereumNodeReadPermission = createPermission({
  name: 'ethereum-nodes.node.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ETHEREUM_NODE,
});

/** Read the fleet page and its totals, which count the nodes that the caller may read. @public */
export const ethereumFleetReadPermission = createPermission({
  name: 'ethereum-nodes.fleet.read',
  attributes: { action: 'read' },
});

/** Have a snapshot of a node made now, for which the node is stopped. @public */
export const ethereumSnapshotCreatePermission = createPermission({
  name: 'ethereum-nodes.snapshot.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ETHEREUM_NODE,
});

/** @public */
export const ethereumNodesPermissions = [
  ethereumNodeReadPermission,
  ethereumFleetReadPermission,
  ethereumSnapshotCreatePermission,
];
