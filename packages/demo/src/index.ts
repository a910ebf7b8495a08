/**
 * The demo: real nodes in different states on loopback, with Backstage.
 *
 * @packageDocumentation
 */
export { demoFleet, type DemoNode } from './fleet';
export { findAnvil, startAnvil, type Anvil } from './anvil';
export { ProcessGroups } from './processGroups';
