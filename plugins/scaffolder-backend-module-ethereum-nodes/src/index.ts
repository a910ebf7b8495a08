/**
 * Scaffolder actions that plan, write and publish a team's Ethereum node repository, and the template that uses them.
 *
 * @packageDocumentation
 */
export { catalogModuleEthereumNodeTemplate } from './catalogModule';
export { features as default } from './features';
export { scaffolderModuleEthereumNodes } from './module';
export { createGuardedPublishAction } from './publishing/guardedAction';
export type { GuardedInput } from './publishing/guardedAction';
