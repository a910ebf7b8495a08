/**
 * Service ref, node sources and permission rules of the ethereum-nodes plugin.
 *
 * @packageDocumentation
 */
export * from './permissions';
export {
  ethereumNodesServiceRef,
  type EthereumNodesService,
  type EthereumNodesServiceOptions,
} from './service';
export * from './sources';
