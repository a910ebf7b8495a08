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
export {
  listSnapshots,
  showSnapshot,
  type Listed,
  type ListedSnapshot,
  type ListOptions,
} from './list';
export {
  verifyStore,
  type Verified,
  type VerifyOptions,
} from './verify/verifyStore';
export { verifyByBoot, type BootVerifyOptions } from './verify/verifyByBoot';
export { verifyByRpc, type RpcVerifyOptions } from './verify/verifyByRpc';
export { type BootVerified } from './verify/recordAnswer';
export { publishLatest } from './verify/publish';
export { prune, type Pruned, type PruneOptions } from './retain/prune';
export { type Retention } from './retain/retention';
export {
  manifestSchema,
  type Manifest,
  type ManifestFile,
} from './format/manifest';
export {
  latestSchema,
  verificationSchema,
  type Latest,
  type Verification,
} from './format/documents';
export { plainVersion } from './datadir/version';
export { type StoreLocation } from './store/store';
export { type Outcome, type StoppedKind } from './stopped';
export { type OnProgress, type Progress } from './progress';
