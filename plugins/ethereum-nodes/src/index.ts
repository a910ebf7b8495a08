/**
 * Sync health of Ethereum nodes for Backstage apps of the new frontend system.
 *
 * @packageDocumentation
 */
export { ethereumNodesPlugin as default } from './plugin';
export { ethereumNodesApiRef } from './api';
export { ethereumNodesTitlesTranslationRef } from './titles';
export { ethereumNodesTranslationRef } from './translation';
