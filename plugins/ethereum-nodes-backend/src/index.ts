/**
 * Discovers, polls and judges Ethereum nodes, and serves what it knows.
 *
 * @packageDocumentation
 */
export { ethereumNodesPlugin as default } from './plugin';
