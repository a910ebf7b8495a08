/**
 * Types, annotations, permissions and REST client of the ethereum-nodes plugin.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './entity';
export * from './EthereumNodesClient';
export * from './fleetMessages';
export * from './openapi';
export * from './permissions';
export * from './snapshotFreshness';
export * from './types';
