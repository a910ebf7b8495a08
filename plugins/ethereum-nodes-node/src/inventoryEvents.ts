import { nodeSchema } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { z } from 'zod';

/**
 * Topic of the events that the backend publishes when discovery changes the inventory of nodes. The payload is
 * {@link NodeInventoryEvent}.
 *
 * Events are published after the database has the change, by the replica that wrote it. A process that ends in between publishes
 * nothing, so a subscriber that mirrors the inventory also reads it in full from time to time, for example with
 * `ethereumNodesServiceRef`. The order of two events is not guaranteed.
 * @public
 */
export const NODE_INVENTORY_TOPIC = 'ethereum-nodes.inventory';

/** Most changes of one event. A larger change of the inventory is published as several events. @public */
export const MAX_INVENTORY_CHANGES = 200;

/** @public */
export const inventoryNodeSchema = nodeSchema
  .pick({
    id: true,
    source: true,
    name: true,
    cluster: true,
    namespace: true,
    network: true,
    role: true,
    executionClient: true,
    consensusClient: true,
    ownerRef: true,
    entityRef: true,
    callersUrl: true,
    seriesName: true,
  })
  .describe('A node as discovery found it, without its health.');

/**
 * A node as discovery found it, without its health. The network is `unknown`, and clients are absent, if only a poll finds them: the
 * REST API has the current ones.
 * @public
 */
export type InventoryNode = z.infer<typeof inventoryNodeSchema>;

/** @public */
export const nodeInventoryChangeSchema = z.object({
  kind: z.enum(['appeared', 'changed', 'disappeared']),
  node: inventoryNodeSchema.describe(
    'Of a node that disappeared, as it was stored.',
  ),
});

/** A node that appeared, whose properties changed, or that disappeared. @public */
export type NodeInventoryChange = z.infer<typeof nodeInventoryChangeSchema>;

/** @public */
export const nodeInventoryEventSchema = z.object({
  changedAt: z.iso.datetime().describe('ISO 8601, UTC.'),
  changes: z.array(nodeInventoryChangeSchema).min(1).max(MAX_INVENTORY_CHANGES),
});

/**
 * Payload of an event of {@link NODE_INVENTORY_TOPIC}. Subscribers parse it with `nodeInventoryEventSchema`.
 *
 * Events pass the permissions of no user: they are for backend plugins, which must not show them to users unchecked.
 * @public
 */
export type NodeInventoryEvent = z.infer<typeof nodeInventoryEventSchema>;
