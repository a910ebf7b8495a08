/**
 * Ethereum nodes, their APIs, networks, clusters and snapshots as entities of the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleEthereumNodes as default } from './module';
