/**
 * The demo: real nodes of different fates on loopback, and Backstage in front of them.
 *
 * @packageDocumentation
 */
export { demoFleet, type DemoNode } from './fleet';
export { findAnvil, startAnvil, type Anvil } from './anvil';
export { ProcessGroups } from './processGroups';
