/**
 * Resources, cost and problems of a request for an Ethereum node, in its form. For apps of the new frontend system.
 *
 * @packageDocumentation
 */
export { scaffolderModuleEthereumNodes as default } from './module';
export { ethereumNodePlanTranslationRef } from './translation';
