/**
 * Content-addressed snapshots of execution clients' datadirs: build, restore, verify, retain.
 *
 * @packageDocumentation
 */
export {
  build,
  type Built,
  type BuildOptions,
  type ChainFacts,
} from './build/build';
export { plan, type Plan, type PlanOptions } from './restore/plan';
export { restore, type Restored, type RestoreOptions } from './restore/restore';
export { datadirStatus, type DatadirStatus } from './restore/status';
