/**
 * What a request for an Ethereum node needs, costs and lacks, in the form that asks for it: for apps of the new frontend system.
 *
 * @packageDocumentation
 */
export { scaffolderModuleEthereumNodes as default } from './module';
export { ethereumNodePlanTranslationRef } from './translation';
