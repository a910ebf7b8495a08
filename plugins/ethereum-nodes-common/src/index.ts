/**
 * Types, annotations, permissions, REST contract and REST client of the ethereum-nodes plugin.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './contract/changeKinds';
export type { ComponentName } from './contract/components';
export * from './contract/declared';
export * from './contract/errors';
export * from './contract/fleet';
export * from './contract/history';
export * from './contract/insights';
export type { JsonSchema } from './contract/jsonSchema';
export * from './contract/node';
export * from './contract/openapi';
export * from './contract/limits';
export { methodOf, paths as ethereumNodesPaths } from './contract/paths';
export * from './contract/queries';
export * from './contract/routes';
export { nodeStateSchema } from './contract/scalars';
export * from './contract/snapshots';
export * from './entity';
export * from './ethereumNodePredicate';
export * from './EthereumNodesClient';
export * from './fleetMessages';
export * from './listAllNodes';
export * from './permissions';
export { quoteShellWord } from '@nodeyard/ethereum';
export * from './searchType';
export * from './signals';
export * from './snapshotFreshness';
