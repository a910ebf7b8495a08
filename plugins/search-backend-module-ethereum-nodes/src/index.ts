/**
 * Ethereum nodes in the search of Backstage.
 *
 * @packageDocumentation
 */
export { searchModuleEthereumNodes as default } from './module';
