/**
 * Service ref, node sources, events and permission rules of the ethereum-nodes plugin.
 *
 * @packageDocumentation
 */
export * from './inventoryEvents';
export * from './permissions';
export type {
  EthereumNodesService,
  EthereumNodesServiceOptions,
} from './EthereumNodesService';
export { ethereumNodesServiceRef } from './service';
export * from './sources';
