/**
 * Discovers, polls and judges Ethereum nodes, and serves their state and history.
 *
 * @packageDocumentation
 */
export { ethereumNodesPlugin as default } from './plugin';
