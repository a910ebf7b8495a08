/**
 * Scaffolder actions that plan, write and publish a team's Ethereum node repository.
 *
 * @packageDocumentation
 */
export { scaffolderModuleEthereumNodes as default } from './module';
export { createGuardedPublishAction } from './publishing/guardedAction';
export type { GuardedInput } from './publishing/guardedAction';
